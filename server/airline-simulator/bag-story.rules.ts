/** What becomes of the bag of a passenger who has flown: most arrive, some go missing and are found, some are damaged. */
import type { BagFile, FlightStatus } from '../contracts/passenger-service.ts'
import { chanceOf } from './chance.rules.ts'

/** Whose bag it is. */
export interface BagOwner {
  pnr: string
  name: string
}

const hourMs = 3_600_000

/** The file of the bag as it stands at `now`; undefined when nothing is wrong, or not yet. */
export function bagFileAt(owner: BagOwner, status: FlightStatus, now: number): BagFile | undefined {
  if (status.arrivedAt === undefined) return undefined
  const chance = chanceOf(`${owner.pnr}|${status.flight}|${status.date}`)
  const lot = chance.next()
  const number = chance.between(10_000, 99_999)
  const tag = `0898${chance.between(100_000, 999_999)}`
  const openedAt = status.arrivedAt + chance.between(40, 90) * 60_000
  if (lot > 0.22 || openedAt > now) return undefined
  const kind = lot < 0.15 ? 'AHL' : 'DPR'
  const foundAt = openedAt + chance.between(5, 40) * hourMs
  const steps = stepsOf(kind, { openedAt, foundAt, from: status.from, to: status.to })
  const happened = steps.filter((step) => step.at <= now)
  const deliveredAt = happened.find((step) => step.what === 'delivered')?.at
  return {
    reference: `${status.to}${status.carrier}${number}`,
    kind,
    tag,
    locator: owner.pnr,
    passengerName: owner.name,
    flight: status.flight,
    date: status.date,
    from: status.from,
    to: status.to,
    openedAt,
    state: stateOf(happened.at(-1)?.what),
    ...(deliveredAt !== undefined && { deliveredAt }),
    steps: happened,
  }
}

/** The moment at which a missing bag is found, for the events; undefined when none is missing. */
export function bagMoments(
  owner: BagOwner,
  arrived: FlightStatus,
): Array<{ at: number; kind: 'bag-missing' | 'bag-found' }> {
  const file = bagFileAt(owner, arrived, Number.MAX_SAFE_INTEGER)
  if (file?.kind !== 'AHL') return []
  const found = file.steps.find((step) => step.what === 'located')
  return [
    { at: file.openedAt, kind: 'bag-missing' as const },
    ...(found ? [{ at: found.at, kind: 'bag-found' as const }] : []),
  ]
}

function stepsOf(
  kind: 'AHL' | 'DPR',
  { openedAt, foundAt, from, to }: { openedAt: number; foundAt: number; from: string; to: string },
): BagFile['steps'] {
  if (kind === 'DPR')
    return [
      { at: openedAt, what: 'damage-reported', station: to },
      { at: foundAt + 72 * hourMs, what: 'settled', station: to },
    ]
  return [
    { at: openedAt, what: 'reported', station: to },
    { at: foundAt, what: 'located', station: from },
    { at: foundAt + 4 * hourMs, what: 'forwarded', station: from },
    { at: foundAt + 12 * hourMs, what: 'arrived', station: to },
    { at: foundAt + 18 * hourMs, what: 'delivered', station: to },
  ]
}

function stateOf(last: BagFile['steps'][number]['what'] | undefined): BagFile['state'] {
  if (last === 'located') return 'located'
  if (last === 'forwarded' || last === 'arrived') return 'on-its-way'
  if (last === 'delivered') return 'delivered'
  return last === 'settled' ? 'settled' : 'tracing'
}
