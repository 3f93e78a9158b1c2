/** The dispatch rules as versioned data, and what they say about a case. */
import type { Label } from '../contracts/common.ts'
import { type DispatchProposal, DispatchRule, type DispatchRules, type RuleTarget } from '../contracts/dispatch.ts'
import type { PassengerId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import type { BranchOfAccount, DepartmentOfLeaf, StaffNames, Unit, Units } from './dispatch.ports.ts'
import { type Choice, chooseRule, type RuleFacts, type RulePlace } from './dispatch-choice.rules.ts'
import { defaultRules } from './dispatch-defaults.ts'
import { findRules, insertRules, listRulesVersions, type RulesRow } from './dispatch-rules.repository.ts'

export interface RulesDeps {
  store: Store
  clock: Clock
  units: Units
  staff: StaffNames
  departmentOfLeaf: DepartmentOfLeaf
  branchOfAccount: BranchOfAccount
}

/** A case that the rules look at; `passengerId` leads to the branch of the account. */
export type RuleCase = RuleFacts & { passengerId?: PassengerId | undefined }

export type DispatchRulesRoom = ReturnType<typeof createDispatchRules>

/** The part of the room that keeps the rules. */
export function createDispatchRules(deps: RulesDeps) {
  const { store, clock, units, staff } = deps

  async function current(within?: Write): Promise<DispatchRules> {
    return toRules(await findRules(within?.db ?? store.db))
  }

  async function placeOf(target: RuleTarget, facts: RuleCase, tx?: Write): Promise<RulePlace | undefined> {
    const unit = await unitOf(target, facts, tx)
    return unit && { unitId: unit.id, unitName: unit.name, ...personOf(unit) }
  }

  async function unitOf(target: RuleTarget, facts: RuleCase, tx?: Write): Promise<Unit | undefined> {
    if (target.how === 'unit' || target.how === 'accountable-post') return units.byCode(target.code, tx)
    if (target.how === 'station-branch') return facts.station ? units.branchOfStation(facts.station, tx) : undefined
    if (target.how === 'leaf-department') {
      const code = deps.departmentOfLeaf(facts.kind, facts.leaf)
      return code === undefined ? undefined : units.byCode(code, tx)
    }
    const branch = facts.passengerId && (await deps.branchOfAccount(facts.passengerId, tx))
    return branch ? units.unit(branch, tx) : undefined
  }

  /** Looks up every place first, so that the choice itself stays a pure rule. */
  async function choose(facts: RuleCase, tx?: Write): Promise<Choice & { version: number }> {
    const { rules, version } = await current(tx)
    const places = new Map<string, RulePlace | undefined>()
    for (const target of rules.flatMap((rule) => (rule.enabled ? rule.targets : []))) {
      const key = JSON.stringify(target)
      if (!places.has(key)) places.set(key, await placeOf(target, facts, tx))
    }
    return { ...chooseRule(rules, facts, (target) => places.get(JSON.stringify(target))), version }
  }

  return {
    current,
    choose,

    /** The same, as people read it. */
    async proposal(facts: RuleCase, tx?: Write): Promise<DispatchProposal> {
      const { rule, places, tried, version } = await choose(facts, tx)
      return {
        version,
        automatic: rule?.automatic ?? false,
        places: places.map((place) =>
          rule?.level === 'person' ? place : { unitId: place.unitId, unitName: place.unitName },
        ),
        tried,
        ...(rule && { ruleId: rule.id, ruleName: rule.name, level: rule.level }),
      }
    },

    /** Saves the next version. Refuses when the rules were changed meanwhile, or an id stands twice. */
    save(edit: { version: number; rules: DispatchRule[] }, byId: UserId): Promise<DispatchRules> {
      return store.write(async (tx) => {
        const { version } = await current(tx)
        if (version !== edit.version) throw new Refusal('changed-meanwhile', { version })
        const ids = edit.rules.map((rule) => rule.id)
        if (new Set(ids).size !== ids.length) throw new Refusal('invalid-input', {}, { rules: 'an id stands twice' })
        const row: RulesRow = {
          version: version + 1,
          saved_at: clock.now(),
          saved_by: byId,
          saved_by_name: (await staff.nameOf(byId, tx)) ?? null,
          rules: JSON.stringify(edit.rules),
        }
        if (!(await insertRules(tx.db, row))) throw new Refusal('changed-meanwhile')
        return toRules(row)
      })
    },

    /** One version as it was. */
    async version(version: number): Promise<DispatchRules> {
      return version === 0 ? toRules(undefined) : toRules(found(await findRules(store.db, version)))
    },

    async versions(): Promise<Array<Pick<DispatchRules, 'version' | 'savedAt' | 'savedByName'>>> {
      const rows = await listRulesVersions(store.db)
      return rows.map((row) => ({
        version: row.version,
        savedAt: row.saved_at,
        savedByName: row.saved_by_name ?? undefined,
      }))
    },
  }
}

function personOf(unit: Unit): { personId: UserId; personName: string } | Record<never, never> {
  return unit.accountable ? { personId: unit.accountable.id, personName: unit.accountable.name } : {}
}

/** Before anybody saved one, the rules the product comes with. */
function toRules(row: RulesRow | undefined): DispatchRules {
  if (!row) return { version: 0, savedAt: 0, rules: defaultRules }
  return {
    version: row.version,
    savedAt: row.saved_at,
    savedByName: row.saved_by_name ?? undefined,
    rules: DispatchRule.array().parse(JSON.parse(row.rules)),
  }
}

/** The name of a rule as an order keeps it. */
export function ruleNameOf(text: string | null): Label | undefined {
  return text === null ? undefined : (JSON.parse(text) as Label)
}
