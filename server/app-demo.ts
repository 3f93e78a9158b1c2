/** COMPOSITION of the first start: the demo airline, or in production the first administrator. */

import { createAirlineFlights } from './airline-simulator/airline-flights.ts'
import { seedDemoRequests } from './app-demo-requests.ts'
import type { Line } from './app-line.ts'
import type { People, PeopleDeps } from './app-people.ts'
import { seedDemoAirline } from './demo/demo-airline.ts'
import { demoArticles } from './demo/demo-knowledge.ts'
import { demoCallers } from './demo/demo-passengers.ts'
import { departmentLogins } from './demo/demo-requests.ts'
import { demoLogins } from './demo/demo-staff.ts'
import { createPastContacts } from './interactions/past-contacts.ts'
import type { Clock } from './platform/clock.ts'
import { type Config, ConfigError } from './platform/config.ts'
import type { Store } from './platform/store.ts'

export interface DemoAirline {
  logins: ReadonlyArray<{ username: string; password: string; role: string }>
  callers: ReadonlyArray<{ number: string; who: string }>
}

/** Fills an empty house. Throws ConfigError in production when demo logins are set or nobody could log in. */
export async function openDemo(deps: {
  config: Config
  store: Store
  bootId: string
  clock: Clock
  people: People
  /** What people's rooms are made of, to make them once more with a clock that stands in the past. */
  peopleDeps: PeopleDeps
  line: Line
}): Promise<DemoAirline | undefined> {
  const { config, people, line, store, clock } = deps
  const isEmpty = (await people.organisation.staff()).length === 0
  if (config.NODE_ENV === 'production') {
    if (await people.auth.hasDemoLogins())
      throw new ConfigError(
        'DATA_DIR / DATABASE_URL: this house has demo logins, which production refuses; use data of its own',
      )
    if (isEmpty) await addFirstAdmin(people, config.FIRST_ADMIN_PASSWORD)
    return undefined
  }
  if (isEmpty) {
    const interactions = createPastContacts({ store, bootId: deps.bootId })
    const airline = createAirlineFlights()
    await seedDemoAirline({ ...people, airline, agents: line.agents, interactions, store, clock })
    await seedDemoRequests(people, deps.peopleDeps)
    const author = await people.organisation.memberByUsername('supervisor1')
    if (author)
      await people.knowledge.add(demoArticles(author.id, clock.now()), { id: author.id, unitId: author.teamId })
  }
  return (await people.auth.hasDemoLogins())
    ? { logins: [...demoLogins, ...departmentLogins], callers: demoCallers }
    : undefined
}

async function addFirstAdmin(people: People, password: string | undefined): Promise<void> {
  if (password === undefined)
    throw new ConfigError(
      'FIRST_ADMIN_PASSWORD: missing; nobody could log in to this new house. At least 12 characters',
    )
  const team = await people.organisation.addTeam({ zh: '总部', en: 'Headquarters' })
  const userId = await people.organisation.addStaff({
    username: 'admin',
    displayName: 'Administrator',
    role: 'admin',
    teamId: team.id,
    language: 'zh',
  })
  await people.auth.setPasswords([{ userId, password, demo: false }])
}
