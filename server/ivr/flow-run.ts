/** One walk of one caller through the flows: a function a verb, each answering where the walk goes on. */
import type { Caller } from './caller.ts'
import type { AnswerNode, FlowNode, Language, MenuNode, QueueName, RecordNode } from './flow.schema.ts'
import type { Flows } from './flow-files.ts'
import type { IvrCall } from './ivr.ports.ts'
import { judge } from './question.rules.ts'

/** One thing that happened on the way. */
export interface IvrStep {
  flow: string
  node: string
  /** ms UTC */
  at: number
  /** left: the flow ended here by its own word; hung-up: the caller ended it here. */
  event: 'pressed' | 'no-input' | 'recorded' | 'left' | 'hung-up'
  pressed?: string
  /** With `pressed`: false when the question did not know this key. */
  understood?: boolean
  answer?: { name: string; value: number }
  recording?: SpokenAnswer
}

/** Something the caller said to us. */
export interface SpokenAnswer {
  name: string
  /** Absolute path of the WAV file. */
  path: string
  durationMs: number
}

/** What a walk knows and gathers. */
export interface Walk {
  call: IvrCall
  caller: Caller
  flows: Flows
  promptFile(language: Language, name: string): string
  /** Where a recording of this name is written, absolute. */
  recordingPath(name: string): string
  /** Keeps a step; resolves when it is safe to act on it. */
  note(step: Omit<IvrStep, 'flow' | 'node' | 'at'>): Promise<void>
  flow: string
  node: string
  language: Language
  answers: Record<string, number>
  recordings: SpokenAnswer[]
}

/** Where a walk ended by the word of the flow. */
export type WalkEnd = { kind: 'enqueue'; queue: QueueName } | { kind: 'hang-up' } | { kind: 'too-many-steps' }

/** Nodes visited before a walk is cut: a caller who goes round for ever must not hold a line for ever. */
const mostSteps = 200

/** Walks from where `walk` stands to the end of the flow. Throws CallerGone when the caller leaves first. */
export async function follow(walk: Walk): Promise<WalkEnd> {
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const node = walk.flows.get(walk.flow)?.nodes[walk.node]
    if (node === undefined) throw new Error(`The flow ${walk.flow} has no node ${walk.node}.`)
    const next = await visit(walk, node)
    if (typeof next !== 'string') return next
    walk.node = next
  }
  return { kind: 'too-many-steps' }
}

async function visit(walk: Walk, node: FlowNode): Promise<string | WalkEnd> {
  switch (node.verb) {
    case 'play':
      await say(walk, node.say)
      return node.next
    case 'language':
      walk.language = node.language
      return node.next
    case 'menu':
    case 'answer':
      return ask(walk, node)
    case 'record':
      await record(walk, node)
      return node.next
    case 'goto':
      walk.flow = node.flow
      return startOf(walk.flows, node.flow)
    case 'enqueue':
      await leave(walk, node.say)
      return { kind: 'enqueue', queue: node.queue }
    case 'hang-up':
      await leave(walk, node.say)
      return { kind: 'hang-up' }
  }
}

/** The node at which `flow` starts. Throws RangeError when there is no such flow. */
export function startOf(flows: Flows, flow: string): string {
  const found = flows.get(flow)
  if (found === undefined) throw new RangeError(`There is no flow ${flow}.`)
  return found.start
}

function say(walk: Walk, names: readonly string[], cuts?: (digit: string) => boolean): Promise<void> {
  const files = names.map((name) => walk.promptFile(walk.language, name))
  return walk.caller.say(files, cuts)
}

/** Last words are said to the end: they carry what the caller must have heard. */
async function leave(walk: Walk, names: readonly string[] | undefined): Promise<void> {
  await walk.note({ event: 'left' })
  if (names !== undefined) await say(walk, names, () => false)
}

async function ask(walk: Walk, node: MenuNode | AnswerNode): Promise<string> {
  let before: readonly string[] = []
  for (let asked = 1; ; asked += 1) {
    await say(walk, [...before, ...node.say])
    const pressed = await walk.caller.key(node.waitSeconds * 1000)
    const verdict = judge(node, pressed, asked)
    await walk.note({
      ...(pressed === undefined
        ? { event: 'no-input' }
        : { event: 'pressed', pressed, understood: verdict.kind === 'accepted' }),
      ...(verdict.kind === 'accepted' && verdict.answer !== undefined ? { answer: verdict.answer } : {}),
    })
    if (verdict.kind === 'accepted') {
      if (verdict.answer !== undefined) walk.answers[verdict.answer.name] = verdict.answer.value
      return verdict.next
    }
    walk.caller.forgetKeys()
    if (verdict.kind === 'given-up') return verdict.next
    before = verdict.say
  }
}

/** Invitation, recording until #, silence, the longest time or the end of the call. What was said is kept in each case. */
async function record(walk: Walk, node: RecordNode): Promise<void> {
  const isHash = (digit: string) => digit === '#'
  walk.caller.forgetKeys()
  await say(walk, node.say, isHash)
  if (walk.caller.pressed('#')) return walk.caller.forgetKeys()

  const path = walk.recordingPath(node.name)
  const speech = await walk.call.recordSpeech(path, { silenceMs: node.silenceSeconds * 1000 })
  try {
    await walk.caller.until(speech.stopped, node.mostSeconds * 1000, isHash)
  } finally {
    const { durationMs } = await speech.stop()
    const recording = { name: node.name, path, durationMs }
    walk.recordings.push(recording)
    await walk.note({ event: 'recorded', recording })
  }
  walk.caller.forgetKeys()
}
