/** Membership: how each passenger stands with the house, decided by rules on every change and every night, with its history. */
import type { PassengerId, UserId } from '../contracts/ids.ts'
import { type MemberOverview, MemberRules, type MemberView } from '../contracts/members.ts'
import { type SegmentMarks, type SegmentReason, Standing } from '../contracts/segments.ts'
import type { Bus } from '../platform/bus.ts'
import type { Clock } from '../platform/clock.ts'
import { dayText } from '../platform/day.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { firstRules } from './first-rules.ts'
import type { Accounts, Complaints, Records, Scores, StaffNames } from './members.ports.ts'
import * as rows from './members.repository.ts'
import { createNight } from './night.ts'
import { overviewOf } from './overview.rules.ts'
import type { PersonFacts, RecordFacts } from './person-facts.ts'
import { decideStanding, type StandingDecision } from './standing.rules.ts'
import { followChanges } from './standing-news.ts'
import { type MemberYear, nextTier } from './tier.rules.ts'

export interface MembersDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  timeZone: string
  records: Records
  complaints: Complaints
  scores: Scores
  accounts: Accounts
  staff: StaffNames
}

export type Members = ReturnType<typeof createMembers>

type ChangedAxis = 'tier' | 'activity' | 'lifecycle' | 'churn'

const changesShown = 50
const yearsShown = 5

/** The room of membership. */
export function createMembers(deps: MembersDeps) {
  const { store, clock, records } = deps
  const night = createNight({ ...deps, idsAfter: (after, limit) => records.idsAfter(after, limit), recompute })
  const follow = followChanges({ ...deps, recompute })

  async function rulesNow(within?: Write): Promise<{ rules: MemberRules; version: number }> {
    const row = await rows.findRules(within?.db ?? store.db)
    return row
      ? { rules: MemberRules.parse(JSON.parse(row.rules)), version: row.version }
      : { rules: firstRules, version: 0 }
  }

  async function factsOf(ids: PassengerId[], year: number, tx: Write): Promise<PersonFacts[]> {
    const [people, years, complaints, scores, accounts] = [
      await records.factsOf(ids, clock.now(), tx),
      await rows.yearsOf(tx.db, ids, year - 1),
      await deps.complaints.openComplaintsOf(ids, tx),
      await deps.scores.lastScoresOf(ids, tx),
      await deps.accounts.marksOf(ids, tx),
    ]
    return people.map((person) => ({
      ...person,
      years: years.get(person.id) ?? [],
      openComplaints: complaints.get(person.id) ?? 0,
      lastScore: scores.get(person.id),
      account: accounts.get(person.id),
    }))
  }

  /** Decides anew for these passengers and keeps what is different; how many were. */
  async function recompute(ids: PassengerId[], tx: Write): Promise<number> {
    if (ids.length === 0) return 0
    const now = clock.now()
    const today = dayText(now, deps.timeZone)
    const { rules } = await rulesNow(tx)
    const before = await rows.standingsOf(tx.db, ids)
    let changed = 0
    for (const facts of await factsOf(ids, Number(today.slice(0, 4)), tx)) {
      const decision = decideStanding(facts, { now, today }, rules)
      const { decidedAt: _, ...standing } = decision.standing
      const text = JSON.stringify(standing)
      if (before.get(facts.id) === text && !tierMoved(facts, decision)) continue
      await keep(facts, decision, text, tx)
      changed += 1
    }
    return changed
  }

  async function keep(facts: RecordFacts, decision: StandingDecision, text: string, tx: Write): Promise<void> {
    const now = clock.now()
    await rows.saveStanding(tx.db, facts.id, text, now)
    const { tier, tierUntil } = decision.tier
    const { yearMiles, yearSegments } = decision
    await records.keepMarks(
      facts.id,
      { tier, tierUntil, yearMiles, yearSegments, marks: marksOf(decision.standing) },
      tx,
    )
    await rows.insertChanges(tx.db, changesOf(facts, decision, now))
    tx.announce('passenger.standing-changed', { passengerId: facts.id })
  }

  return {
    recompute,

    rulesNow,

    /** The rules with their version and who changed them last. */
    async rulesState() {
      const row = await rows.findRules(store.db)
      if (!row) return { rules: firstRules, version: 0 }
      const changedByName = row.changed_by ? await deps.staff.nameOf(row.changed_by) : undefined
      return {
        rules: MemberRules.parse(JSON.parse(row.rules)),
        version: row.version,
        changedAt: row.changed_at,
        changedByName,
      }
    },

    /** Puts rules in force; everybody is decided anew in the next night, or as soon as something of theirs changes. */
    changeRules(edit: { version: number; rules: MemberRules }, byId: UserId): Promise<void> {
      return store.write(async (tx) => {
        const row = {
          rules: JSON.stringify(edit.rules),
          version: edit.version + 1,
          changed_at: clock.now(),
          changed_by: byId,
        }
        if (!(await rows.saveRules(tx.db, edit.version, row))) throw new Refusal('changed-meanwhile')
      })
    },

    /** Keeps what a member flew by the year, as the member programme or an import tells it. */
    setYears(id: PassengerId, years: MemberYear[], within?: Write): Promise<void> {
      return store.write(
        (tx) =>
          rows.saveYears(
            tx.db,
            years.map((year) => ({ passenger_id: id, ...year })),
          ),
        within,
      )
    },

    /** Tier, what is missing for the next one, standing with its reasons, benefits, history. */
    async view(id: PassengerId): Promise<MemberView> {
      const now = clock.now()
      const year = Number(dayText(now, deps.timeZone).slice(0, 4))
      const { rules } = await rulesNow()
      const person = found((await records.factsOf([id], now))[0])
      const years = (await rows.yearsOf(store.db, [id], year - yearsShown)).get(id) ?? []
      const flown = years.find((one) => one.year === year) ?? { miles: 0, segments: 0 }
      const next = nextTier(person.tier, flown, rules)
      const kept = await rows.standingOf(store.db, id)
      return {
        tier: person.tier,
        ...(person.tierUntil !== undefined && { tierUntil: person.tierUntil }),
        year,
        yearMiles: flown.miles,
        yearSegments: flown.segments,
        ...(next && { next }),
        ...(kept && {
          standing: Standing.parse({ ...(JSON.parse(kept.standing) as object), decidedAt: kept.decided_at }),
        }),
        years,
        benefits: person.tier === 'none' ? [] : rules.benefits,
        changes: (await rows.changesOf(store.db, id, changesShown)).map(toChange),
      }
    },

    /** What a tier is entitled to, with its measure (AC-07, GA-17). */
    async benefitsOf(tier: keyof MemberRules['tiers'], within?: Write) {
      const { rules } = await rulesNow(within)
      return rules.benefits
        .map(({ code, label, unit, ...by }) => ({ code, label, unit, measure: by[tier] }))
        .filter((one) => one.measure > 0)
    },

    /** The customers of the house in figures. */
    async overview(): Promise<MemberOverview> {
      const row = await rows.lastNight(store.db)
      return overviewOf(
        await records.groups(),
        clock.now(),
        row && {
          day: row.day,
          seen: row.seen,
          changed: row.changed,
          ...(row.finished_at !== null && { finishedAt: row.finished_at, tookMs: row.finished_at - row.started_at }),
        },
      )
    },

    night,

    /** Follows changes and keeps the nights from now on. */
    start(): void {
      follow.open()
      night.open()
    },

    async close(): Promise<void> {
      follow.close()
      await night.close()
    },
  }
}

const tierMoved = (facts: RecordFacts, { tier, yearMiles, yearSegments }: StandingDecision): boolean =>
  facts.tier !== tier.tier ||
  facts.tierUntil !== tier.tierUntil ||
  facts.yearMiles !== yearMiles ||
  facts.yearSegments !== yearSegments

function marksOf(standing: Standing): SegmentMarks {
  const { reasons: _reasons, scoreParts: _parts, route: _route, decidedAt: _at, ...marks } = standing
  return marks
}

/** The lines of history that a decision adds: only where there was a mark before, or where the first one says something. */
function changesOf(facts: RecordFacts, { tier, standing }: StandingDecision, at: number): rows.ChangeRow[] {
  const line = (axis: ChangedAxis, from: string | undefined, to: string, reasons: SegmentReason[]): rows.ChangeRow[] =>
    from === to
      ? []
      : [
          {
            id: newId(),
            passenger_id: facts.id,
            at,
            axis,
            old_value: from ?? null,
            new_value: to,
            reasons: JSON.stringify(reasons),
          },
        ]
  const why = (axis: ChangedAxis) => standing.reasons.filter((reason) => reason.axis === axis)
  return [
    ...line('tier', facts.tier, tier.tier, [{ axis: 'relation', ...tier.reason }]),
    ...line('activity', facts.marks?.activity, standing.activity, why('activity')),
    ...line('lifecycle', facts.marks?.lifecycle, standing.lifecycle, why('lifecycle')),
    ...(facts.marks ? line('churn', facts.marks.churn, standing.churn, why('churn')) : []),
  ]
}

function toChange(row: rows.ChangeRow): MemberView['changes'][number] {
  return {
    id: row.id,
    at: row.at,
    axis: row.axis as ChangedAxis,
    ...(row.old_value !== null && { from: row.old_value }),
    to: row.new_value,
    reasons: JSON.parse(row.reasons) as SegmentReason[],
  }
}
