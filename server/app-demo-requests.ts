/** COMPOSITION of the demo's past requests: they go through the same doors as everybody's, at times that are over. */
import { createPeople, type People, type PeopleDeps } from './app-people.ts'
import type { CaseSummary } from './contracts/cases.ts'
import type { CompensationId, TeamId, UserId, WorkOrderId } from './contracts/ids.ts'
import {
  demoDepartments,
  departmentLogins,
  type OrderAct,
  type PastRequest,
  pastProblem,
  pastRequests,
} from './demo/demo-requests.ts'
import { newId } from './platform/id.ts'
import type { Write } from './platform/store.ts'

const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 86_400_000

/** Who opened the demo's cases for whom. */
interface Desk {
  ownerId: UserId
  teamId: TeamId
  passengerId: NonNullable<CaseSummary['passengerId']>
}

/** Adds department people with their logins, and what became of requests; all of it in one transaction. */
export async function seedDemoRequests(people: People, deps: PeopleDeps): Promise<void> {
  const now = deps.clock.now()
  let at = now
  // The same rooms on the same database, but with a clock that stands in the past.
  const past = createPeople({ ...deps, clock: { ...deps.clock, now: () => at } })
  const desks = desksOf((await people.cases.list({ state: 'all', limit: 50 })).items)
  const teams = [...Map.groupBy(desks, (desk) => desk.teamId).values()]
  if (teams.length === 0) return
  const staff = departmentLogins.map((login) => ({ ...login, id: newId<UserId>() }))
  const hashed = await people.auth.hashAll(staff.map(({ id, password }) => ({ userId: id, password, demo: true })))
  const approver = await people.organisation.memberByUsername('supervisor1')
  await deps.store.write(async (tx) => {
    const departments = await ensureDepartments(past, tx)
    for (const { id, username, displayName, role, department, language } of staff) {
      const teamId = departments.get(department)!
      await past.organisation.addStaff({ id, username, displayName, role, teamId, language }, tx)
    }
    await past.auth.savePasswords(hashed, tx)
    const workers = new Map(staff.map(({ department, id }) => [departments.get(department)!, id]))
    for (const [i, request] of pastRequests.toSorted((a, b) => b.hoursAgo - a.hoursAgo).entries()) {
      at = Math.round(now - request.hoursAgo * hourMs)
      await replay(
        { past, tx, departments, workers, setTime: (time) => (at = Math.min(time, now)) },
        request,
        deskOf(teams, i, request.team),
      )
    }
    at = now
    if (approver) await tellProblem(past, approver.id, now, tx)
    await past.requests.digests.prepare(tx)
    for (const unit of await past.organisation.units(tx)) {
      if (unit.kind === 'department')
        await past.requests.digests.make({ unit_id: unit.id, kind: 'department', cadence: 'weekly' }, now, tx)
      if (unit.kind === 'branch')
        await past.requests.digests.make({ unit_id: unit.id, kind: 'branch-month', cadence: 'monthly' }, now, tx)
    }
  })
}

/** The teams take turns, and within a team its passengers. */
function deskOf(teams: Desk[][], turn: number, wanted: number = turn): Desk {
  const desks = teams[wanted % teams.length]!
  return desks[Math.floor(turn / teams.length) % desks.length]!
}

function desksOf(cases: CaseSummary[]): Desk[] {
  return cases.flatMap(({ ownerId, teamId, passengerId }) =>
    ownerId && passengerId ? [{ ownerId, teamId, passengerId }] : [],
  )
}

async function ensureDepartments(past: People, tx: Write): Promise<Map<string, TeamId>> {
  const { organisation } = past
  const units = await organisation.units(tx)
  const head =
    units.find((unit) => unit.kind === 'headquarters') ??
    (
      await organisation.addUnits(
        [{ name: { zh: '总部', en: 'Headquarters' }, kind: 'headquarters', code: 'headquarters' }],
        tx,
      )
    )[0]!
  const found = new Map<string, TeamId>()
  for (const { code, name } of demoDepartments) {
    const known = await organisation.departmentByCode(code, tx)
    const unit = known ?? (await organisation.addUnits([{ name, code, kind: 'department', parentId: head.id }], tx))[0]!
    found.set(code, unit.id)
  }
  return found
}

interface Replay {
  past: People
  tx: Write
  departments: Map<string, TeamId>
  /** Who works in a department; where nobody logs in, the desk's own agent stands for them. */
  workers: Map<TeamId, UserId>
  setTime(at: number): void
}

async function replay(scene: Replay, request: PastRequest, desk: Desk): Promise<void> {
  const { past, tx, departments } = scene
  const openedAt = past.requests.now()
  const opening = { openedBy: desk.ownerId, teamId: desk.teamId, passengerId: desk.passengerId, at: openedAt }
  const { id } = await past.cases.open({ ...request.case, ...opening }, tx)
  const codes = Object.keys(request.orders ?? {})
  if (codes.length > 0 && !request.case.channel) {
    const departmentIds = codes.map((code) => departments.get(code)!)
    const hand = { departmentIds, text: request.note ?? '', byId: desk.ownerId }
    await past.requests.dispatch.dispatch(id, hand, tx)
  }
  const orders = await past.requests.orders.ofCase(id, tx)
  const acts = orders.flatMap((order) =>
    (actsOf(request, departments, order.departmentId) ?? []).map((act) => ({ order, act })),
  )
  for (const { order, act } of acts.toSorted((a, b) => a.act.after - b.act.after)) {
    scene.setTime(openedAt + act.after * minuteMs)
    await play(scene, order, act, desk)
  }
  scene.setTime(openedAt + 2 * minuteMs)
  if (request.compensation) await compensate(scene, id, request.compensation, desk)
}

function actsOf(request: PastRequest, departments: Map<string, TeamId>, unit: TeamId): OrderAct[] | undefined {
  return Object.entries(request.orders ?? {}).find(([code]) => departments.get(code) === unit)?.[1]
}

async function play(
  { past, tx, workers }: Replay,
  order: { id: WorkOrderId; departmentId: TeamId },
  act: OrderAct,
  desk: Desk,
): Promise<void> {
  const { version } = (await past.requests.orders.find(order.id, tx))!
  const byId = act.act === 'redo' ? desk.ownerId : (workers.get(order.departmentId) ?? desk.ownerId)
  const { act: move, after: _, ...words } = act
  await past.requests.dispatch.move(order.id, move, { version, byId, ...words }, tx)
}

async function compensate(
  { past, tx }: Replay,
  caseId: CaseSummary['id'],
  { steps = [], paid, ...offer }: NonNullable<PastRequest['compensation']>,
  desk: Desk,
): Promise<void> {
  const who = { id: desk.ownerId, role: 'agent' as const, sees: () => true }
  const { compensations } = past.requests
  const id: CompensationId = await compensations.propose(caseId, offer, who, tx)
  let version = 1
  for (const move of steps) {
    await compensations.move(id, { version, move, text: '' }, who, tx)
    version += 1
  }
  if (paid) await compensations.pay(id, { version, reference: paid }, who, tx)
}

async function tellProblem(past: People, byId: UserId, now: number, tx: Write): Promise<void> {
  const { problems } = past.requests
  const [known] = await problems.livingOf([pastProblem.leaf], tx)
  if (!known) return
  const { id } = known
  await problems.move(id, { version: 1, move: 'confirm', text: '', byId }, tx)
  await problems.move(id, { version: 2, move: 'take', text: '', byId }, tx)
  await problems.edit(id, { version: 3, cause: pastProblem.cause }, byId, tx)
  for (const [i, { text, dueInDays }] of pastProblem.actions.entries())
    await problems.addAction(id, { version: 4 + i, text, ownerId: byId, dueAt: now + dueInDays * dayMs }, byId, tx)
}
