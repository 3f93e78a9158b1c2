import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FlowFile, flowSchema } from '../../../server/ivr/flow.schema.ts'
import { type Flows, loadFlows } from '../../../server/ivr/flow-files.ts'
import type { IvrStep } from '../../../server/ivr/flow-run.ts'
import { createIvr, type RunContext, type Wish } from '../../../server/ivr/ivr.service.ts'
import { createPromptFiles } from '../../../server/ivr/prompt-files.ts'
import { createFakeClock } from '../../kit/fake-clock.ts'
import { createScriptedCaller } from '../../kit/scripted-caller.ts'

const folder = fileURLToPath(new URL('../../../ivr-flows', import.meta.url))
const committed = loadFlows(folder, createPromptFiles(`${folder}/prompts`))
const startAt = Date.UTC(2026, 0, 5, 8)

/** A caller in a flow, with the names of the prompts heard instead of paths. */
async function inFlow(
  flow: string,
  options: {
    flows?: Flows
    language?: 'zh' | 'en'
    context?: RunContext
    onStep?: (step: IvrStep) => Promise<void>
  } = {},
) {
  const clock = createFakeClock(startAt)
  const caller = createScriptedCaller(options.language)
  const steps: IvrStep[] = []
  const ivr = createIvr({
    flows: options.flows ?? committed,
    promptFile: (language, name) => (name.includes('/') ? name : `${language}/${name}`),
    clock,
    async onStep(_call, step) {
      steps.push(step)
      await options.onStep?.(step)
    },
  })
  let wish: Wish | undefined
  const run = ivr.run(caller.call, flow, options.context ?? { recordingPath: (name) => `/recordings/${name}.wav` })
  const settled = run.then((result) => {
    wish = result
  })
  settled.catch(() => undefined)
  await clock.advance(0)
  return { clock, caller, steps, run, wish: () => wish, lastHeard: () => caller.plays.at(-1) }
}

function flowOf(nodes: Record<string, unknown>, name = 'test'): Map<string, FlowFile> {
  const flow = flowSchema.parse({ name, description: 'A test.', start: Object.keys(nodes)[0], nodes })
  return new Map([[name, flow]])
}

describe('the hotline', () => {
  it('asks in both languages, takes Mandarin on 1 and bookings on 1, and hands the caller to the queue', async () => {
    const { clock, caller, wish, lastHeard } = await inFlow('main-menu')
    expect(lastHeard()?.files).toEqual(['zh/welcome-choose-language', 'en/welcome-choose-language'])
    await caller.hearOut()
    await clock.advance(1200)
    await caller.press('1')
    expect(lastHeard()?.files).toEqual(['zh/main-menu'])
    await caller.hearOut()
    await caller.press('1')
    expect(lastHeard()?.files).toEqual(['zh/connecting-you-to-an-agent', 'zh/calls-may-be-recorded'])
    await caller.hearOut()
    expect(wish()).toMatchObject({ kind: 'enqueue', queue: 'booking', language: 'zh' })
    expect(wish()?.path).toEqual([
      {
        flow: 'main-menu',
        node: 'choose-language',
        at: startAt + 1200,
        event: 'pressed',
        pressed: '1',
        understood: true,
      },
      { flow: 'main-menu', node: 'main', at: startAt + 1200, event: 'pressed', pressed: '1', understood: true },
      { flow: 'main-menu', node: 'booking', at: startAt + 1200, event: 'left' },
    ])
  })

  it.each([
    ['1', 'booking'],
    ['2', 'complaint'],
    ['3', 'query'],
    ['0', 'general'],
  ])('leads an English speaker who presses %s to the queue %s', async (key, queue) => {
    const { caller, wish } = await inFlow('main-menu')
    await caller.press('2')
    await caller.press(key)
    await caller.hearOut()
    expect(wish()).toMatchObject({ kind: 'enqueue', queue, language: 'en' })
    expect(caller.listeners()).toBe(0)
  })

  it('stops the prompt at the first key', async () => {
    const { caller } = await inFlow('main-menu')
    await caller.press('2')
    expect(caller.plays[0]?.state).toBe('stopped')
    expect(caller.plays[1]).toEqual({ files: ['en/main-menu'], state: 'playing' })
  })

  it('takes keys pressed ahead of the question without saying it', async () => {
    const { caller, wish } = await inFlow('main-menu')
    void caller.press('2')
    void caller.press('3')
    await caller.press('9')
    expect(caller.plays.map((play) => play.files[0])).toEqual([
      'zh/welcome-choose-language',
      'en/connecting-you-to-an-agent',
    ])
    await caller.hearOut()
    expect(wish()).toMatchObject({ kind: 'enqueue', queue: 'query' })
  })

  it('says the notice of recording to its end, whatever is pressed', async () => {
    const { caller, lastHeard, wish } = await inFlow('main-menu')
    await caller.press('1')
    await caller.press('1')
    await caller.press('5')
    expect(lastHeard()?.state).toBe('playing')
    expect(wish()).toBeUndefined()
  })

  it('asks twice more after wrong keys and silence together, then gives the caller to an agent', async () => {
    const { clock, caller, steps, lastHeard, wish } = await inFlow('main-menu')
    await caller.press('1')
    await caller.press('7')
    expect(lastHeard()?.files).toEqual(['zh/this-key-has-no-meaning-here', 'zh/main-menu'])
    await caller.hearOut()
    await clock.advance(4999)
    expect(caller.plays).toHaveLength(3)
    await clock.advance(1)
    expect(lastHeard()?.files).toEqual(['zh/we-have-not-heard-you', 'zh/main-menu'])
    await caller.hearOut()
    await clock.advance(5000)
    await caller.hearOut()
    expect(wish()).toMatchObject({ kind: 'enqueue', queue: 'general', language: 'zh' })
    expect(steps.map((step) => step.pressed ?? step.event)).toEqual(['1', '7', 'no-input', 'no-input', 'left'])
    expect(steps[1]).toMatchObject({ understood: false })
    expect(clock.pending()).toBe(0)
  })

  it('does not take a key pressed with the wrong one as the answer to the repeated question', async () => {
    const { caller, lastHeard } = await inFlow('main-menu')
    void caller.press('7')
    await caller.press('2')
    expect(lastHeard()).toMatchObject({
      files: expect.arrayContaining(['zh/this-key-has-no-meaning-here']),
      state: 'playing',
    })
  })

  it.each([
    ['while a prompt is heard', async () => undefined],
    ['while a key is awaited', async (caller: ReturnType<typeof createScriptedCaller>) => caller.hearOut()],
  ])('ends at once when the caller hangs up %s', async (_when, before) => {
    const { clock, caller, wish, lastHeard } = await inFlow('main-menu')
    await before(caller)
    await caller.hangUp()
    expect(wish()).toMatchObject({ kind: 'hung-up', path: [{ node: 'choose-language', event: 'hung-up' }] })
    expect(lastHeard()?.state).not.toBe('playing')
    expect(clock.pending()).toBe(0)
    expect(caller.listeners()).toBe(0)
  })

  it('goes on only when a step has been kept', async () => {
    const { promise: kept, resolve } = Promise.withResolvers<void>()
    const { clock, caller } = await inFlow('main-menu', { onStep: () => kept })
    await caller.press('1')
    expect(caller.plays).toHaveLength(1)
    resolve()
    await clock.advance(0)
    expect(caller.plays.at(-1)?.files).toEqual(['zh/main-menu'])
  })

  it('fails when a step cannot be kept, and lets go of the caller', async () => {
    const { caller, run } = await inFlow('main-menu', { onStep: () => Promise.reject(new Error('The disk is full.')) })
    await caller.press('1')
    await expect(run).rejects.toThrow('The disk is full.')
    expect(caller.listeners()).toBe(0)
  })

  it('refuses a flow that does not exist', async () => {
    const { run } = await inFlow('no-such-flow')
    await expect(run).rejects.toThrow('There is no flow no-such-flow.')
  })
})

describe('the survey', () => {
  async function atComment() {
    const survey = await inFlow('complaint-satisfaction', { language: 'en' })
    await survey.caller.hearOut()
    await survey.caller.hearOut()
    await survey.caller.press('4')
    return survey
  }

  it('keeps the score and the spoken comment, thanks and ends', async () => {
    const { caller, wish, lastHeard, steps } = await atComment()
    expect(steps[0]).toMatchObject({ node: 'score', pressed: '4', answer: { name: 'score', value: 4 } })
    expect(lastHeard()?.files).toEqual(['en/leave-a-comment-after-the-tone', 'en/tone'])
    await caller.hearOut()
    expect(caller.speeches).toEqual([{ path: '/recordings/comment.wav', silenceMs: 4000, state: 'running' }])
    await caller.press('5')
    expect(caller.speeches[0]?.state).toBe('running')
    await caller.press('#')
    expect(lastHeard()?.files).toEqual(['en/thank-you-for-your-answer', 'en/goodbye'])
    await caller.hearOut()
    expect(wish()).toMatchObject({
      kind: 'done',
      cut: false,
      answers: { score: 4 },
      recordings: [{ name: 'comment', path: '/recordings/comment.wav', durationMs: 7000 }],
      language: 'en',
    })
  })

  it('skips the comment when # is pressed during the invitation', async () => {
    const { caller, wish } = await atComment()
    await caller.press('#')
    await caller.hearOut()
    expect(caller.speeches).toEqual([])
    expect(wish()).toMatchObject({ kind: 'done', answers: { score: 4 }, recordings: [] })
  })

  it('ends the comment when the passenger falls silent', async () => {
    const { clock, caller, wish } = await atComment()
    await caller.hearOut()
    await caller.fallSilent(3200)
    await caller.hearOut()
    expect(wish()).toMatchObject({ kind: 'done', recordings: [{ durationMs: 3200 }] })
    expect(clock.pending()).toBe(0)
  })

  it('ends the comment after sixty seconds', async () => {
    const { clock, caller, lastHeard } = await atComment()
    await caller.hearOut()
    await clock.advance(59_999)
    expect(caller.speeches[0]?.state).toBe('running')
    await clock.advance(1)
    expect(caller.speeches[0]?.state).toBe('stopped')
    expect(lastHeard()?.files).toContain('en/thank-you-for-your-answer')
  })

  it('keeps score and comment of a passenger who hangs up while speaking', async () => {
    const { caller, wish, steps } = await atComment()
    await caller.hearOut()
    await caller.hangUp()
    expect(wish()).toMatchObject({ kind: 'hung-up', answers: { score: 4 }, recordings: [{ name: 'comment' }] })
    expect(steps.map((step) => step.event)).toEqual(['pressed', 'recorded', 'hung-up'])
  })

  it('asks again for a key that is not a score and says good-bye without one', async () => {
    const { clock, caller, wish } = await inFlow('complaint-satisfaction')
    await caller.hearOut()
    await caller.press('9')
    await caller.press('*')
    await caller.hearOut()
    await clock.advance(5000)
    await caller.hearOut()
    expect(wish()).toMatchObject({ kind: 'done', answers: {}, recordings: [] })
  })

  it('is refused on a call that has no place for recordings', async () => {
    const { caller, run } = await inFlow('complaint-satisfaction', { context: {} })
    await caller.hearOut()
    await caller.press('3')
    await caller.hearOut()
    await expect(run).rejects.toThrow('no place for recordings')
  })
})

describe('any flow', () => {
  it('ends whatever a caller does, and leaves neither timer nor listener behind', async () => {
    const deed = fc.oneof(
      fc.constantFrom(...'0123456789*#'.split('')).map((key) => ({ key })),
      fc.constantFrom('hear-out', 'wait'),
    )
    const deeds = fc.array(deed, { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('main-menu', 'complaint-satisfaction'), deeds, async (flow, done) => {
        const { clock, caller, wish } = await inFlow(flow)
        for (const what of done) {
          if (typeof what === 'object') await caller.press(what.key)
          else if (what === 'wait') await clock.advance(60_000)
          else await caller.hearOut()
        }
        await caller.hangUp()
        expect(wish()?.kind).toMatch(/enqueue|done|hung-up/)
        expect(wish()?.path.at(-1)?.event).toMatch(/left|hung-up/)
        expect(clock.pending()).toBe(0)
        expect(caller.listeners()).toBe(0)
        expect(caller.plays.filter((play) => play.state === 'playing')).toEqual([])
        expect(caller.speeches.filter((speech) => speech.state === 'running')).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('goes on with another flow at its start', async () => {
    const flows = new Map([...committed, ...flowOf({ hello: { verb: 'goto', flow: 'main-menu' } })])
    const { lastHeard } = await inFlow('test', { flows })
    expect(lastHeard()?.files[0]).toBe('zh/welcome-choose-language')
  })

  it('cuts off a caller who goes round for ever', async () => {
    const menu = {
      verb: 'menu',
      say: ['again'],
      choices: { '1': 'menu' },
      invalid: ['again'],
      noInput: ['again'],
      otherwise: 'out',
    }
    const { caller, wish } = await inFlow('test', { flows: flowOf({ menu, out: { verb: 'hang-up' } }) })
    for (let n = 0; n < 200; n += 1) await caller.press('1')
    expect(wish()).toMatchObject({ kind: 'done', cut: true })
  })

  it('treats a leg that ends under the recorder as a hang-up', async () => {
    const { caller, wish } = await inFlow('complaint-satisfaction')
    const gone = Object.assign(new Error('The leg has ended.'), { name: 'LegEndedError' })
    caller.call.recordSpeech = () => Promise.reject(gone)
    await caller.hearOut()
    await caller.press('3')
    await caller.hearOut()
    expect(wish()).toMatchObject({ kind: 'hung-up', answers: { score: 3 } })
  })
})
