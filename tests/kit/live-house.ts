/** The live half of the house for tests: real rooms on a real database, scripted legs, a clock that stands still. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAgents } from '../../server/agents/agents.service.ts'
import { createCalls } from '../../server/calls/calls.service.ts'
import type { AgentLeg } from '../../server/calls/dialling.ts'
import type { SessionUser } from '../../server/contracts/auth.ts'
import type { CaseSummary } from '../../server/contracts/cases.ts'
import type { FactName } from '../../server/contracts/facts.ts'
import type { AgentId, CaseId, PassengerId, QueueId, TeamId } from '../../server/contracts/ids.ts'
import type { ScreenPop } from '../../server/contracts/interactions.ts'
import type { CallerMatch, PassengerProfile } from '../../server/contracts/passengers.ts'
import { createInteractions } from '../../server/interactions/interactions.service.ts'
import type { InboundHouse, LiveCall, MenuWish } from '../../server/journeys/house.ts'
import { inboundCall } from '../../server/journeys/inbound-call.ts'
import { createMonitoring } from '../../server/monitoring/monitoring.service.ts'
import { Refusal } from '../../server/platform/errors.ts'
import { newId } from '../../server/platform/id.ts'
import { createQueues } from '../../server/queues/queues.service.ts'
import { createRecordings } from '../../server/recordings/recordings.service.ts'
import { openTestHouse, type TestHouse } from './house.ts'
import { testUser } from './http.ts'
import { ScriptedCaller, type ScriptedPhone, ScriptedSwitch } from './scripted-leg.ts'

export type LiveHouse = Awaited<ReturnType<typeof openLiveHouse>>

interface Options {
  /** A house that stood before: the next boot on the same data. */
  on?: { house: TestHouse; folder: string }
  /** What the lookup of a caller says. */
  match?: CallerMatch
}

/** Opens it. The menu sends everybody to the queue that `menu` names until a test says otherwise. */
export async function openLiveHouse(options: Options = {}) {
  const house: TestHouse = options.on?.house ?? (await openTestHouse())
  const { store, clock, log } = house
  const bootId = newId<string>()
  const telephony = new ScriptedSwitch()
  const folder = options.on?.folder ?? mkdtempSync(join(tmpdir(), 'live-house-'))
  const common = { store, clock, log, bootId }
  const registered = new Set<string>()
  const rung: Array<{ caller: ScriptedCaller; over: Promise<void> }> = []
  const pops: Array<{ agentId: AgentId; pop: ScreenPop }> = []
  const noted: Array<{ passengerId: PassengerId; ani: string }> = []
  const tasks: Array<{ kind: string; number?: string; teamId: TeamId }> = []
  const script = {
    match: options.match ?? ({ kind: 'unknown' } as CallerMatch),
    profiles: new Map<PassengerId, PassengerProfile>(),
    menu: async (_call: LiveCall): Promise<MenuWish> => ({ kind: 'enqueue', queue: 'complaint', language: 'zh' }),
    /** How a page answers a pop. */
    paint: async (): Promise<'painted' | 'no-answer'> => 'painted',
    repair: async () => ({ durationMs: 500, bytes: 16_044, sha256: 'b'.repeat(64) }),
  }

  const trail: Array<{ action: string; objectId: string; detail?: Record<string, string> }> = []
  const recordings = createRecordings({
    ...common,
    folder,
    repair: () => script.repair(),
    trail: { record: async (entry) => trail.push(entry) },
  })
  const calls = createCalls({
    ...common,
    telephony,
    recordings,
    phones: { awaitReachable: (...wait) => agents.awaitReachable(...wait) },
    holdMusic: '/music.wav',
  })
  const agents = createAgents({
    ...common,
    phones: {
      issueCredential: (_phone, lifetimeMs) => ({ password: 'secret', expiresAt: clock.now() + lifetimeMs }),
      revokeCredential: () => undefined,
      isRegistered: (phone) => registered.has(phone),
      realm: 'test',
    },
  })
  const cases: CaseSummary[] = []
  const interactions = createInteractions({
    ...common,
    calls,
    passengers: {
      profile: async (id) => script.profiles.get(id),
      trips: async () => ({ next: [], last: [] }),
      noteContact: async (passengerId, ani) => {
        noted.push({ passengerId, ani })
      },
    },
    cases: {
      async open(wish) {
        const opened: CaseSummary = {
          id: newId<CaseId>(),
          number: `C-${cases.length + 1}`,
          kind: wish.kind,
          category: wish.category,
          subject: wish.subject,
          state: 'open',
          teamId: wish.teamId,
          openedAt: clock.now(),
          ...(wish.passengerId && { passengerId: wish.passengerId }),
        }
        cases.push(opened)
        return opened
      },
      addContact: async (id) => {
        const known = cases.find((one) => one.id === id)
        if (!known) throw new Refusal('not-found')
        return known
      },
      openOf: async (id) => cases.filter((one) => one.passengerId === id),
      summary: async (id) => cases.find((one) => one.id === id),
    },
    commitments: { openTowards: async () => [] },
    tasks: {
      openOf: async () => [],
      create: async (wish) => tasks.push(wish),
    },
    desk: agents,
    wrapUpMs: () => 60_000,
  })
  const queues = createQueues<LiveCall, AgentLeg>({
    ...common,
    pool: agents,
    line: calls,
    contacts: interactions,
    screens: {
      async pop(agentId, pop) {
        pops.push({ agentId, pop })
        return script.paint()
      },
    },
    sounds: { holdMusic: '/music.wav', position: (language, position) => [`/${language}/position-${position}.wav`] },
  })
  const monitoring = createMonitoring({
    ...common,
    calls,
    phones: {
      isRegistered: (phone) => registered.has(phone),
      issueCredential: (_phone, lifetimeMs) => ({ password: 'secret', expiresAt: clock.now() + lifetimeMs }),
      realm: 'test',
    },
    watched: async (user, agentId) => (user.role === 'agent' ? undefined : `agent ${agentId.slice(-4)}`),
    trail: { record: async (entry) => trail.push(entry) },
  })
  await queues.open()
  agents.onRoutable(() => queues.wake())

  const trip: InboundHouse = {
    ...common,
    calls,
    agents,
    queues,
    interactions,
    recordings,
    passengers: { identify: async () => script.match },
    ivr: { run: (call) => script.menu(call) },
    mainMenu: 'main-menu',
    sounds: { agentLost: (language) => [`/${language}/reconnecting.wav`] },
  }
  const onInbound = inboundCall(trip)

  return {
    house,
    folder,
    script,
    telephony,
    pops,
    noted,
    tasks,
    cases,
    bootId,
    recordings,
    calls,
    agents,
    interactions,
    queues,
    monitoring,
    /** What the audit trail was told. */
    trail,
    /** Names of phones that are registered. */
    registered,
    onInbound,
    facts: <N extends FactName>(name: N) => house.factsOf(name),
    clock,
    /** A passenger rings; `over` settles with the journey. */
    ring(facts: ConstructorParameters<typeof ScriptedCaller>[0] = {}) {
      const caller = new ScriptedCaller(facts)
      const over = onInbound(caller)
      rung.push({ caller, over })
      return { caller, over }
    },
    /** An agent on shift, ready, page and phone alive, with these skills. */
    async readyAgent(skills: QueueId[] = ['complaint'], user: SessionUser = testUser('agent')) {
      const named = { ...user, username: user.id.slice(-12) }
      registered.add(named.username)
      await agents.setSkills(
        named.id,
        skills.map((queueId) => ({ queueId, level: 1 })),
      )
      await agents.startShift(named)
      agents.pageSeen(named.id)
      await agents.setPresence(named.id, { presence: 'ready' })
      return named
    },
    /** The registrar has news of the agent's phone, and this is what it says. */
    async phoneIs(user: SessionUser, there: boolean) {
      if (there) registered.add(user.username)
      else registered.delete(user.username)
      await agents.phoneChanged(user.username)
    },
    /** Lets everything happen that needs no more time. */
    settle: () => clock.advance(0),
    /** The phone that was rung last. */
    phone: (): ScriptedPhone => telephony.phones.at(-1)!,
    /** The process dies here: nothing of it writes any more, the data stays. */
    crash() {
      agents.close()
    },
    async close() {
      for (const { caller } of rung) caller.hangsUp()
      await Promise.all(rung.map(({ over }) => over))
      queues.close()
      agents.close()
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Keeps agents' pages alive while time moves. */
export async function pass(live: LiveHouse, ms: number, agents: Array<{ id: AgentId }> = []): Promise<void> {
  for (let left = ms; left > 0; left -= 5_000) {
    for (const agent of agents) live.agents.pageSeen(agent.id)
    await live.clock.advance(Math.min(5_000, left))
  }
}
