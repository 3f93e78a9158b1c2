/** SQL of the rules of clocks and their versions. */
import type { Kysely } from 'kysely'
import { type ClockRule, ClockRuleBody, type ClockRuleId, type Regime } from '../contracts/clock-rules.ts'
import type { UserId } from '../contracts/ids.ts'

interface RuleRow {
  id: ClockRuleId
  version: number
  regime: Regime
  party: ClockRule['party']
  effective_from: string
  effective_to: string | null
  body: string
  by_id: UserId | null
  by_name: string | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ clock_rule: RuleRow }>

/** Every version of every rule. */
export async function listRules(db: Kysely<unknown>): Promise<ClockRule[]> {
  const rows = await own(db).selectFrom('clock_rule').selectAll().orderBy('id').orderBy('version').execute()
  return rows.map((row) => ({
    ...ClockRuleBody.parse(JSON.parse(row.body)),
    id: row.id,
    version: row.version,
    regime: row.regime,
    party: row.party,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to ?? undefined,
    byName: row.by_name ?? undefined,
  }))
}

/** Adds versions of rules; one that exists is never changed. */
export async function insertRules(
  db: Kysely<unknown>,
  rules: ClockRule[],
  by?: { id: UserId; name: string },
): Promise<void> {
  if (rules.length === 0) return
  await own(db)
    .insertInto('clock_rule')
    .values(
      rules.map(({ id, version, regime, party, effectiveFrom, effectiveTo, byName: _by, ...body }) => ({
        id,
        version,
        regime,
        party,
        effective_from: effectiveFrom,
        effective_to: effectiveTo ?? null,
        body: JSON.stringify(body),
        by_id: by?.id ?? null,
        by_name: by?.name ?? null,
      })),
    )
    .execute()
}
