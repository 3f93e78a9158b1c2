import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { flowSchemaText } from '../../../server/ivr/flow.schema.ts'
import { loadFlows } from '../../../server/ivr/flow-files.ts'
import { createPromptFiles } from '../../../server/ivr/prompt-files.ts'
import { recordingFault } from '../../../server/ivr/recording-file.ts'

const committed = fileURLToPath(new URL('../../../ivr-flows', import.meta.url))
const prompts = createPromptFiles(join(committed, 'prompts'))
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flows-'))
  for (const file of ['main-menu.json', 'complaint-satisfaction.json'])
    cpSync(join(committed, file), join(folder, file))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes a flow made of `nodes`, starting at the first, and returns what the loader says about it. */
function refusalOf(nodes: Record<string, unknown>, rest: object = {}): string {
  const flow = { name: 'test', description: 'A test.', start: Object.keys(nodes)[0], nodes, ...rest }
  return refusalOfText(JSON.stringify(flow, null, 2))
}

function refusalOfText(text: string): string {
  writeFileSync(join(folder, 'test.json'), text)
  try {
    loadFlows(folder, prompts)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'accepted'
}

const bye = { verb: 'hang-up', say: ['goodbye'] }
const question = { verb: 'menu', say: ['main-menu'], invalid: ['goodbye'], noInput: ['goodbye'], otherwise: 'bye' }

describe('the flow files of the house', () => {
  it('are accepted as they are committed', () => {
    expect([...loadFlows(committed, prompts).keys()]).toEqual(['complaint-satisfaction', 'main-menu'])
  })

  it('have a committed editor schema that says what the loader checks', () => {
    expect(readFileSync(join(committed, 'flow.schema.json'), 'utf8')).toBe(flowSchemaText())
  })
})

describe('a flow file is refused', () => {
  it.each([
    ['{\n  "name": "test",\n  oops\n}', /test\.json, line 3, column 3: "o" cannot stand here/],
    ['{\n  "name": "test"', /test\.json, line 2, column 17: the file ends too early/],
    ['{ "say": [1,, 2],\n  "name": "test" }', /line 1, column 13: "," cannot stand here/],
    ['{ "name": "te\nst" }', /line 1, column 14: "\\n" cannot stand here/],
    ['{ "name": "test" } x', /line 1, column 20: "x" cannot stand here/],
    ['', /line 1, column 1: the file ends too early/],
    ['[]', /the whole file: invalid input: expected object, received array/],
    ['{ "name": "test",\n "nodes": {}, "nodes": {} }', /line 2, column 15: the key "nodes" stands here a second time/],
    ['{ "nodes": { "__proto__": { "verb": "hang-up" } } }', /line 1, column 14: the key "__proto__" is not allowed/],
    ['{ "nodes": { "\\u005f_proto__": {} } }', /the key "__proto__" is not allowed/],
    ['{ "nodes": { "constructor": {} } }', /the key "constructor" is not allowed/],
  ])('with line and column for the slip in %s', (text, refusal) => {
    expect(refusalOfText(text)).toMatch(refusal)
  })

  it.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown verb',
      { a: { verb: 'dance' } },
      'ivr-flows/test.json, nodes.a.verb: this is not a verb; the verbs are in ivr-flows/README.md.',
    ],
    [
      'a missing part',
      { a: { verb: 'play', say: ['goodbye'] } },
      'ivr-flows/test.json, nodes.a.next: invalid input: expected string, received undefined.',
    ],
    [
      'a part nobody reads',
      { a: { ...bye, loud: true } },
      'ivr-flows/test.json, nodes.a: it has "loud", which nobody reads here.',
    ],
    [
      'a key that no telephone has',
      { a: { ...question, choices: { '12': 'bye' } }, bye },
      'ivr-flows/test.json, nodes.a.choices.12: this name must be one key: 0-9, * or #.',
    ],
    [
      'a name that is no name',
      { a: bye, 'A b': bye },
      'ivr-flows/test.json, nodes.A b: this name must be lower-case words joined by hyphens, like "main-menu".',
    ],
    [
      'a prompt outside the folder',
      { a: { verb: 'hang-up', say: ['../../etc/passwd'] } },
      'ivr-flows/test.json, nodes.a.say.0: must be the name of a prompt, with "zh/" or "en/" before it when it is always said in that language.',
    ],
    [
      'an unknown target',
      { a: { ...question, choices: { '1': 'nowhere' } }, bye },
      'ivr-flows/test.json, nodes.a.choices.1: there is no node "nowhere" in this flow.',
    ],
    [
      'a target that every object has',
      { a: { verb: 'play', say: ['goodbye'], next: 'constructor' } },
      'ivr-flows/test.json, nodes.a.next: there is no node "constructor" in this flow.',
    ],
    [
      'an unknown flow',
      { a: { verb: 'goto', flow: 'lost' } },
      'ivr-flows/test.json, nodes.a.flow: there is no flow "lost".',
    ],
    [
      'a node to which no way leads',
      { a: bye, alone: bye },
      'ivr-flows/test.json, nodes.alone: no way leads to this node.',
    ],
    [
      'a menu without choices',
      { a: { ...question, choices: {} }, bye },
      'ivr-flows/test.json, nodes.a.choices: a menu needs at least one choice.',
    ],
    [
      'a range without numbers',
      { a: { ...question, verb: 'answer', name: 'x', from: 5, to: 1, next: 'bye' }, bye },
      'ivr-flows/test.json, nodes.a.from: 5 is more than "to", 1.',
    ],
    [
      'a missing recording',
      { a: { verb: 'hang-up', say: ['never-said'] } },
      'ivr-flows/test.json, nodes.a.say.0: prompts/zh/never-said.wav is missing.\nivr-flows/test.json, nodes.a.say.0: prompts/en/never-said.wav is missing.',
    ],
    [
      'a loop without a key',
      { a: { verb: 'play', say: ['goodbye'], next: 'b' }, b: { verb: 'play', say: ['goodbye'], next: 'a' } },
      'ivr-flows/test.json, nodes.a: a caller who presses nothing comes round to this node for ever.',
    ],
    [
      'a menu that silence leads back to',
      { a: { ...question, choices: { '1': 'bye' }, otherwise: 'a' }, bye },
      'ivr-flows/test.json, nodes.a: a caller who presses nothing comes round to this node for ever.',
    ],
    [
      'a flow that goes to itself',
      { a: { verb: 'goto', flow: 'test' } },
      'ivr-flows/test.json, nodes.a: a caller who presses nothing comes round to this node for ever.',
    ],
  ])('for %s', (_fault, nodes, refusal) => {
    expect(refusalOf(nodes)).toBe(refusal)
  })

  it('for a name that is not that of the file', () => {
    expect(refusalOf({ a: bye }, { name: 'other' })).toBe(
      'ivr-flows/test.json, name: it is "other", but must be that of the file.',
    )
  })

  it('for ten thousand nodes', () => {
    const nodes = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`n${n}`, bye]))
    expect(refusalOf(nodes)).toMatch(/must not be more than 200 nodes|larger than 512 KiB/)
  })

  it('for its size, unread', () => {
    expect(refusalOfText(' '.repeat(600_000))).toBe('ivr-flows/test.json, the whole file: it is larger than 512 KiB.')
  })

  it('with every fault of every file at once', () => {
    writeFileSync(join(folder, 'bad.json'), '{')
    expect(refusalOfText('{').split('\n')).toHaveLength(2)
  })
})

describe('a flow file is accepted', () => {
  it('when a caller may go round by pressing keys', () => {
    expect(refusalOf({ a: { ...question, choices: { '9': 'a' } }, bye })).toBe('accepted')
  })
})

describe('the recordings of the house', () => {
  it('are all there', () => {
    expect(prompts.faults()).toEqual([])
  })

  it('tell the place in the queue, as a number up to twenty', () => {
    const told = (position: number) =>
      prompts.queueAnnouncement('en', position).map((path) => path.slice(committed.length + 1))
    expect(told(3)).toEqual(['prompts/en/you-are-number-3.wav', 'prompts/en/thank-you-for-waiting.wav'])
    expect(told(20)[0]).toBe('prompts/en/you-are-number-20.wav')
    expect(told(21)[0]).toBe('prompts/en/you-are-beyond-number-20.wav')
    expect(told(0)[0]).toBe('prompts/en/you-are-number-1.wav')
    expect(told(Number.NaN)[0]).toBe('prompts/en/you-are-number-1.wav')
  })

  it.each(['../zh/goodbye', 'zh/../goodbye', '/etc/passwd', 'good bye', 'fr/goodbye', '', 'goodbye.wav', 'a\0b'])(
    'refuse the name %j',
    (name) => {
      expect(() => prompts.file('zh', name)).toThrow(RangeError)
    },
  )

  it('are named missing when the folder is empty', () => {
    const faults = createPromptFiles(folder).faults()
    expect(faults).toContainEqual({ name: 'zh/tone', reason: 'is missing' })
    expect(faults).toContainEqual({ name: 'music/hold', reason: 'is missing' })
    expect(faults).toHaveLength(2 * 29 + 1)
  })

  it.each<[string, (wav: Buffer) => Buffer, string | undefined]>([
    ['G.711 of 8 kHz', (wav) => wav, undefined],
    [
      'a file of 44.1 kHz',
      (wav) => Buffer.concat([wav.subarray(0, 24), Buffer.from([0x44, 0xac, 0, 0]), wav.subarray(28)]),
      'must be 8000 Hz, mono, G.711 or 16 bit (it has 44100 Hz, 1 channels, 8 bit)',
    ],
    [
      'stereo',
      (wav) => Buffer.concat([wav.subarray(0, 22), Buffer.from([2, 0]), wav.subarray(24)]),
      'must be 8000 Hz, mono, G.711 or 16 bit (it has 8000 Hz, 2 channels, 8 bit)',
    ],
    ['an MP3 in disguise', () => Buffer.from('ID3 and so on'), 'is not a WAV file'],
    ['half a header', (wav) => wav.subarray(0, 30), 'is not a complete WAV file'],
  ])('are looked at: %s', (_what, change, fault) => {
    const path = join(folder, 'dropped.wav')
    writeFileSync(path, change(readFileSync(prompts.file('zh', 'goodbye'))))
    expect(recordingFault(path)).toBe(fault)
  })
})
