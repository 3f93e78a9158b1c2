/** Digests: at fixed times each department gets what passengers said, and each branch hands in its month (EC-12, BY-21). */
import {
  type Digest,
  DigestBody,
  type DigestKind,
  type DigestSchedule,
  type DigestScheduleEdit,
  type DigestSummary,
} from '../contracts/digests.ts'
import type { DigestId, TeamId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { dayStart } from '../platform/day.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { branchBody, departmentBody, isEmpty } from './digest-body.rules.ts'
import { nextMaking, packDueAt, periodOf } from './digest-time.rules.ts'
import type { DigestUnits, Figures, StaffNames } from './digests.ports.ts'
import {
  type DigestRow,
  dueSchedules,
  findDigest,
  findSchedule,
  insertDigest,
  insertSchedules,
  listDigests,
  listSchedules,
  nextScheduleAt,
  type ScheduleRow,
  updateDigest,
  updateSchedule,
} from './digests.repository.ts'

export interface DigestsDeps {
  store: Store
  clock: Clock
  timeZone: string
  units: DigestUnits
  figures: Figures
  staff: StaffNames
}

/** Who looks. */
export interface Reader {
  id: UserId
  isLead: boolean
  sees(unit: TeamId): boolean
}

export type Digests = ReturnType<typeof createDigests>

const batch = 20
const monday = 1

/** The room of digests. */
export function createDigests({ store, clock, timeZone, units, figures, staff }: DigestsDeps) {
  const midnight = (at: number) => dayStart(at, timeZone)

  /** Departments get theirs on Monday at eight, branches their month on the 1st at six, until somebody says otherwise. */
  async function ensureSchedules(tx: Write): Promise<void> {
    const known = new Set((await listSchedules(tx.db)).map((row) => `${row.unit_id} ${row.kind}`))
    const fresh = (await units.reporting(tx)).map(({ id, kind }): ScheduleRow => {
      const when =
        kind === 'department'
          ? ({ kind: 'department', cadence: 'weekly', weekday: monday, hour: 8 } as const)
          : ({ kind: 'branch-month', cadence: 'monthly', weekday: monday, hour: 6 } as const)
      return { unit_id: id, ...when, next_at: nextMaking(when, clock.now(), midnight), version: 1 }
    })
    await insertSchedules(
      tx.db,
      fresh.filter((row) => !known.has(`${row.unit_id} ${row.kind}`)),
    )
  }

  async function bodyOf(kind: DigestKind, unitId: TeamId, period: { from: number; to: number }, tx: Write) {
    const under = await units.unitsUnder(unitId, tx)
    const work = await figures.work({ units: under, ...period }, tx)
    const counts = await figures.cases({ ...period, ...(kind === 'branch-month' && { teamIds: under }) }, tx)
    const body = kind === 'department' ? departmentBody : branchBody
    const bare = body(work, counts, [])
    return {
      ...bare,
      problems: await figures.problems(
        bare.leaves.map(({ leaf }) => leaf),
        tx,
      ),
    }
  }

  /** One document for one unit and time; none when there is nothing to say to a department, or one is there. */
  async function make(schedule: Pick<ScheduleRow, 'unit_id' | 'kind' | 'cadence'>, at: number, tx: Write) {
    const unit = (await units.reporting(tx)).find((one) => one.id === schedule.unit_id)
    if (!unit) return
    const period = periodOf(schedule.cadence, at, midnight)
    const body = await bodyOf(schedule.kind, unit.id, period, tx)
    if (schedule.kind === 'department' && isEmpty(body)) return
    const row: DigestRow = {
      id: newId<DigestId>(),
      kind: schedule.kind,
      unit_id: unit.id,
      unit_zh: unit.name.zh,
      unit_en: unit.name.en,
      from_at: period.from,
      to_at: period.to,
      made_at: clock.now(),
      due_at: schedule.kind === 'branch-month' ? packDueAt(at, midnight) : null,
      body: JSON.stringify(body),
      analysis: '',
      solutions: '',
      sent_at: null,
      sent_by_name: null,
      read_at: null,
      read_by_name: null,
      version: 1,
    }
    if (await insertDigest(tx.db, row))
      tx.announce('digest.changed', { digestId: row.id, unitId: unit.id, what: 'made' })
  }

  /** The seam that changes a digest. */
  async function save(
    id: DigestId,
    wanted: { version: number; by: Reader; what: 'written' | 'sent' | 'read' },
    act: (row: DigestRow, byName: string | null) => Partial<DigestRow>,
  ): Promise<void> {
    await store.write(async (tx) => {
      const row = found(await findDigest(tx.db, id))
      if (!wanted.by.sees(row.unit_id)) throw new Refusal('not-found')
      if (row.version !== wanted.version) throw new Refusal('changed-meanwhile', { version: row.version })
      await updateDigest(tx.db, row, act(row, (await staff.nameOf(wanted.by.id, tx)) ?? null))
      tx.announce('digest.changed', { digestId: id, unitId: row.unit_id, what: wanted.what })
    })
  }

  return {
    nextAt: () => nextScheduleAt(store.db),
    /** Before the first look at what is due: units that came meanwhile get their schedule. */
    prepare: (within?: Write): Promise<void> => store.write(ensureSchedules, within),
    make: (schedule: Pick<ScheduleRow, 'unit_id' | 'kind' | 'cadence'>, at: number, within?: Write) =>
      store.write((tx) => make(schedule, at, tx), within),

    /** Makes what fell due; what fell due while the house was down is made once, for the newest time. */
    async ring(): Promise<void> {
      await store.write(ensureSchedules)
      for (const due of await dueSchedules(store.db, clock.now(), batch))
        await store.write(async (tx) => {
          const row = await findSchedule(tx.db, due.unit_id, due.kind)
          if (!row || row.next_at > clock.now()) return
          await make(row, clock.now(), tx)
          await updateSchedule(tx.db, row, { next_at: nextMaking(row, clock.now(), midnight) })
        })
    },

    async list(wanted: {
      kind?: DigestKind | undefined
      units: readonly TeamId[] | undefined
      before?: string | undefined
      limit: number
    }): Promise<{ items: DigestSummary[]; nextBefore?: string }> {
      const rows = await listDigests(store.db, { ...wanted, before: readCursor(wanted.before) })
      const items = rows.map((row) => toSummary(row, clock.now()))
      const last = rows.at(-1)
      return last && rows.length === wanted.limit ? { items, nextBefore: `${last.made_at}_${last.id}` } : { items }
    },

    async get(id: DigestId, by: Reader): Promise<Digest> {
      const row = found(await findDigest(store.db, id))
      if (!by.sees(row.unit_id)) throw new Refusal('not-found')
      return toDigest(row, by, clock.now())
    },

    /** Analysis and solutions of a pack, until it is handed in. */
    write: (id: DigestId, pack: { version: number; analysis: string; solutions: string }, by: Reader) =>
      save(id, { version: pack.version, by, what: 'written' }, (row) => {
        if (row.kind !== 'branch-month' || row.sent_at !== null) throw new Refusal('already-closed')
        return { analysis: pack.analysis, solutions: pack.solutions }
      }),

    /** Hands a pack in to headquarters; its three parts must be there. */
    send: (id: DigestId, version: number, by: Reader) =>
      save(id, { version, by, what: 'sent' }, (row, byName) => {
        if (row.kind !== 'branch-month' || row.sent_at !== null) throw new Refusal('already-closed')
        if (row.analysis === '' || row.solutions === '') throw new Refusal('pack-incomplete')
        return { sent_at: clock.now(), sent_by_name: byName }
      }),

    /** Marks it read, by whoever answers for the unit. */
    read: (id: DigestId, version: number, by: Reader) =>
      save(id, { version, by, what: 'read' }, (row, byName) => {
        if (row.read_at !== null) throw new Refusal('already-closed')
        return { read_at: clock.now(), read_by_name: byName }
      }),

    async schedules(): Promise<DigestSchedule[]> {
      const names = new Map((await units.reporting()).map((unit) => [unit.id, unit.name]))
      const rows = await listSchedules(store.db)
      return rows.flatMap((row) => {
        const unitName = names.get(row.unit_id)
        return unitName ? [toSchedule(row, unitName)] : []
      })
    },

    /** Changes when a unit's digest is made. */
    reschedule(unitId: TeamId, kind: DigestKind, edit: DigestScheduleEdit): Promise<void> {
      return store.write(async (tx) => {
        const row = found(await findSchedule(tx.db, unitId, kind))
        const { version, ...when } = edit
        const isMonthly = kind !== 'branch-month' || when.cadence === 'monthly'
        if (!isMonthly) throw new Refusal('invalid-input', {}, { cadence: 'a pack is monthly' })
        if (row.version !== version) throw new Refusal('changed-meanwhile', { version: row.version })
        await updateSchedule(tx.db, row, { ...when, next_at: nextMaking(when, clock.now(), midnight) })
      })
    },
  }
}

function toSummary(row: Omit<DigestRow, 'body' | 'analysis' | 'solutions'>, now: number): DigestSummary {
  return {
    id: row.id,
    kind: row.kind,
    unitId: row.unit_id,
    unitName: { zh: row.unit_zh, en: row.unit_en },
    fromAt: row.from_at,
    toAt: row.to_at,
    madeAt: row.made_at,
    dueAt: row.due_at ?? undefined,
    sentAt: row.sent_at ?? undefined,
    sentByName: row.sent_by_name ?? undefined,
    readAt: row.read_at ?? undefined,
    readByName: row.read_by_name ?? undefined,
    late: row.due_at !== null && (row.sent_at ?? now) > row.due_at,
    version: row.version,
  }
}

function toDigest(row: DigestRow, by: Reader, now: number): Digest {
  const isPack = row.kind === 'branch-month'
  const isOpen = isPack && row.sent_at === null
  const mayRead = row.read_at === null && (isPack ? row.sent_at !== null && by.isLead : true)
  return {
    ...toSummary(row, now),
    body: DigestBody.parse(JSON.parse(row.body)),
    analysis: row.analysis,
    solutions: row.solutions,
    may: [...(isOpen ? (['write', 'send'] as const) : []), ...(mayRead ? (['read'] as const) : [])],
  }
}

function toSchedule(row: ScheduleRow, unitName: DigestSchedule['unitName']): DigestSchedule {
  return {
    unitId: row.unit_id,
    unitName,
    kind: row.kind,
    cadence: row.cadence,
    weekday: row.weekday,
    hour: row.hour,
    nextAt: row.next_at,
    version: row.version,
  }
}

function readCursor(before: string | undefined): { madeAt: number; id: DigestId } | undefined {
  if (before === undefined) return undefined
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(before)
  if (!match) throw new Refusal('invalid-input', {}, { before: 'not a cursor' })
  return { madeAt: Number(match[1]), id: match[2] as DigestId }
}
