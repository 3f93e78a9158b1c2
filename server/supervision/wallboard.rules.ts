/** The wallboard's numbers: a pure fold over the facts of today, and the service level formulas of metrics.md D3. */
import type { Fact } from '../contracts/facts.ts'
import type { QueueEntryId, QueueId } from '../contracts/ids.ts'
import type { QueueFigures, ServiceLevelFormula } from '../contracts/supervision.ts'

/** T of each queue and S (abandoned so soon that nobody could have answered), ms. */
export interface Thresholds {
  serviceLevelMs: Record<QueueId, number>
  shortMs: number
}

/** What was counted so far. */
export interface Tally {
  offered: number
  answered: number
  abandoned: number
  answeredInTime: number
  abandonedInTime: number
  abandonedShort: number
  /** Sum over the answered, ms. */
  answerMs: number
}

export interface Day {
  /** Number of the last fact folded in. */
  seq: number
  queues: Record<QueueId, Tally>
  /** Entries of today that have not ended: an end without a beginning belongs to yesterday (D2: by the moment of offering). */
  running: Set<QueueEntryId>
}

const emptyTally = (): Tally => ({
  offered: 0,
  answered: 0,
  abandoned: 0,
  answeredInTime: 0,
  abandonedInTime: 0,
  abandonedShort: 0,
  answerMs: 0,
})

/** A day in which nothing has happened yet. */
export function emptyDay(seq = 0): Day {
  const queues = { booking: emptyTally(), complaint: emptyTally(), query: emptyTally(), general: emptyTally() }
  return { seq, queues, running: new Set() }
}

/** Folds one fact in; changes `day` in place and says whether a number moved. */
export function fold(day: Day, fact: Fact, limits: Thresholds): boolean {
  day.seq = fact.seq
  switch (fact.name) {
    case 'queue-entry.waiting':
      day.running.add(fact.data.entryId)
      day.queues[fact.data.queueId].offered += 1
      return true
    case 'queue-entry.connected': {
      if (!day.running.delete(fact.data.entryId)) return false
      const { queueId, waitMs } = fact.data
      const tally = day.queues[queueId]
      tally.answered += 1
      tally.answerMs += waitMs
      if (waitMs <= limits.serviceLevelMs[queueId]) tally.answeredInTime += 1
      return true
    }
    case 'queue-entry.abandoned': {
      if (!day.running.delete(fact.data.entryId)) return false
      const { queueId, waitMs } = fact.data
      const tally = day.queues[queueId]
      tally.abandoned += 1
      if (waitMs <= limits.serviceLevelMs[queueId]) tally.abandonedInTime += 1
      if (waitMs <= limits.shortMs) tally.abandonedShort += 1
      return true
    }
    default:
      return false
  }
}

/** Share 0-1; undefined while there is nothing to divide by. */
export function serviceLevel(
  formula: ServiceLevelFormula,
  tally: Omit<Tally, 'answerMs' | 'offered'>,
): number | undefined {
  const { answered, abandoned, answeredInTime, abandonedInTime, abandonedShort } = tally
  const both = answered + abandoned
  const [good, all] = {
    'SL-1': [answeredInTime + abandonedInTime, both],
    'SL-4': [answeredInTime, both - abandonedInTime],
    'SL-6': [answeredInTime, both - abandonedShort],
  }[formula] as [number, number]
  return all === 0 ? undefined : good / all
}

/** Adds tallies up. */
export function sum(tallies: Tally[]): Tally {
  const total = emptyTally()
  for (const tally of tallies) for (const key of Object.keys(total) as Array<keyof Tally>) total[key] += tally[key]
  return total
}

/** Who waits now. */
export interface Waiting {
  count: number
  /** ms UTC */
  longestSince: number | undefined
}

/** A tally as supervisors see it. */
export function figuresOf(
  tally: Tally,
  waiting: Waiting,
  formula: ServiceLevelFormula,
  serviceLevelMs: number,
): Omit<QueueFigures, 'queueId'> {
  const { answerMs, ...counts } = tally
  const level = serviceLevel(formula, tally)
  return {
    ...counts,
    waiting: waiting.count,
    serviceLevelMs,
    ...(waiting.longestSince !== undefined && { longestWaitSince: waiting.longestSince }),
    ...(level !== undefined && { serviceLevel: level }),
    ...(tally.answered > 0 && { averageAnswerMs: answerMs / tally.answered }),
  }
}
