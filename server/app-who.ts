/** COMPOSITION of who is who: clues, documents, numbers, duplicates, merges, and what is written down by hand. */
import { countCommitments, handOverCommitments, handOverMemberships } from './accounts/person.repository.ts'
import { countAttempts, handOverAttempts } from './campaigns/person.repository.ts'
import { countCases, handOverCases } from './cases/person.repository.ts'
import type { PassengerId, UserId } from './contracts/ids.ts'
import { countNotices, handOverNotices } from './disruptions/person.repository.ts'
import { countTellings, handOverTellings } from './entitlements/person.repository.ts'
import { countOrders, handOverOrders } from './flights/person.repository.ts'
import { createDuplicates } from './identity/duplicates.service.ts'
import { createIdentity } from './identity/identity.service.ts'
import { createMerges } from './identity/merges.service.ts'
import { countContacts, handOverContacts } from './interactions/person.repository.ts'
import { type HandOver, mergePassengers } from './journeys/merge-passengers.ts'
import { createLookalikes } from './passengers/lookalikes.ts'
import { createPassengerLookup } from './passengers/passenger-lookup.ts'
import { createPassengerMerge } from './passengers/passenger-merge.ts'
import type { Passengers } from './passengers/passengers.service.ts'
import type { Bus } from './platform/bus.ts'
import type { Clock } from './platform/clock.ts'
import { dayStart } from './platform/day.ts'
import type { Log } from './platform/log.ts'
import type { Store, Write } from './platform/store.ts'
import { countSurveys, handOverSurveys } from './surveys/person.repository.ts'
import { countTasks, handOverTasks } from './tasks/person.repository.ts'
import { countNotes, handOverNotes } from './timeline/contact-note.repository.ts'
import { createContactNotes } from './timeline/contact-notes.service.ts'

export interface WhoDeps {
  store: Store
  clock: Clock
  log: Log
  secret: string
  passengers: Passengers
  staff: { namesOf(ids: UserId[]): Promise<Map<UserId, string>> }
}

export type Who = ReturnType<typeof createWho>

/** Builds the rooms; nothing runs yet. */
export function createWho({ store, clock, log, secret, passengers, staff }: WhoDeps) {
  const lookup = createPassengerLookup({ store })
  const people = { ...lookup, identify: passengers.identify }
  const identity = createIdentity({ store, clock, secret, people, staff })
  const duplicates = createDuplicates({
    store,
    clock,
    log,
    people: createLookalikes({ store }),
    documents: identity,
    staff,
  })
  const merges = createMerges({ store, clock, staff })
  const records = createPassengerMerge({ store })
  const notes = createContactNotes({ store, clock, people: lookup })
  const merging = mergePassengers({
    store,
    records,
    merges,
    rooms: { documents: identity.move, ...handOvers },
    counts: (id) => countsOf(store, id),
    pairs: duplicates,
  })
  return { lookup, identity, duplicates, merges, records, merging, notes }
}

type Rows = (db: Write['db'], from: PassengerId, to: PassengerId, only?: string[]) => Promise<string[]>
const inside =
  (rows: Rows): HandOver =>
  (from, to, tx, only) =>
    rows(tx.db, from, to, only)

/** Every room that keeps something of a passenger; a new one stands here, or a merge would leave its rows behind. */
const handOvers: Record<string, HandOver> = {
  cases: inside(handOverCases),
  contacts: inside(handOverContacts),
  notes: inside(handOverNotes),
  surveys: inside(handOverSurveys),
  callbacks: inside(handOverAttempts),
  tasks: inside(handOverTasks),
  orders: inside(handOverOrders),
  notices: inside(handOverNotices),
  entitlements: inside(handOverTellings),
  commitments: inside(handOverCommitments),
  accounts: inside(handOverMemberships),
}

async function countsOf(store: Store, id: PassengerId): Promise<Record<string, number>> {
  return {
    cases: await countCases(store.db, id),
    contacts: await countContacts(store.db, id),
    notes: await countNotes(store.db, id),
    surveys: await countSurveys(store.db, id),
    callbacks: await countAttempts(store.db, id),
    tasks: await countTasks(store.db, id),
    orders: await countOrders(store.db, id),
    notices: await countNotices(store.db, id),
    entitlements: await countTellings(store.db, id),
    commitments: await countCommitments(store.db, id),
  }
}

const hourMs = 3_600_000
const nightHour = 3
/** More newcomers than this wait for the night: an import must not stop anything else. */
const mostWaiting = 100

/** Looks for duplicates by night and when somebody is new; the search's keys are completed after an older house. Returns the end of it. */
export function openWho(
  { duplicates, lookup }: Who,
  deps: { bus: Bus; clock: Clock; log: Log; timeZone: string },
): () => void {
  const { bus, clock, log, timeZone } = deps
  let stopped = false
  let cancel = () => undefined as unknown
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  function planNight(): void {
    const night = dayStart(clock.now(), timeZone) + nightHour * hourMs
    const next = night > clock.now() ? night : night + 24 * hourMs
    cancel = clock.after(next - clock.now(), () => {
      void duplicates.pass(() => stopped)
      planNight()
    })
  }

  const stopNews = bus.onAny((fact) => {
    if (fact.name !== 'passenger.created' || waiting >= mostWaiting) return
    const { passengerId } = fact.data
    waiting += 1
    last = last
      .then(() => (stopped ? 0 : duplicates.check(passengerId)))
      .catch((error: unknown) => log.error({ error, passengerId }, 'A new passenger could not be compared.'))
      .finally(() => {
        waiting -= 1
      })
  })
  planNight()
  lookup
    .completeKeys()
    .catch((error: unknown) => log.error({ error }, 'The keys of the search could not be completed.'))
  return () => {
    stopped = true
    stopNews()
    cancel()
  }
}
