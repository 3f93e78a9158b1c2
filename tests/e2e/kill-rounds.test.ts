/** kill -9 again and again in the middle of work: what was acknowledged stands, what was cut is closed, nobody is stuck. */

import { createHash, randomInt, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as passed } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Campaign } from '../../server/contracts/campaigns.ts'
import { Case } from '../../server/contracts/cases.ts'
import { Interaction } from '../../server/contracts/interactions.ts'
import { PassengerProfile } from '../../server/contracts/passengers.ts'
import type { Phone } from '../../sip/phone/phone.ts'
import { logIn, whatever } from '../kit/api-client.ts'
import { passengerPhone, ringHotline } from '../kit/passenger.ts'
import { openScriptedAgent, type ScriptedAgent } from '../kit/scripted-agent.ts'
import { openSipPeer, type SipPeer } from '../kit/sip-peer.ts'
import { startHouse, type WholeHouse } from '../kit/whole-house.ts'
import { cast } from './cast.ts'

const rounds = Number(process.env.KILL_ROUNDS ?? 3)
/** How far a contact has come; each round kills at a random moment after one of them, in turn. */
const stages = ['ringing', 'waiting', 'talking', 'wrapping-up'] as const
/** A stage lasts about so long. */
const stageMs = 1_200

/** What the house has acknowledged to somebody. */
interface Acknowledged {
  drafts: Map<string, string>
  saved: Map<string, { disposition: string; note: string }>
  closedCases: string[]
}

let house: WholeHouse
let phone: Phone
let agent: ScriptedAgent
let trunk: SipPeer
const acknowledged: Acknowledged = { drafts: new Map(), saved: new Map(), closedCases: [] }
/** Branches of the INVITEs the trunk has seen, by Call-ID, with the number. */
const dialled = new Map<string, { number: string; branches: Set<string> }>()

beforeAll(async () => {
  house = await startHouse({ env: { LOG_LEVEL: 'warn' } })
  phone = await passengerPhone(house)
  agent = await openScriptedAgent(house, cast.agent)
  trunk = await busyTrunk(house.trunkPort, house.sipPort)
  const admin = await logIn(house.url, { username: 'admin', password: 'demo-admin' })
  const [campaign] = await admin.get('/campaigns', z.array(Campaign))
  const { id, version, settings } = campaign!
  await admin.put(`/campaigns/${id}`, { version, settings: { ...settings, delayMs: 0 } }, whatever)
})

afterAll(async () => {
  await phone?.close()
  await agent?.close()
  await trunk?.close()
  await house?.close()
})

test(`after each of ${rounds} kills at any moment everything acknowledged stands and nobody is stuck`, async () => {
  for (let round = 1; round <= rounds; round++) {
    await agent.goReady()
    const stage = stages[round % stages.length]!
    const afterMs = randomInt(stageMs)
    const reached = Promise.withResolvers<void>()
    const served = contact((now) => {
      if (now === stage) reached.resolve()
    })
    served.catch(reached.reject)
    const life = Promise.allSettled([served, callback(round)])
    await reached.promise
    await passed(afterMs)
    await house.kill()
    await house.startAgain()
    await life
    try {
      await finishPaperwork()
      checkRows()
    } catch (error) {
      throw new Error(`Round ${round}, killed ${afterMs} ms after ${stage}.`, { cause: error })
    }
  }
  expect(acknowledged.closedCases).not.toHaveLength(0)
  expect(dialled.size).toBeGreaterThan(0)
  expect(acknowledged.saved.size + acknowledged.drafts.size).toBeGreaterThan(0)
  expect(house.said()).not.toContain('"level":50')
})

/** A passenger rings, is served, and the agent files it; ends wherever the house dies. */
async function contact(reached: (stage: (typeof stages)[number]) => void): Promise<void> {
  const { api } = agent
  reached('ringing')
  const call = await ringHotline(phone, house, cast.known.number, '12')
  reached('waiting')
  const isTalking = (one: Interaction | null) => one?.pop.call.state === 'talking'
  const contact = await api.until('/interactions/current', Interaction.nullable(), isTalking, 20_000)
  if (!contact) return
  reached('talking')
  for (const act of [
    () => writeDraft(contact.id, `通话中 ${randomUUID()}`),
    () => api.post(`/calls/${contact.callId}/hold`, undefined, whatever),
    () => api.post(`/calls/${contact.callId}/retrieve`, undefined, whatever),
    () => call.hangUp(),
  ]) {
    await act()
    await passed(randomInt(stageMs / 4))
  }
  await api.until('/interactions/current', Interaction.nullable(), (one) => one?.state === 'wrapping-up')
  reached('wrapping-up')
  await writeDraft(contact.id, `话后 ${randomUUID()}`)
  await passed(randomInt(stageMs))
  await save(contact.id)
}

async function writeDraft(id: string, note: string): Promise<void> {
  await agent.api.put(`/interactions/${id}/draft`, { note }, whatever)
  acknowledged.drafts.set(id, note)
}

async function save(id: string): Promise<void> {
  const note = `已登记 ${randomUUID()}`
  await agent.api.post(`/interactions/${id}/wrap-up`, { key: randomUUID(), disposition: 'nuisance', note }, whatever)
  acknowledged.drafts.delete(id)
  acknowledged.saved.set(id, { disposition: 'nuisance', note })
}

/** A complaint is closed, so that the house dials the passenger at once. */
async function callback(round: number): Promise<void> {
  const { api } = agent
  const number = `+86139000${String(10_000 + round).padStart(5, '0')}`
  const passenger = await api.post('/passengers', { name: `旅客${round}`, number, language: 'zh' }, PassengerProfile)
  const flown = { flight: 'YT661', flightDate: '2026-11-20' }
  const complaint = { kind: 'complaint', category: 'cp-01', subject: '座椅损坏', ...flown, passengerId: passenger.id }
  const { id, version } = await api.post('/cases', complaint, Case)
  await passed(randomInt(2_000))
  await api.post(`/cases/${id}/closing`, { version, resolution: '已致歉' }, whatever)
  acknowledged.closedCases.push(id)
}

/** Whoever was in wrap-up before the crash still is, with the form, and can finish it. */
async function finishPaperwork(): Promise<void> {
  const current = await agent.api.get('/interactions/current', Interaction.nullable())
  if (current) await save(current.id)
}

interface Rows {
  interactions: Array<{ id: string; state: string; disposition: string | null; note: string | null; draft: string }>
  agents: Array<{ activity: string; interaction_id: string | null; call_id: string | null; offer_id: string | null }>
  recordings: Array<{ path: string; state: string; bytes: number | null; sha256: string | null }>
  attempts: Array<{ e164: string; state: string; sip_call_id: string | null; case_id: string }>
}

function checkRows(): void {
  const db = new Database(join(house.dataDir, 'contact-centre.db'), { readonly: true })
  try {
    const all = <T>(text: string) => db.prepare(text).all() as T[]
    const read: Rows = {
      interactions: all('select * from interactions'),
      agents: all("select * from agents where presence <> 'offline'"),
      recordings: all('select * from recordings'),
      attempts: all("select * from attempt where started_at is not null or state = 'scheduled'"),
    }
    checkContacts(read)
    checkRecordings(read)
    checkAttempts(read, all)
    const seqs = all<{ seq: number }>('select seq from event_log order by seq').map((row) => row.seq)
    expect(seqs).toEqual(seqs.map((_, i) => i + 1))
    expect(all("select id from calls where state <> 'ended'")).toEqual([])
    expect(all('select id from legs where ended_at is null')).toEqual([])
    expect(all("select id from queue_entries where state in ('waiting', 'offered')")).toEqual([])
    expect(all('select id from offers where ended_at is null')).toEqual([])
  } finally {
    db.close()
  }
}

function checkContacts({ interactions, agents }: Rows): void {
  for (const one of interactions) expect(['closed', 'interrupted']).toContain(one.state)
  for (const one of agents) expect(one).toMatchObject({ interaction_id: null, call_id: null, offer_id: null })
  for (const { activity } of agents) expect(['idle', 'unreachable']).toContain(activity)
  const rowOf = (id: string) => interactions.find((one) => one.id === id)
  for (const [id, saved] of acknowledged.saved) expect(rowOf(id)).toMatchObject({ state: 'closed', ...saved })
  for (const [id, note] of acknowledged.drafts) expect(JSON.parse(rowOf(id)?.draft ?? '{}')).toMatchObject({ note })
}

function checkRecordings({ recordings }: Rows): void {
  for (const { path, state, bytes, sha256 } of recordings) {
    expect(['closed', 'repaired', 'lost']).toContain(state)
    const file = join(house.dataDir, 'recordings', path)
    if (state === 'lost') continue
    expect(existsSync(file), path).toBe(true)
    const sound = readFileSync(file)
    expect(sound.subarray(0, 4).toString()).toBe('RIFF')
    expect(sound.readUInt32LE(4)).toBe(sound.length - 8)
    expect({ bytes, sha256 }).toEqual({
      bytes: sound.length,
      sha256: createHash('sha256').update(sound).digest('hex'),
    })
  }
}

function checkAttempts({ attempts }: Rows, all: <T>(text: string) => T[]): void {
  const closed = all<{ id: string }>("select id from case_file where state = 'closed'").map((row) => row.id)
  for (const id of acknowledged.closedCases) expect(closed).toContain(id)
  for (const [callId, { number, branches }] of dialled) {
    expect(branches.size, 'INVITEs of one call').toBe(1)
    expect(attempts.filter((row) => row.sip_call_id === callId)).toHaveLength(1)
    const callsTo = [...dialled.values()].filter((one) => one.number === number)
    expect(callsTo, number).toHaveLength(1)
  }
}

/** A trunk that refuses every callback as busy and remembers what was dialled. */
async function busyTrunk(port: number, housePort: number): Promise<SipPeer> {
  const peer = await openSipPeer({ port, server: { host: '127.0.0.1', port: housePort }, user: 'trunk' })
  const hear = peer.hear.bind(peer)
  peer.hear = (text) => {
    const [, number] = /^INVITE sip:([^@]+)@/.exec(text) ?? []
    if (number !== undefined) {
      const callId = /^Call-ID:\s*(.+)$/im.exec(text)?.[1]?.trim() ?? ''
      const seen = dialled.get(callId) ?? { number, branches: new Set() }
      seen.branches.add(/branch=([^;\s]+)/.exec(text)?.[1] ?? '')
      dialled.set(callId, seen)
    }
    hear(text)
  }
  void (async () => {
    for (;;) {
      const call = await peer.nextCall(600_000)
      call.reply(486)
    }
  })().catch(() => undefined)
  return peer
}
