/** The voice menu: runs a flow on a call and says what the caller wishes. */
import { attend, CallerGone } from './caller.ts'
import type { Language, QueueName } from './flow.schema.ts'
import type { Flows } from './flow-files.ts'
import { follow, type IvrStep, type SpokenAnswer, startOf, type Walk, type WalkEnd } from './flow-run.ts'
import type { IvrCall, IvrClock } from './ivr.ports.ts'

/** What a run gathered, however it ended. */
interface Gathered {
  /** Language in which the caller was last spoken to. */
  language: Language
  path: IvrStep[]
  answers: Record<string, number>
  recordings: SpokenAnswer[]
}

/** How a run ended: the caller waits for an agent; the flow said good-bye; or the caller hung up in the midst. */
export type Wish =
  | ({ kind: 'enqueue'; queue: QueueName } & Gathered)
  /** `cut`: the caller went round until the house had enough. */
  | ({ kind: 'done'; cut: boolean } & Gathered)
  | ({ kind: 'hung-up' } & Gathered)

/** What one run is told. */
export interface RunContext {
  /** Absolute path for a recording of this name; a flow that records is refused without it. */
  recordingPath?: (name: string) => string
}

export interface IvrDeps {
  flows: Flows
  promptFile: (language: Language, name: string) => string
  clock: IvrClock
  /** Keeps a step before it is acted on. A rejection ends the run with that error. */
  onStep: (call: IvrCall, step: IvrStep) => Promise<void> | void
}

export interface Ivr {
  /** Runs `flow` on an answered call. Resolves soon after the caller hangs up; throws RangeError for an unknown flow. */
  run(call: IvrCall, flow: string, context?: RunContext): Promise<Wish>
}

/** Makes the voice menu. */
export function createIvr({ flows, promptFile, clock, onStep }: IvrDeps): Ivr {
  return {
    async run(call, flow, context = {}) {
      const path: IvrStep[] = []
      const caller = attend(call, clock)
      const walk: Walk = {
        call,
        caller,
        flows,
        promptFile,
        recordingPath: context.recordingPath ?? refuseRecording,
        async note(news) {
          const step: IvrStep = { flow: walk.flow, node: walk.node, at: clock.now(), ...news }
          path.push(step)
          await onStep(call, step)
        },
        flow,
        node: startOf(flows, flow),
        language: call.language,
        answers: {},
        recordings: [],
      }
      const gathered = () => ({
        language: walk.language,
        path,
        answers: walk.answers,
        recordings: walk.recordings,
      })
      try {
        return { ...wishOf(await follow(walk)), ...gathered() }
      } catch (error) {
        if (!isHangUp(error)) throw error
        await walk.note({ event: 'hung-up' })
        return { kind: 'hung-up', ...gathered() }
      } finally {
        caller.close()
      }
    },
  }
}

function refuseRecording(name: string): string {
  throw new RangeError(`The flow records "${name}", but this call has no place for recordings.`)
}

function wishOf(end: WalkEnd): { kind: 'enqueue'; queue: QueueName } | { kind: 'done'; cut: boolean } {
  return end.kind === 'enqueue' ? end : { kind: 'done', cut: end.kind === 'too-many-steps' }
}

/** A leg says LegEndedError when it is asked for something after its end; that is the caller's hang-up too. */
function isHangUp(error: unknown): boolean {
  return error instanceof CallerGone || (error instanceof Error && error.name === 'LegEndedError')
}
