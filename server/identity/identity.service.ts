/** Identity: who gave this clue, and which documents a person has. */

import type { DocumentKind, IdentityClue, PassengerDocument } from '../contracts/identity.ts'
import type { DocumentId, PassengerId, UserId } from '../contracts/ids.ts'
import type { CallerMatch } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { decideClue } from './clue.rules.ts'
import * as rows from './document.repository.ts'
import { documentHash, maskDocument, readDocument } from './document.rules.ts'
import type { People, StaffNames } from './identity.ports.ts'

export interface IdentityDeps {
  store: Store
  clock: Clock
  /** Key of the hashes; with another one no document is recognised any more. */
  secret: string
  people: People
  staff: StaffNames
}

export type Identity = ReturnType<typeof createIdentity>

/** The room of identity. */
export function createIdentity({ store, clock, secret, people, staff }: IdentityDeps) {
  async function byDocument(kind: DocumentKind, value: string): Promise<CallerMatch> {
    const number = readDocument(kind, value)
    if (number === undefined) return { kind: 'unknown' }
    const owners = await rows.findByHash(store.db, documentHash(secret, kind, number))
    return decideClue(await people.byIds([...new Set(owners.map((row) => row.passenger_id))]), 'same-document')
  }

  return {
    /** Known, several candidates with reasons, or unknown. */
    async identify(clue: IdentityClue): Promise<CallerMatch> {
      const value = clue.value.normalize('NFKC').trim()
      if (value === '') return { kind: 'unknown' }
      if (clue.kind === 'number') return people.identify(value)
      if (clue.kind === 'email') return decideClue(await people.byEmail(value), 'same-email')
      if (clue.kind === 'member')
        return decideClue(await people.byMember(value.replace(/[\s-]/g, '')), 'same-member-number')
      if (clue.kind === 'pnr') return decideClue(await people.byPnr(value), 'same-booking')
      return byDocument(clue.documentKind, value)
    },

    /** Documents of a passenger, oldest first, masked. */
    async documents(id: PassengerId): Promise<PassengerDocument[]> {
      const living = found(await people.living(id))
      const all = await rows.documentsOf(store.db, [living])
      const names = await staff.namesOf(all.flatMap((row) => (row.added_by ? [row.added_by] : [])))
      return all.map((row) => ({
        id: row.id,
        kind: row.kind,
        masked: row.masked,
        addedAt: row.added_at,
        addedByName: row.added_by ? names.get(row.added_by) : undefined,
      }))
    },

    /** Puts a document on the record. Refuses what cannot be one, and one that another person has. */
    addDocument(
      id: PassengerId,
      document: { kind: DocumentKind; number: string },
      byId: UserId | undefined,
      within?: Write,
    ): Promise<DocumentId> {
      const number = readDocument(document.kind, document.number)
      return store.write(async (tx) => {
        if (number === undefined) throw new Refusal('document-wrong')
        const passengerId = found(await people.living(id, tx))
        const hash = documentHash(secret, document.kind, number)
        const [known] = await rows.findByHash(tx.db, hash)
        if (known?.passenger_id === passengerId) return known.id
        if (known) throw new Refusal('document-taken', { passengerId: known.passenger_id })
        const documentId = newId<DocumentId>()
        await rows.insertDocument(tx.db, {
          id: documentId,
          passenger_id: passengerId,
          kind: document.kind,
          hash,
          masked: maskDocument(document.kind, number),
          added_at: clock.now(),
          added_by: byId ?? null,
        })
        tx.announce('passenger.changed', { passengerId })
        return documentId
      }, within)
    },

    removeDocument(id: PassengerId, documentId: DocumentId, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        const passengerId = found(await people.living(id, tx))
        if (!(await rows.deleteDocument(tx.db, documentId, passengerId))) throw new Refusal('not-found')
        tx.announce('passenger.changed', { passengerId })
      }, within)
    },

    /** Hashes with the kind of document, for comparing records. */
    async hashesOf(ids: PassengerId[]): Promise<Array<{ passengerId: PassengerId; kind: DocumentKind; hash: string }>> {
      const all = await rows.documentsOf(store.db, ids)
      return all.map((row) => ({ passengerId: row.passenger_id, kind: row.kind, hash: row.hash }))
    },

    /** For a merge and its undoing. */
    move: (from: PassengerId, to: PassengerId, tx: Write, only?: string[]) => rows.moveDocuments(tx.db, from, to, only),

    /** For an erasure: how many documents are gone. */
    erase: (id: PassengerId, tx: Write) => rows.deleteDocumentsOf(tx.db, id),
  }
}
