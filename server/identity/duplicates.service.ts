/** Records that may be one person: looked for by night and at once when somebody is new; a person decides, and is not asked twice. */
import { z } from 'zod'
import { type DuplicatePair, type DuplicatePass, DuplicateReason } from '../contracts/identity.ts'
import type { DuplicateId, PassengerId, UserId } from '../contracts/ids.ts'
import type { PassengerSummary } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { scorePair } from './duplicate.rules.ts'
import type { DuplicateTraits, Lookalikes } from './duplicates.ports.ts'
import * as rows from './duplicates.repository.ts'
import type { StaffNames } from './identity.ports.ts'

export interface DuplicatesDeps {
  store: Store
  clock: Clock
  log: Log
  people: Lookalikes
  documents: { hashesOf(ids: PassengerId[]): Promise<Array<{ passengerId: PassengerId; kind: string; hash: string }>> }
  staff: StaffNames
}

export type Duplicates = ReturnType<typeof createDuplicates>

const recordsAStep = 50

/** The search for duplicates and its work list. */
export function createDuplicates({ store, clock, log, people, documents, staff }: DuplicatesDeps) {
  let running = false

  async function traitsOf(ids: PassengerId[]): Promise<DuplicateTraits[]> {
    const [persons, hashes] = await Promise.all([people.traits(ids), documents.hashesOf(ids)])
    return persons.map((person) => {
      const theirs = hashes.filter((one) => one.passengerId === person.id)
      return {
        ...person,
        documents: theirs.map((one) => one.hash),
        idCards: theirs.filter((one) => one.kind === 'id-card').map((one) => one.hash),
      }
    })
  }

  /** Compares a record with those that look like it, and writes what came of it. */
  async function compare(id: PassengerId, version: number): Promise<number> {
    const [self] = await traitsOf([id])
    if (!self) return 0
    const others = await traitsOf((await people.like(self)).filter((other) => other !== id))
    const alike = others.flatMap((other) => {
      const pair = scorePair(self, other)
      return pair ? [{ other: other.id, ...pair }] : []
    })
    return store.write(async (tx) => {
      let added = 0
      const still = new Set<DuplicateId>()
      for (const one of alike) added += await propose(id, one, still, tx)
      for (const row of await rows.proposalsOf(tx.db, id))
        if (!still.has(row.id)) await rows.dropProposal(tx.db, row.id)
      await rows.markChecked(tx.db, id, version)
      if (added > 0) tx.announce('passenger.duplicates-found', { passengerId: id, count: added })
      return added
    })
  }

  async function propose(
    id: PassengerId,
    { other, score, reasons }: { other: PassengerId; score: number; reasons: DuplicateReason[] },
    still: Set<DuplicateId>,
    tx: Write,
  ): Promise<number> {
    const [a, b] = inOrder(id, other)
    const known = await rows.findPair(tx.db, a, b)
    const facts = { score, reasons: JSON.stringify(reasons) }
    if (known) {
      still.add(known.id)
      // What a person decided is remembered, whatever is found later.
      if (known.state === 'proposed') await rows.updatePair(tx.db, known.id, facts)
      return 0
    }
    const pairId = newId<DuplicateId>()
    still.add(pairId)
    const undecided = { decided_at: null, decided_by: null }
    await rows.insertPair(tx.db, {
      id: pairId,
      a_id: a,
      b_id: b,
      ...facts,
      state: 'proposed',
      found_at: clock.now(),
      ...undecided,
    })
    return 1
  }

  async function decide(a: PassengerId, b: PassengerId, change: Partial<rows.PairRow>, tx: Write): Promise<void> {
    const known = await rows.findPair(tx.db, ...inOrder(a, b))
    if (known) await rows.updatePair(tx.db, known.id, change)
  }

  /** One step of the pass: the records that changed since they were compared last. False at the end. */
  async function step(): Promise<boolean> {
    const pass = await rows.readPass(store.db)
    const page = await people.after(pass.place, recordsAStep)
    const last = page.at(-1)
    const checked = await rows.checkedVersions(
      store.db,
      page.map((one) => one.id),
    )
    let added = 0
    for (const { id, version, merged } of page)
      if (!merged && checked.get(id) !== version) added += await compare(id, version)
    const next = { looked_at: pass.looked_at + page.length, found: pass.found + added }
    const end = last ? { place: last.id } : { place: '', finished_at: clock.now() }
    await store.write((tx) => rows.savePass(tx.db, { ...pass, ...next, ...end }))
    return last !== undefined
  }

  return {
    /** Looks at one record now: it is new, or somebody changed it. */
    async check(id: PassengerId): Promise<number> {
      const [one] = (await people.after(before(id), 1)).filter((row) => row.id === id)
      return one && !one.merged ? compare(id, one.version) : 0
    },

    /** Goes over all records from where the last pass stopped; between steps everything else has its turn. */
    async pass(stopped: () => boolean = () => false): Promise<void> {
      if (running) return
      running = true
      try {
        const last = await rows.readPass(store.db)
        if (last.place === '')
          await store.write((tx) =>
            rows.savePass(tx.db, { ...last, started_at: clock.now(), finished_at: null, looked_at: 0, found: 0 }),
          )
        while (!stopped() && (await step())) await new Promise<void>((resolve) => setImmediate(resolve))
      } catch (error) {
        // The place is kept: the next night goes on from there.
        log.error({ error }, 'The search for duplicates stopped.')
      } finally {
        running = false
      }
    },

    async progress(): Promise<DuplicatePass> {
      const pass = await rows.readPass(store.db)
      return {
        startedAt: pass.started_at ?? undefined,
        finishedAt: pass.finished_at ?? undefined,
        running,
        lookedAt: pass.looked_at,
        found: pass.found,
      }
    },

    /** The work list, likeliest first. */
    async list(wanted: { state: DuplicatePair['state']; before?: string | undefined; limit: number }) {
      const [score, id] = (wanted.before ?? '').split('/')
      const cursor =
        id && Number.isSafeInteger(Number(score)) ? { before: { score: Number(score), id: id as DuplicateId } } : {}
      const found = await rows.listPairs(store.db, { state: wanted.state, limit: wanted.limit, ...cursor })
      const last = found.at(-1)
      const items = await view(found)
      return last && found.length === wanted.limit ? { items, nextBefore: `${last.score}/${last.id}` } : { items }
    },

    /** Proposals in which a record stands, for its page. */
    async of(id: PassengerId): Promise<DuplicatePair[]> {
      return view(await rows.proposalsOf(store.db, id))
    },

    /** A person says that these are two people; nobody is asked again. */
    twoPeople(id: DuplicateId, byId: UserId): Promise<void> {
      return store.write(async (tx) => {
        const pair = found(await rows.pairById(tx.db, id))
        if (pair.state !== 'proposed') throw new Refusal('already-closed')
        await rows.updatePair(tx.db, id, { state: 'two-people', decided_at: clock.now(), decided_by: byId })
        tx.announce('passenger.duplicates-found', { passengerId: pair.a_id, count: 0 })
      })
    },

    merged: (a: PassengerId, b: PassengerId, byId: UserId, tx: Write) =>
      decide(a, b, { state: 'merged', decided_at: clock.now(), decided_by: byId }, tx),

    open: (a: PassengerId, b: PassengerId, tx: Write) =>
      decide(a, b, { state: 'proposed', decided_at: null, decided_by: null }, tx),
  }

  async function view(pairs: rows.PairRow[]): Promise<DuplicatePair[]> {
    const ids = [...new Set(pairs.flatMap((pair) => [pair.a_id, pair.b_id]))]
    const persons = new Map((await people.summaries(ids)).map((one): [PassengerId, PassengerSummary] => [one.id, one]))
    const names = await staff.namesOf(pairs.flatMap((pair) => (pair.decided_by ? [pair.decided_by] : [])))
    return pairs.flatMap((pair) => {
      const [a, b] = [persons.get(pair.a_id), persons.get(pair.b_id)]
      if (!a || !b) return []
      return [
        {
          id: pair.id,
          a,
          b,
          score: pair.score,
          reasons: z.array(DuplicateReason).parse(JSON.parse(pair.reasons)),
          state: pair.state,
          foundAt: pair.found_at,
          decidedAt: pair.decided_at ?? undefined,
          decidedByName: pair.decided_by ? names.get(pair.decided_by) : undefined,
        },
      ]
    })
  }
}

function inOrder(a: PassengerId, b: PassengerId): [PassengerId, PassengerId] {
  return a < b ? [a, b] : [b, a]
}

/** The id just below: ids are text of fixed length. */
function before(id: PassengerId): string {
  return id.slice(0, -1)
}
