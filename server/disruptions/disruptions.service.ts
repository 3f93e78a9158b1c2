/** Flights in trouble: whom they concern, and that each of them is told (BK-12, BK-13). */

import type { Role } from '../contracts/auth.ts'
import {
  type Affected,
  causeLabels,
  type Disruption,
  type DisruptionDetail,
  troubleLabels,
} from '../contracts/flights.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
import { FlightStatus } from '../contracts/passenger-service.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import type { Cases, Tasks, Trail, Travelling, Trips } from './disruptions.ports.ts'
import {
  deleteBefore,
  deleteTrouble,
  findTrouble,
  insertNotice,
  listNotices,
  listTroubles,
  type NoticeRow,
  saveTrouble,
  type TroubleRow,
} from './disruptions.repository.ts'
import { byImportance, isValued, requestOf, troubleOf } from './trouble.rules.ts'

export interface DisruptionsDeps {
  store: Store
  clock: Clock
  trips: Trips
  tasks: Tasks
  cases: Cases
  audit: Trail
}

export type Disruptions = ReturnType<typeof createDisruptions>

const dayMs = 86_400_000
/** Longer than any notification is worth. */
const keptDays = 10
const shownBack = dayMs
const mostShown = 300
/** The first is called within a quarter of an hour, the others in their order. */
const firstDueMs = 15 * 60_000
const eachMs = 60_000

interface Actor {
  id: UserId
  role: Role
  teamId: TeamId
  ip: string
}

/** The room of disruptions. */
export function createDisruptions({ store, clock, trips, tasks, cases, audit }: DisruptionsDeps) {
  async function view(row: TroubleRow, notices: NoticeRow[], within?: Write): Promise<Disruption> {
    const own = notices.filter(
      (one) => one.flight === row.flight && one.date === row.date && one.trouble === row.trouble,
    )
    const done =
      own.length === 0
        ? new Map()
        : await tasks.doneAt(
            own.map((notice) => notice.task_id),
            within,
          )
    return {
      flight: row.flight,
      date: row.date,
      trouble: row.trouble,
      status: FlightStatus.parse(JSON.parse(row.status)),
      heardAt: row.heard_at,
      affected: row.affected,
      valued: row.valued,
      tasks: own.length,
      tasksDone: done.size,
      caseId: own[0]?.case_id,
      caseNumber: own[0]?.case_number,
    }
  }

  async function detail(row: TroubleRow, within?: Write): Promise<DisruptionDetail> {
    const notices = await listNotices(within?.db ?? store.db, row)
    const told = new Map(
      notices.filter((one) => one.trouble === row.trouble).map((one) => [one.passenger_id, one.task_id]),
    )
    const doneAt = told.size === 0 ? new Map() : await tasks.doneAt([...told.values()], within)
    const travelling = await trips.onFlight(row.flight, row.departs_at, within)
    const passengers = travelling.toSorted(byImportance).map((one): Affected => {
      const taskId = told.get(one.passenger.id)
      return { ...one, taskId, toldAt: taskId && doneAt.get(taskId) }
    })
    return { ...(await view({ ...row, affected: passengers.length }, notices, within)), passengers }
  }

  return {
    /** Follows a flight: keeps what is wrong with it, and forgets it when it is well again or long gone. */
    async changed(status: FlightStatus, tx: Write): Promise<void> {
      const trouble = troubleOf(status)
      const now = clock.now()
      if (!trouble) return deleteTrouble(tx.db, status.flight, status.date)
      const travelling = await trips.onFlight(status.flight, status.scheduledDepartsAt, tx)
      await saveTrouble(tx.db, {
        flight: status.flight,
        date: status.date,
        trouble,
        status: JSON.stringify(status),
        departs_at: status.scheduledDepartsAt,
        heard_at: now,
        affected: travelling.length,
        valued: travelling.filter((one) => isValued(one.passenger.tier)).length,
      })
      const oldest = now - keptDays * dayMs
      await deleteBefore(tx.db, oldest, new Date(oldest).toISOString().slice(0, 10))
    },

    /** From yesterday on, the soonest departure first. */
    async list(): Promise<Disruption[]> {
      const after = clock.now() - shownBack
      const rows = await listTroubles(store.db, after, mostShown)
      const notices = await listNotices(store.db, { since: new Date(after - dayMs).toISOString().slice(0, 10) })
      return Promise.all(rows.map((row) => view(row, notices)))
    },

    /** One flight with everybody concerned, the most important first. */
    async get(flight: string, date: string): Promise<DisruptionDetail | undefined> {
      const row = await findTrouble(store.db, flight, date)
      return row && detail(row)
    },

    /** One request for the flight and a task for everybody who has none yet. Refuses when nobody is left to be told. */
    notifyAll(flight: string, date: string, actor: Actor, within?: Write): Promise<DisruptionDetail> {
      return store.write(async (tx) => {
        const row = found(await findTrouble(tx.db, flight, date))
        const notices = (await listNotices(tx.db, row)).filter((one) => one.trouble === row.trouble)
        const told = new Set(notices.map((one) => one.passenger_id))
        const everybody = (await trips.onFlight(flight, row.departs_at, tx)).toSorted(byImportance)
        const left = everybody.filter(({ passenger }) => !told.has(passenger.id))
        if (left.length === 0) throw new Refusal('nobody-to-notify')
        const request = await requestFor(row, notices[0], left.length, actor, tx)
        await addTasks(row, left, request, actor, tx)
        const entry = { actorId: actor.id, role: actor.role, ip: actor.ip, objectType: 'flight' }
        await audit.record(
          {
            ...entry,
            action: 'flight.passengers-notified',
            objectId: `${flight} ${date}`,
            detail: { count: left.length },
          },
          tx,
        )
        tx.announce('disruption.notified', { flight, date, caseId: request.id, passengers: left.length })
        return detail(row, tx)
      }, within)
    },
  }

  async function requestFor(
    row: TroubleRow,
    before: NoticeRow | undefined,
    count: number,
    actor: Actor,
    tx: Write,
  ): Promise<{ id: NoticeRow['case_id']; number: string }> {
    if (before) return { id: before.case_id, number: before.case_number }
    const { cause, from, to } = FlightStatus.parse(JSON.parse(row.status))
    const { zh, en } = troubleLabels[row.trouble]
    const because = cause ? `${causeLabels[cause].zh} / ${causeLabels[cause].en}` : ''
    return cases.open(
      {
        kind: 'booking',
        category: requestOf[row.trouble].category,
        subject: `${row.flight} ${row.date} ${zh} ${en} (${count})`,
        details: [`${from} - ${to}`, because].filter(Boolean).join('\n'),
        flight: row.flight,
        openedBy: actor.id,
        teamId: actor.teamId,
      },
      tx,
    )
  }

  async function addTasks(
    row: TroubleRow,
    left: Travelling[],
    request: { id: NoticeRow['case_id']; number: string },
    actor: Actor,
    tx: Write,
  ): Promise<void> {
    const now = clock.now()
    const seen = new Set<string>()
    for (const [i, { passenger, number }] of left.entries()) {
      if (seen.has(passenger.id)) continue
      seen.add(passenger.id)
      const task = await tasks.create(
        {
          kind: requestOf[row.trouble].task,
          teamId: actor.teamId,
          dueAt: now + firstDueMs + i * eachMs,
          passengerId: passenger.id,
          number,
          caseId: request.id,
        },
        tx,
      )
      await insertNotice(tx.db, {
        id: newId(),
        flight: row.flight,
        date: row.date,
        trouble: row.trouble,
        passenger_id: passenger.id,
        task_id: task.id,
        case_id: request.id,
        case_number: request.number,
        created_at: now,
      })
    }
  }
}
