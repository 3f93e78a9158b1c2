/** COMPOSITION of what becomes of a request: dispatch to departments, common problems, compensation, digests. */

import type { Airports } from './airports/airports.service.ts'
import type { Audit } from './audit/audit.service.ts'
import type { Calendars } from './calendars/calendars.service.ts'
import type { CaseFacts, CaseFollower } from './cases/cases.ports.ts'
import type { Cases } from './cases/cases.service.ts'
import { createCompensations } from './compensation/compensation.service.ts'
import type { CaseKind } from './contracts/cases.ts'
import { type DepartmentCode, departments, leafOf, withCarrier } from './contracts/catalogue.ts'
import type { CaseId, TeamId, UserId } from './contracts/ids.ts'
import type { Unit } from './contracts/organisation.ts'
import { createDigests } from './digests/digests.service.ts'
import type { BranchOfAccount, DispatchableCases, Units } from './dispatch/dispatch.ports.ts'
import { createDispatch } from './dispatch/dispatch.service.ts'
import { createDispatchRules } from './dispatch/dispatch-rules.service.ts'
import { createEscalations } from './dispatch/escalations.service.ts'
import { createOrders } from './dispatch/orders.service.ts'
import type { Organisation } from './organisation/organisation.service.ts'
import { createAlarm } from './platform/alarm.ts'
import type { Bus } from './platform/bus.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import type { Store, Write } from './platform/store.ts'
import { createProblems } from './problems/problems.service.ts'
import type { Tasks } from './tasks/tasks.service.ts'

export interface RequestsDeps {
  store: Store
  clock: Clock
  log: Log
  timeZone: string
  organisation: Organisation
  airports: Airports
  calendars: Calendars
  audit: Audit
  tasks: Tasks
  cases: Cases
  branchOfAccount: BranchOfAccount
}

export type Requests = ReturnType<typeof createRequests>

const minuteMs = 60_000

/** Builds the rooms; `start` sets their alarms. */
export function createRequests(deps: RequestsDeps) {
  const { store, clock, log, timeZone, organisation, calendars, tasks, cases } = deps
  const units = unitsOf(deps)
  const dispatchable = dispatchableCases(cases)
  const leaves = {
    departmentOf: (_kind: CaseKind, leaf: string) => leafOf(leaf)?.department,
    departmentName: (code: string) => departments[code as DepartmentCode],
    leafName: (_kind: CaseKind, leaf: string) => withCarrier(leafOf(leaf)?.label ?? { zh: leaf, en: leaf }),
  }
  const common = { store, clock, units, staff: organisation, cases: dispatchable, tasks }
  const rules = createDispatchRules({
    ...common,
    departmentOfLeaf: leaves.departmentOf,
    branchOfAccount: deps.branchOfAccount,
  })
  const dispatch = createDispatch({
    ...common,
    rules,
    workingTime: async (unitId, from, minutes, within) => {
      const calendarId = (await organisation.unit(unitId, within))?.calendarId ?? 'hq'
      return (await calendars.dueAfterWorkingMs(calendarId, from, minutes * minuteMs, within)).dueAt
    },
  })
  const escalations = createEscalations(common)
  const orders = createOrders({ store, clock, timeZone, cases: dispatchable })
  const subjects = {
    subjectOf: async (id: CaseId, within?: Write) => (await cases.summary(id, within))?.subject,
  }
  const problems = createProblems({ store, clock, timeZone, cases: subjects, staff: organisation, leaves })
  const compensations = createCompensations({
    store,
    clock,
    cases: { get: (id, within) => compensatedCase(deps, id, within) },
    staff: {
      nameOf: (id, within) => organisation.nameOf(id, within),
      isAccountable: (id, within) => isAccountable(organisation, id, within),
    },
  })
  const digests = createDigests({
    store,
    clock,
    timeZone,
    staff: organisation,
    units: {
      reporting: (within) => reportingUnits(organisation, within),
      unitsUnder: (id, within) => organisation.unitsUnder(id, within),
    },
    figures: {
      work: (wanted, within) => orders.tally(wanted, within),
      cases: (wanted, within) => problems.caseCounts(wanted, within),
      problems: (leafIds, within) => problems.livingOf(leafIds, within),
    },
  })
  const alarm = (name: string, room: { nextAt(): Promise<number | undefined>; ring(): Promise<void> }) =>
    createAlarm({ clock, log, name, nextAt: () => room.nextAt(), ring: () => room.ring() })
  const alarms = {
    escalations: alarm('escalations', escalations),
    offers: alarm('compensation offers', compensations),
    digests: alarm('digests', digests),
  }

  /** Inside the commit that moves a case. */
  const follower: CaseFollower = {
    async opened(c, tx) {
      await problems.seen(seenCase(c), tx)
      await dispatch.opened(dispatchedCase(c), tx)
    },
    edited: (c, tx) => problems.seen(seenCase(c), tx),
    mayClose: (c, tx) => dispatch.mayClose(c.id, tx),
    async moved(c, move, tx) {
      if (move === 'close') await dispatch.closed(c.id, c.ownerId, tx)
    },
  }

  return {
    rules,
    dispatch,
    orders,
    escalations,
    problems,
    compensations,
    digests,
    follower,
    alarms,
    now: () => clock.now(),
    /** From now on what falls due is done; news of an earlier time wake the alarm concerned. */
    async start(bus: Bus): Promise<void> {
      await digests.prepare()
      bus.on('order.changed', alarms.escalations.wake)
      bus.on('compensation.changed', alarms.offers.wake)
      for (const one of Object.values(alarms)) one.start()
    },
    close(): void {
      for (const one of Object.values(alarms)) one.close()
    },
  }
}

function unitsOf({ organisation, airports }: RequestsDeps): Units {
  /** The person on the unit's own accountable post, a deputy when nobody else is on it (CS-24). */
  async function accountableOf(id: TeamId, within?: Write): Promise<{ id: UserId; name: string } | undefined> {
    const post = await organisation.accountablePost(id, within)
    const holder = post?.unitId === id ? (post.holders[0] ?? post.deputies[0]) : undefined
    const name = holder && (await organisation.nameOf(holder, within))
    return holder && name ? { id: holder, name } : undefined
  }
  async function placeOf(unit: Unit | undefined, within?: Write) {
    if (!unit) return undefined
    const { id, name, code } = unit
    return { id, name, code, accountable: await accountableOf(id, within) }
  }
  return {
    unit: async (id, within) => placeOf(await organisation.unit(id, within), within),
    byCode: async (code, within) => placeOf(await organisation.departmentByCode(code, within), within),
    async chainOf(id, within) {
      const chain: Array<NonNullable<Awaited<ReturnType<typeof placeOf>>>> = []
      for (const unit of await organisation.chainOf(id, within)) {
        const place = await placeOf(unit, within)
        if (place) chain.push(place)
      }
      return chain
    },
    async branchOfStation(station, within) {
      const city = (await airports.get(station, within))?.city.zh
      if (city === undefined) return undefined
      const all = await organisation.units(within)
      const local = all.find(
        (unit) => !unit.disabled && unit.kind !== 'department' && (unit.city.zh === city || unit.serves.includes(city)),
      )
      const chain = local ? await organisation.chainOf(local.id, within) : []
      return placeOf(
        chain.find((unit) => unit.kind === 'branch'),
        within,
      )
    },
  }
}

function dispatchableCases(cases: Cases): DispatchableCases {
  return {
    async facts(id, within) {
      const facts = await cases.facts(id, within)
      return facts && dispatchedCase(facts)
    },
    move: (id, move, within) => cases.move(id, move, within),
    wording: (id, within) => cases.wording(id, within),
  }
}

function dispatchedCase(c: CaseFacts) {
  const { id, number, kind, leaf, state, teamId, channel } = c
  return {
    id,
    number,
    kind,
    leaf,
    state,
    teamId,
    channel,
    ownerId: c.ownerId,
    passengerId: c.passengerId,
    station: c.station,
  }
}

const seenCase = (c: CaseFacts) => ({
  id: c.id,
  number: c.number,
  kind: c.kind,
  leaf: c.leaf,
  teamId: c.teamId,
  station: c.station,
  flight: c.flight,
  openedAt: c.openedAt,
})

/** Whether a person is on the post that answers for the own unit. */
async function isAccountable(organisation: Organisation, id: UserId, within?: Write): Promise<boolean> {
  const member = await organisation.member(id, within)
  const post = member && (await organisation.accountablePost(member.teamId, within))
  return post !== undefined && post.unitId === member?.teamId && post.holders.includes(id)
}

async function compensatedCase({ cases, organisation }: RequestsDeps, id: CaseId, within?: Write) {
  const facts = await cases.facts(id, within)
  if (!facts) return undefined
  const code = leafOf(facts.leaf)?.department
  const unit = facts.departmentId
    ? await organisation.unit(facts.departmentId, within)
    : code && (await organisation.departmentByCode(code, within))
  const { number, state, teamId } = facts
  return { id, number, state, teamId, department: unit ? { id: unit.id, name: unit.name } : undefined }
}

async function reportingUnits(organisation: Organisation, within?: Write) {
  return (await organisation.units(within)).flatMap(({ id, name, kind, disabled }) =>
    !disabled && (kind === 'department' || kind === 'branch') ? [{ id: id as TeamId, name, kind }] : [],
  )
}
