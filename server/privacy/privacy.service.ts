/** What a person may ask about their own data: a copy of everything, or that it goes. Two people decide on an erasure; a legal hold wins. */
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { LegalHoldId, PassengerId, PrivacyRequestId, UserId } from '../contracts/ids.ts'
import { ErasureProof, Finding, type LegalHold, type PrivacyKind, type PrivacyRequest } from '../contracts/privacy.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { findingsOf, isBlocked, type Standing } from './erasure.rules.ts'
import { createErasure, type ErasureDeps } from './erasure.ts'
import { createExports, type ExportsDeps } from './exports.ts'
import type { DataSubjects, StaffNames } from './privacy.ports.ts'
import * as rows from './privacy.repository.ts'

export interface PrivacyDeps extends Omit<ErasureDeps, 'standingOf'>, ExportsDeps {
  store: Store
  clock: Clock
  log: Log
  people: DataSubjects
  staff: StaffNames
}

export type Privacy = ReturnType<typeof createPrivacy>

/** A link is for the one who asked and for now. */
const linkMs = 600_000

/** The room of privacy. */
export function createPrivacy(deps: PrivacyDeps) {
  const { store, clock, log, people, staff } = deps
  const running = new Set<Promise<void>>()

  async function standingOf(id: PassengerId, within?: Write): Promise<Standing> {
    const holds = await rows.holdsOf(within?.db ?? store.db, id)
    return { ...(await people.standing(id, within)), holds: holds.map(({ reason }) => ({ reason })) }
  }

  const exports = createExports(deps)
  const erasure = createErasure({ ...deps, standingOf })

  /** The work goes on after the answer; a crash is made good by `resume`. */
  function begin(row: rows.RequestRow): void {
    const work = (row.kind === 'export' ? exports.make(row) : erasure.carryOut(row))
      .catch(async (error: unknown) => {
        log.error({ requestId: row.id, error }, 'A privacy request failed.')
        const now = await rows.findRequest(store.db, row.id)
        if (now) await store.write((tx) => rows.updateRequest(tx.db, row.id, now.version, { state: 'failed' }))
      })
      .catch((error: unknown) =>
        log.error({ requestId: row.id, error }, 'That a privacy request failed could not be kept.'),
      )
      .finally(() => running.delete(work))
    running.add(work)
  }

  return {
    /** Asks for a copy (begins at once) or an erasure (checked at once, decided by another person). */
    async ask(
      wish: { kind: PrivacyKind; passengerId: PassengerId; reason: string },
      by: { id: UserId },
    ): Promise<PrivacyRequest> {
      const now = clock.now()
      const row = await store.write(async (tx) => {
        const passengerId = found(await people.living(wish.passengerId, tx))
        const findings =
          wish.kind === 'erasure' ? findingsOf(await standingOf(passengerId, tx), await rows.listRules(tx.db), now) : []
        const state = wish.kind === 'export' ? 'running' : isBlocked(findings) ? 'blocked' : 'waiting'
        const fresh: rows.RequestRow = {
          id: newId<PrivacyRequestId>(),
          kind: wish.kind,
          passenger_id: passengerId,
          state,
          reason: wish.reason,
          requested_at: now,
          requested_by: by.id,
          findings: JSON.stringify(findings),
          decided_at: null,
          decided_by: null,
          done_steps: 0,
          all_steps: wish.kind === 'export' ? deps.sections.length : deps.steps.length,
          done_at: null,
          link_hash: null,
          link_until: null,
          proof: null,
          version: 1,
        }
        await rows.insertRequest(tx.db, fresh)
        tx.announce('privacy.changed', { requestId: fresh.id })
        return fresh
      })
      if (row.kind === 'export') begin(row)
      return view(row)
    },

    /** Another person than the one who asked approves or refuses an erasure; what stands in the way is looked at again. */
    async decide(
      id: PrivacyRequestId,
      decision: { approve: boolean; version: number },
      by: { id: UserId },
    ): Promise<PrivacyRequest> {
      const row = await store.write(async (tx) => {
        const request = found(await rows.findRequest(tx.db, id))
        if (request.kind !== 'erasure' || !['waiting', 'blocked', 'failed'].includes(request.state))
          throw new Refusal('already-closed')
        if (request.requested_by === by.id) throw new Refusal('second-person-needed')
        const findings = findingsOf(
          await standingOf(request.passenger_id, tx),
          await rows.listRules(tx.db),
          clock.now(),
        )
        if (decision.approve && isBlocked(findings)) throw new Refusal('erasure-blocked', { findings })
        const state: rows.RequestRow['state'] = decision.approve ? 'running' : 'refused'
        const change = { state, findings: JSON.stringify(findings), decided_at: clock.now(), decided_by: by.id }
        if (!(await rows.updateRequest(tx.db, id, decision.version, change)))
          throw new Refusal('changed-meanwhile', { version: request.version })
        tx.announce('privacy.changed', { requestId: id })
        return { ...request, ...change, version: request.version + 1 }
      })
      if (row.state === 'running') begin(row)
      return view(row)
    },

    /** A fresh link to a finished copy, for the one who asked, for ten minutes. */
    async link(id: PrivacyRequestId, by: { id: UserId }): Promise<{ token: string; until: number }> {
      const row = found(await rows.findRequest(store.db, id))
      if (row.requested_by !== by.id) throw new Refusal('not-found')
      if (row.state !== 'ready') throw new Refusal('not-ready-yet')
      const token = randomBytes(24).toString('base64url')
      const until = clock.now() + linkMs
      await store.write((tx) => rows.setLink(tx.db, id, { hash: hashOf(token), until }))
      return { token, until }
    },

    /** The file behind a link; Refusal not-found for another person, another link, or after its time. */
    async file(
      id: PrivacyRequestId,
      link: { token: string; format: 'json' | 'html' },
      by: { id: UserId },
    ): Promise<string> {
      const row = found(await rows.findRequest(store.db, id))
      const good =
        row.requested_by === by.id && row.link_hash === hashOf(link.token) && (row.link_until ?? 0) > clock.now()
      if (!good || row.state !== 'ready') throw new Refusal('not-found')
      return exports.path(id, link.format)
    },

    /** Newest first. */
    async list(page: { before?: string | undefined; limit: number }) {
      const all = await rows.listRequests(store.db, page.before, page.limit)
      const items = await Promise.all(all.map(view))
      const last = all.at(-1)
      return last && all.length === page.limit ? { items, nextBefore: last.id } : { items }
    },

    async get(id: PrivacyRequestId): Promise<PrivacyRequest> {
      return view(found(await rows.findRequest(store.db, id)))
    },

    hold(passengerId: PassengerId, reason: string, by: { id: UserId }): Promise<void> {
      return store.write(async (tx) => {
        const living = found(await people.living(passengerId, tx))
        const row = { id: newId<LegalHoldId>(), passenger_id: living, reason, set_at: clock.now(), set_by: by.id }
        await rows.insertHold(tx.db, { ...row, lifted_at: null, lifted_by: null })
        tx.announce('passenger.changed', { passengerId: living })
      })
    },

    liftHold(id: LegalHoldId, by: { id: UserId }): Promise<void> {
      return store.write(async (tx) => {
        if (!(await rows.liftHold(tx.db, id, clock.now(), by.id))) throw new Refusal('already-closed')
      })
    },

    async holds(): Promise<LegalHold[]> {
      const all = await rows.listHolds(store.db)
      const names = await staff.namesOf(
        all.flatMap((row) => (row.lifted_by ? [row.set_by, row.lifted_by] : [row.set_by])),
      )
      return Promise.all(
        all.map(async (row) => ({
          id: row.id,
          passengerId: row.passenger_id,
          passengerName: (await people.nameOf(row.passenger_id)) ?? '',
          reason: row.reason,
          setAt: row.set_at,
          setByName: names.get(row.set_by),
          liftedAt: row.lifted_at ?? undefined,
          liftedByName: row.lifted_by ? names.get(row.lifted_by) : undefined,
        })),
      )
    },

    rules: () => rows.listRules(store.db),

    /** What a crash left in the midst begins again; copies that nobody fetched for a day are deleted. */
    async resume(): Promise<void> {
      for (const row of await rows.requestsIn(store.db, ['running'])) begin(row)
      await exports.sweep()
    },

    /** Resolves when nothing is being made. */
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.all(running)
    },
  }

  async function view(row: rows.RequestRow): Promise<PrivacyRequest> {
    const names = await staff.namesOf(row.decided_by ? [row.requested_by, row.decided_by] : [row.requested_by])
    return {
      id: row.id,
      kind: row.kind,
      passengerId: row.passenger_id,
      passengerName: (await people.nameOf(row.passenger_id)) ?? '',
      state: row.state,
      reason: row.reason,
      requestedAt: row.requested_at,
      requestedById: row.requested_by,
      requestedByName: names.get(row.requested_by),
      findings: z.array(Finding).parse(JSON.parse(row.findings)),
      decidedAt: row.decided_at ?? undefined,
      decidedByName: row.decided_by ? names.get(row.decided_by) : undefined,
      doneSteps: row.done_steps,
      allSteps: row.all_steps,
      doneAt: row.done_at ?? undefined,
      proof: row.proof === null ? undefined : ErasureProof.parse(JSON.parse(row.proof)),
      version: row.version,
    }
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
