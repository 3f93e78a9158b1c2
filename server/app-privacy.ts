/** COMPOSITION of privacy: what each room tells of a person, and what it forgets. */
import { join } from 'node:path'
import { forgetAccounts, tellAccounts } from './accounts/person.repository.ts'
import type { Who } from './app-who.ts'
import { forgetCallers } from './calls/person.repository.ts'
import { forgetAttempts, hasOpenAttempt, tellAttempts } from './campaigns/person.repository.ts'
import { forgetCase, standingOfCases, tellCases } from './cases/person.repository.ts'
import type { CallId, CaseId, InteractionId, UserId } from './contracts/ids.ts'
import { forgetNotices } from './disruptions/person.repository.ts'
import { forgetTellings, tellTellings } from './entitlements/person.repository.ts'
import { forgetOrders, tellOrders } from './flights/person.repository.ts'
import { forgetMerges } from './identity/person.repository.ts'
import { forgetContacts, hasRunningContact, tellContacts } from './interactions/person.repository.ts'
import { forgetMembership, tellMembership } from './members/person.repository.ts'
import type { Passengers } from './passengers/passengers.service.ts'
import { forgetPassenger, mergedInto, tellTrips } from './passengers/person.repository.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import type { Store } from './platform/store.ts'
import type { ErasureStep, ExportSection } from './privacy/privacy.ports.ts'
import { createPrivacy } from './privacy/privacy.service.ts'
import { forgetRecordings } from './recordings/person.repository.ts'
import { forgetComments, tellSurveys } from './surveys/person.repository.ts'
import { forgetTasks, tasksOf } from './tasks/person.repository.ts'
import { forgetNotes } from './timeline/contact-note.repository.ts'

export interface PrivacyHouseDeps {
  store: Store
  clock: Clock
  log: Log
  dataDir: string
  passengers: Passengers
  who: Who
  staff: { namesOf(ids: UserId[]): Promise<Map<UserId, string>> }
}

const everything = Number.MAX_SAFE_INTEGER
const most = 100_000

/** Builds the room; `resume` takes up what a crash left. */
export function createPrivacyHouse({ store, clock, log, dataDir, passengers, who, staff }: PrivacyHouseDeps) {
  return createPrivacy({
    store,
    clock,
    log,
    staff,
    folder: join(dataDir, 'privacy'),
    sections: sectionsOf({ store, passengers, who }),
    steps: stepsOf({ dataDir, who }),
    people: {
      living: (id, within) => who.lookup.living(id, within),
      nameOf: (id, within) => passengers.nameOf(id, within),
      async standing(id, within) {
        const db = within?.db ?? store.db
        const cases = await standingOfCases(db, id)
        return {
          cases: cases.map((one) => ({ ...one, closedAt: one.closed_at ?? undefined })),
          runningContact: await hasRunningContact(db, id),
          openCallback: await hasOpenAttempt(db, id),
        }
      },
    },
  })
}

/** Everything of a person, in the order in which people read it. A room that keeps more of a person stands here too. */
function sectionsOf({ store, passengers, who }: { store: Store; passengers: Passengers; who: Who }): ExportSection[] {
  const { db } = store
  return [
    { name: 'profile', tell: (id) => passengers.profile(id) },
    { name: 'documents', tell: (id) => who.identity.documents(id) },
    { name: 'trips', tell: (id) => tellTrips(db, id) },
    { name: 'contacts', tell: (id) => tellContacts(db, id) },
    { name: 'notes', tell: (id) => who.notes.ofPassenger(id, everything, most) },
    { name: 'cases', tell: (id) => tellCases(db, id) },
    { name: 'accounts', tell: (id) => tellAccounts(db, id) },
    { name: 'membership', tell: (id) => tellMembership(db, id) },
    { name: 'surveys', tell: (id) => tellSurveys(db, id) },
    { name: 'callbacks', tell: (id) => tellAttempts(db, id) },
    {
      name: 'tasks',
      tell: async (id) =>
        (await tasksOf(db, id, everything, most)).map((task) => ({
          kind: task.kind,
          createdAt: task.created_at,
          number: task.number,
        })),
    },
    { name: 'orders', tell: (id) => tellOrders(db, id) },
    { name: 'entitlements', tell: (id) => tellTellings(db, id) },
    { name: 'merges', tell: (id) => who.merges.list(id, (one) => who.records.nameOf(one)) },
  ]
}

/** What is forgotten, room by room; the record itself last. */
function stepsOf({ dataDir, who }: { dataDir: string; who: Who }): ErasureStep[] {
  const counted = async (count: Promise<number>) => ({ count: await count })
  return [
    { name: 'documents', erase: (id, _how, tx) => counted(who.identity.erase(id, tx)) },
    { name: 'notes', erase: (id, _how, tx) => counted(forgetNotes(tx.db, id)) },
    {
      name: 'contacts',
      async erase(id, _how, tx) {
        const contacts = await forgetContacts(tx.db, id)
        await forgetCallers(
          tx.db,
          contacts.flatMap((one) => (one.callId ? [one.callId as CallId] : [])),
        )
        const sound = await forgetRecordings(
          tx.db,
          contacts.map((one) => one.id as InteractionId),
        )
        return { count: contacts.length, files: sound.map((path) => join(dataDir, 'recordings', path)) }
      },
    },
    {
      name: 'surveys',
      async erase(id, _how, tx) {
        const comments = await forgetComments(tx.db, id)
        return { count: comments.length, files: comments.map((path) => join(dataDir, 'comments', path)) }
      },
    },
    {
      name: 'cases',
      async erase(id, { pseudonym, cases }, tx) {
        const all = await standingOfCases(tx.db, id)
        for (const one of all) await forgetCase(tx.db, one.id as CaseId, { pseudonym, texts: cases.has(one.id) })
        return { count: all.length }
      },
    },
    { name: 'callbacks', erase: (id, { pseudonym }, tx) => counted(forgetAttempts(tx.db, id, pseudonym)) },
    { name: 'accounts', erase: (id, _how, tx) => counted(forgetAccounts(tx.db, id)) },
    { name: 'membership', erase: (id, _how, tx) => counted(forgetMembership(tx.db, id)) },
    { name: 'tasks', erase: (id, { pseudonym }, tx) => counted(forgetTasks(tx.db, id, pseudonym)) },
    { name: 'orders', erase: (id, _how, tx) => counted(forgetOrders(tx.db, id)) },
    { name: 'notices', erase: (id, _how, tx) => counted(forgetNotices(tx.db, id)) },
    { name: 'entitlements', erase: (id, _how, tx) => counted(forgetTellings(tx.db, id)) },
    { name: 'merges', erase: (id, _how, tx) => counted(forgetMerges(tx.db, id)) },
    {
      name: 'record',
      async erase(id, { pseudonym }, tx) {
        let count = 0
        for (const one of [...(await mergedInto(tx.db, id)), id]) count += await forgetPassenger(tx.db, one, pseudonym)
        return { count }
      },
    },
  ]
}
