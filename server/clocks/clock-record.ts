/** Between rows and what the house says about a clock. */
import type { ClockRule } from '../contracts/clock-rules.ts'
import type { CaseClock, ClockEvent, DueClock, PreviewedClock } from '../contracts/clocks.ts'
import type { ClockRow } from './clock.repository.ts'
import type { PlannedClock } from './clock-plan.ts'

/** A clock with its rule and history. */
export function toCaseClock(row: ClockRow, rule: ClockRule, events: ClockEvent[]): CaseClock {
  return {
    ...toDueClock(row, rule),
    ruleId: rule.id,
    ruleVersion: rule.version,
    party: row.party,
    start: rule.start,
    closing: rule.closing,
    pausable: rule.pausable,
    calendarId: row.calendar_id,
    zone: row.zone,
    startedAt: row.started_at,
    pausedAt: row.paused_at ?? undefined,
    stoppedAt: row.stopped_at ?? undefined,
    evidence: row.evidence ?? undefined,
    stoppedByName: row.stopped_by_name ?? undefined,
    origin: row.origin,
    why: { zh: row.why_zh, en: row.why_en },
    source: rule.source,
    confidence: rule.confidence,
    events,
  }
}

/** The line of a work list. */
export function toDueClock(row: ClockRow, rule: ClockRule): DueClock {
  return {
    id: row.id,
    caseId: row.case_id,
    caseNumber: row.case_number,
    caseKind: row.case_kind,
    teamId: row.team_id,
    departmentId: row.department_id ?? undefined,
    regime: rule.regime,
    name: rule.name,
    stop: rule.stop,
    warnAt: row.warn_at,
    dueAt: row.due_at,
    state: row.state,
    uncertain: row.uncertain === 1,
  }
}

/** A clock that would start. */
export function toPreviewed({ rule, startedAt, dueAt, zone, uncertain, why }: PlannedClock): PreviewedClock {
  const { id, version, regime, party, name, stop } = rule
  return { ruleId: id, version, regime, party, name, startedAt, dueAt, zone, uncertain, stop, why }
}
