/** Every room of the house plugged together by the product's own composition, with a scripted switch instead of telephones. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLine, type Line } from '../../server/app-line.ts'
import { createPeople, type People } from '../../server/app-people.ts'
import type { Role, SessionUser } from '../../server/contracts/auth.ts'
import type { QueueId, TeamId } from '../../server/contracts/ids.ts'
import { createPromptFiles } from '../../server/ivr/prompt-files.ts'
import { inboundCall } from '../../server/journeys/inbound-call.ts'
import type { Telephony } from '../../sip/telephony.ts'
import { openTestHouse, type TestHouse } from './house.ts'
import { testUser } from './http.ts'
import { ScriptedCaller, ScriptedSwitch } from './scripted-leg.ts'

const timeZone = 'Asia/Shanghai'

export interface JoinedHouse {
  house: TestHouse
  people: People
  line: Line
  switch: ScriptedSwitch
  timeZone: string
  addTeam(name: string): Promise<TeamId>
  hire(role: Role, teamId: TeamId): Promise<SessionUser>
  /** On shift and ready, page and phone alive. */
  ready(agent: SessionUser, skills?: QueueId[]): Promise<void>
  /** A passenger rings and wants the complaint queue; `over` settles with the journey. */
  ring(facts?: ConstructorParameters<typeof ScriptedCaller>[0]): { caller: ScriptedCaller; over: Promise<void> }
  close(): Promise<void>
}

/** Opens it empty; `start` is ms UTC. */
export async function openJoinedHouse(start?: number): Promise<JoinedHouse> {
  const house = await openTestHouse(start)
  const dataDir = mkdtempSync(join(tmpdir(), 'joined-house-'))
  const scripted = new ScriptedSwitch()
  const prompts = createPromptFiles('/prompts')
  const common = { ...house, bootId: 'boot-1', dataDir, timeZone }
  const people = createPeople({ ...common, secret: 'test' })
  const line = createLine({
    ...common,
    people,
    telephony: telephonyOf(scripted, () => house.clock.now()),
    realm: 'test',
    screens: { pop: async () => 'painted' },
    prompts,
  })
  await people.calendars.start()
  await people.clocks.rules.start()
  await people.campaigns.start()
  await line.queues.open()
  await line.wallboard.open()
  const onInbound = inboundCall({
    ...house,
    ...line,
    passengers: people.passengers,
    ivr: { run: async () => ({ kind: 'enqueue', queue: 'complaint', language: 'zh' }) },
    mainMenu: 'main-menu',
    sounds: { agentLost: () => [] },
  })
  const rung: Array<{ caller: ScriptedCaller; over: Promise<void> }> = []
  let hired = 0

  return {
    house,
    people,
    line,
    switch: scripted,
    timeZone,
    addTeam: async (name) => (await people.organisation.addTeam({ zh: name, en: name })).id,
    async hire(role, teamId) {
      hired += 1
      const username = `${role}-${hired}`
      const id = await people.organisation.addStaff({ username, displayName: username, role, teamId, language: 'zh' })
      return testUser(role, { id, username, displayName: username, teamId })
    },
    async ready(agent, skills = ['complaint']) {
      await line.agents.setSkills(
        agent.id,
        skills.map((queueId) => ({ queueId, level: 1 })),
      )
      await line.agents.startShift(agent)
      line.agents.pageSeen(agent.id)
      await line.agents.setPresence(agent.id, { presence: 'ready' })
    },
    ring(facts = {}) {
      const caller = new ScriptedCaller(facts)
      const over = onInbound(caller)
      rung.push({ caller, over })
      return { caller, over }
    },
    async close() {
      for (const { caller } of rung) caller.hangsUp()
      await Promise.all(rung.map(({ over }) => over))
      line.wallboard.close()
      line.queues.close()
      line.agents.close()
      people.auth.close()
      await line.recordings.settled()
      await house.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The whole port over the switch: every phone is registered, nothing comes in by itself. */
function telephonyOf(scripted: ScriptedSwitch, now: () => number): Telephony {
  return {
    onInbound: () => undefined,
    onRegistration: () => undefined,
    isRegistered: () => true,
    issueCredential: (_phone, lifetimeMs) => ({ password: 'secret', expiresAt: now() + lifetimeMs }),
    revokeCredential: () => undefined,
    dialTrunk: (call) => scripted.dialTrunk(call),
    dialAgent: (call) => scripted.dialAgent(call),
    bridge: (a, b) => scripted.bridge(a, b),
    endOrphan: (dialog) => scripted.endOrphan(dialog),
    health: () => ({
      ready: true,
      engine: 'embedded',
      listening: [],
      webSocketPort: undefined,
      legs: 0,
      mediaWorkers: 1,
      freeMediaPorts: 100,
    }),
    drain: () => undefined,
    close: async () => undefined,
  }
}
