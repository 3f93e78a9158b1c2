/** Seeds the demo airline once, through the doors of the rooms: staff, passengers, trips, a past, two finished callbacks. */
import type { PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { InvalidState } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import type { DemoRooms } from './demo.ports.ts'
import { demoAccounts } from './demo-accounts.ts'
import { memberYears, wholeRecord, wholeTrips } from './demo-members.ts'
import { seedOrganisation } from './demo-organisation.ts'
import { demoPassengers } from './demo-passengers.ts'
import { pastCases, pastTalks } from './demo-past.ts'
import { demoLogins } from './demo-staff.ts'
import { demoStations } from './demo-stations.ts'
import { demoTrips } from './demo-trips.ts'

export interface DemoDeps extends DemoRooms {
  store: Store
  clock: Clock
}

const minuteMs = 60_000
const dayMs = 86_400_000
// Place of the difficult passenger in the list, and of the login that looks after him (BY-16).
const difficultOne = 3
const hisOwner = 3

/** A newcomer hears the callback at once: 20 s after the closing, at any hour; the campaign's page shows both. */
const demoCampaign = { delayMs: 20_000, windowFrom: 0, windowTo: 1440 }

/** Seeds an empty house; false when somebody works here already. All records are one transaction: half a demo never stands. */
export async function seedDemoAirline({ store, clock, ...rooms }: DemoDeps): Promise<boolean> {
  if ((await rooms.organisation.teams()).length > 0) return false
  const now = clock.now()
  const staff = demoLogins.map((login) => ({ ...login, id: newId<UserId>() }))
  const ids = staff.map((member) => member.id)
  const hashed = await rooms.auth.hashAll(staff.map(({ id, password }) => ({ userId: id, password, demo: true })))
  for (const { id, skills } of staff)
    if (skills.length > 0)
      await rooms.agents.setSkills(
        id,
        skills.map((queueId) => ({ queueId, level: 1 })),
      )
  await shortenCampaign(rooms)

  const passengers = await store.write(async (tx) => {
    const teams = await seedOrganisation(rooms, tx)
    for (const { id, username, displayName, role, team, language } of staff)
      await rooms.organisation.addStaff({ id, username, displayName, role, teamId: teams[team]!, language }, tx)
    await rooms.auth.savePasswords(hashed, tx)
    await rooms.airports.classify(demoStations, tx)
    const passengers = await addPassengers(rooms, ids, now, tx)
    await addPast(rooms, { passengers, ids, teams, now }, tx)
    await addAccounts(rooms, { passengers, ids, now }, tx)
    return passengers
  })
  await answerCallbacks(rooms, passengers)
  return true
}

async function shortenCampaign(rooms: DemoRooms): Promise<void> {
  const { version, settings } = await rooms.campaigns.get('complaint-satisfaction')
  await rooms.campaigns.edit('complaint-satisfaction', { version, settings: { ...settings, ...demoCampaign } })
}

async function addPassengers(rooms: DemoRooms, staff: UserId[], now: number, tx: Write): Promise<PassengerId[]> {
  const lastTalk = new Map(pastTalks.toReversed().map((talk) => [talk.passenger, now - talk.daysAgo * dayMs]))
  const added: PassengerId[] = []
  for (const [i, record] of demoPassengers().entries()) {
    const lastContactAt = lastTalk.get(i)
    const ownerId = i === difficultOne ? staff[hisOwner] : undefined
    const told = { ...record, ...(lastContactAt && { lastContactAt }), ...(ownerId && { ownerId }) }
    const id = await rooms.passengers.register(
      wholeRecord(told, i, now),
      wholeTrips(record, demoTrips(i, now, rooms.airline), { i, now }),
      tx,
    )
    await rooms.members.setYears(id, memberYears(record, i, now), tx)
    added.push(id)
  }
  return added
}

async function addAccounts(rooms: DemoRooms, { passengers, ids, now }: Omit<Past, 'teams'>, tx: Write): Promise<void> {
  for (const { account, owner, people, plans } of demoAccounts(now)) {
    const actor = { id: ids[owner]! }
    const accountId = await rooms.accounts.create({ ...account, ownerId: actor.id }, actor, tx)
    for (const [place, { passenger, role }] of people.entries()) {
      const contact = { passengerId: passengers[passenger]!, role, main: place === 0 }
      await rooms.accounts.addContact(accountId, contact, actor, tx)
    }
    for (const { inDays, ...plan } of plans) {
      const dueOn = new Date(now + inDays * dayMs).toISOString().slice(0, 10)
      await rooms.accounts.commit({ accountId }, { ...plan, dueOn }, actor, tx)
    }
  }
  const promise = {
    kind: 'commitment' as const,
    words: '行李送达后电话告知',
    dueOn: new Date(now + dayMs).toISOString().slice(0, 10),
  }
  await rooms.accounts.commit({ passengerId: passengers[0]! }, promise, { id: ids[0]! }, tx)
}

interface Past {
  passengers: PassengerId[]
  ids: UserId[]
  teams: TeamId[]
  now: number
}

async function addPast(rooms: DemoRooms, { passengers, ids, teams, now }: Past, tx: Write): Promise<void> {
  // Oldest first: ids sort in the order they were made, and so do timelines.
  for (const talk of pastTalks.toSorted((a, b) => b.daysAgo - a.daysAgo)) {
    const openedAt = now - talk.daysAgo * dayMs
    const { queueId, disposition, note } = talk
    const { displayName: agentName, team } = demoLogins[talk.agent]!
    const agent = { agentId: ids[talk.agent]!, agentName, teamId: teams[team]! }
    const who = { passengerId: passengers[talk.passenger]!, ...agent }
    const contact = { ...who, openedAt, endedAt: openedAt + talk.minutes * minuteMs, queueId, disposition, note }
    await rooms.interactions.takeOver(contact, tx)
  }
  for (const past of pastCases.toSorted((a, b) => b.daysAgo - a.daysAgo)) {
    const by = ids[past.agent]!
    const at = now - past.daysAgo * dayMs
    const opening = {
      openedBy: by,
      teamId: teams[demoLogins[past.agent]!.team]!,
      passengerId: passengers[past.passenger]!,
      at,
    }
    const flown = past.case.flight ? { flightDate: new Date(at - dayMs).toISOString().slice(0, 10) } : {}
    const { id } = await rooms.cases.open({ ...past.case, ...flown, ...opening }, tx)
    if (past.resolution === undefined) continue
    const closedAt = past.score === undefined ? at + dayMs / 2 : now - 30 * minuteMs
    await rooms.cases.close(id, { version: 1, resolution: past.resolution, byId: by, at: closedAt }, tx)
  }
}

/** Callbacks that were made before anybody watched: the same steps as the trip, without a telephone. */
async function answerCallbacks(rooms: DemoRooms, passengers: PassengerId[]): Promise<void> {
  const { attempts } = rooms.campaigns
  for (const { passenger, score } of pastCases) {
    if (score === undefined) continue
    const [attempt] = (await attempts.list({ passengerId: passengers[passenger]!, limit: 1 })).items
    const order = attempt && (await attempts.beginDial(attempt.id))
    if (!order) throw new InvalidState('A callback of the demo airline is not due.')
    await attempts.markAnswered(order.attemptId)
    await rooms.surveys.score(order, score)
    await attempts.settle(order.attemptId, { cause: 'hung-up-by-us' })
  }
}
