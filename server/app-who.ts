/** COMPOSITION of who is who: clues, documents, numbers. */
import type { UserId } from './contracts/ids.ts'
import { createIdentity } from './identity/identity.service.ts'
import { createPassengerLookup } from './passengers/passenger-lookup.ts'
import type { Passengers } from './passengers/passengers.service.ts'
import type { Clock } from './platform/clock.ts'
import type { Store } from './platform/store.ts'

export interface WhoDeps {
  store: Store
  clock: Clock
  secret: string
  passengers: Passengers
  staff: { namesOf(ids: UserId[]): Promise<Map<UserId, string>> }
}

/** Builds the rooms; nothing runs yet. */
export function createWho({ store, clock, secret, passengers, staff }: WhoDeps) {
  const lookup = createPassengerLookup({ store })
  const people = { ...lookup, identify: passengers.identify }
  const identity = createIdentity({ store, clock, secret, people, staff })
  return { lookup, identity }
}
