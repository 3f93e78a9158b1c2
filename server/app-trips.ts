/** COMPOSITION of the journeys: calls that come in, callbacks that go out, and what follows a crash. */
import type { Telephony } from '../sip/index.ts'
import type { Line } from './app-line.ts'
import type { People } from './app-people.ts'
import type { LiveCall } from './calls/live-call.ts'
import { createDueWork } from './campaigns/due-work.ts'
import type { CallId } from './contracts/ids.ts'
import type { Flows } from './ivr/flow-files.ts'
import type { IvrStep } from './ivr/flow-run.ts'
import { createIvr } from './ivr/ivr.service.ts'
import type { PromptFiles } from './ivr/prompt-files.ts'
import { recoverAfterBoot } from './journeys/boot-recovery.ts'
import { inboundCall } from './journeys/inbound-call.ts'
import { satisfactionCallback } from './journeys/satisfaction-callback.ts'
import type { Bus } from './platform/bus.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import type { Store } from './platform/store.ts'

export interface TripsDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  people: People
  line: Line
  telephony: Telephony
  flows: Flows
  prompts: PromptFiles
  /** Our number as passengers see it. */
  hotline: string
}

const quietStepMs = 250

/** Builds the journeys; `open` lets calls in and callbacks out. */
export function createTrips(deps: TripsDeps) {
  const { store, bus, clock, log, people, line, telephony, prompts } = deps
  let draining = false
  /** Journeys that want to hear each step of their own call. */
  const followers = new Map<string, (step: IvrStep) => Promise<void>>()

  const ivr = createIvr({
    flows: deps.flows,
    promptFile: (...which) => prompts.file(...which),
    clock,
    async onStep({ id }, step) {
      const call = line.calls.live(id as CallId)
      // A hang-up is the end of the call, which its own row tells.
      if (call && step.event !== 'hung-up') await line.calls.note(call, kept(step))
      await followers.get(id)?.(step)
    },
  })

  const inbound = inboundCall({
    store,
    clock,
    log,
    ...line,
    passengers: people.passengers,
    ivr,
    mainMenu: 'main-menu',
    sounds: { agentLost: (language) => [prompts.sentence(language, 'reconnecting-you-at-the-front')] },
  })
  const callBack = satisfactionCallback<LiveCall>({
    attempts: people.campaigns.attempts,
    surveys: people.surveys,
    calls: line.calls,
    ivr: {
      async run(call, flow, { recordingPath, onStep }) {
        followers.set(call.id, onStep)
        try {
          return await ivr.run(call, flow, { recordingPath })
        } finally {
          followers.delete(call.id)
        }
      },
    },
    from: deps.hotline,
    draining: () => draining,
    log,
  })
  const due = createDueWork({
    clock,
    bus,
    log,
    attempts: people.campaigns.attempts,
    maxConcurrent: () => people.campaigns.maxConcurrent(),
    run: callBack,
    draining: () => draining,
  })

  return {
    /** Closes what an earlier boot left open, before the first call. */
    async recover(): Promise<void> {
      const fallbackTeam = (await people.organisation.teams())[0]?.id
      // A house without teams has had no calls.
      if (fallbackTeam === undefined) return
      const { orphans, ...counts } = await recoverAfterBoot({
        store,
        clock,
        log,
        ...line,
        tasks: people.tasks,
        fallbackTeam,
        telephony,
      })
      if (Object.values(counts).some((count) => count > 0))
        log.info(counts, 'What an earlier boot left open was closed.')
      void orphans
    },
    open(): void {
      telephony.onInbound(inbound)
      due.start()
    },
    stopDialling(): void {
      draining = true
      due.close()
    },
    /** Resolves when no call is running any more, or after `ms`. */
    quiet(ms: number): Promise<void> {
      const until = clock.monotonic() + ms
      return new Promise((resolve) => {
        const look = (): void => {
          if (line.calls.liveCount() === 0 || clock.monotonic() >= until) resolve()
          else setTimeout(look, quietStepMs)
        }
        look()
      })
    },
    close: () => due.close(),
  }
}

function kept({ flow, node, pressed, at }: IvrStep) {
  return { flow, node, at, ...(pressed !== undefined && { pressed }) }
}
