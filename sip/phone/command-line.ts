/** What the words after `npm run phone --` mean. */

/** A key to press: after the given seconds of talk, or once a prompt was heard. */
export interface PressAt {
  key: string
  /** Seconds after the answer; undefined: after a second of sound since the key before. */
  atSeconds?: number
}

export interface PhoneCommand {
  mode: 'call' | 'answer'
  number: string
  server: { host: string; port: number }
  from: string
  say: { wav: string } | { hz: number } | undefined
  press: PressAt[]
  /** Port on which `answer` waits. */
  answerPort: number
  /** Hangs up after so many seconds of talk. */
  seconds: number | undefined
  language: 'en' | 'zh'
}

/** The command, the wish for help, or a sentence that says what is wrong. */
export type CommandReading = { command: PhoneCommand } | { help: 'en' | 'zh' } | { refusal: string }

class Refusal extends Error {}

/** Where the demo trunk (OUTBOUND_TRUNK) sends calls. */
const demoTrunkPort = 5080

/** Reads the arguments; `environment` gives HOTLINE and SIP_LISTEN, as the contact centre reads them. */
export function readCommand(args: readonly string[], environment: Record<string, string | undefined>): CommandReading {
  const words = [...args]
  const language = words[words.indexOf('--lang') + 1] === 'zh' && words.includes('--lang') ? 'zh' : 'en'
  if (words.includes('--help') || words.includes('-h')) return { help: language }
  try {
    const command: PhoneCommand = {
      mode: 'call',
      number: environment.HOTLINE ?? '95530',
      server: serverIn(
        environment.SIP_LISTEN?.split(',').find((entry) => entry.startsWith('udp:')) ?? 'udp:127.0.0.1:5060',
      ),
      from: '+8613800138000',
      say: undefined,
      press: [],
      answerPort: demoTrunkPort,
      seconds: undefined,
      language,
    }
    for (let word = words.shift(); word !== undefined; word = words.shift()) readWord(word, words, command)
    return { command }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message }
    throw error
  }
}

function readWord(word: string, rest: string[], command: PhoneCommand): void {
  switch (word) {
    case '--server':
      command.server = serverIn(valueAfter(word, rest))
      return
    case '--from':
      command.from = numberIn(valueAfter(word, rest))
      return
    case '--say':
      command.say = { wav: valueAfter(word, rest) }
      return
    case '--tone':
      command.say = { hz: between(word, valueAfter(word, rest), 50, 3500) }
      return
    case '--press':
      command.press = valueAfter(word, rest).split(',').map(pressIn)
      return
    case '--seconds':
      command.seconds = between(word, valueAfter(word, rest), 1, 86_400)
      return
    case '--lang':
      if (!['en', 'zh'].includes(valueAfter(word, rest))) throw new Refusal('--lang is en or zh.')
      return
    case '--answer':
      command.mode = 'answer'
      if (/^\d+$/.test(rest[0] ?? '')) command.answerPort = between(word, rest.shift() ?? '', 1, 65_535)
      return
    default:
      if (word.startsWith('-')) throw new Refusal(`There is no ${word}; --help shows what there is.`)
      command.number = numberIn(word)
  }
}

function valueAfter(word: string, rest: string[]): string {
  const value = rest.shift()
  if (value === undefined || value.startsWith('--'))
    throw new Refusal(`${word} needs a value; --help shows an example.`)
  return value
}

function serverIn(text: string): { host: string; port: number } {
  const [, host, port] = /^(?:udp:)?([\w.-]+):(\d{1,5})$/.exec(text) ?? []
  if (host === undefined || port === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw new Refusal(`"${text}" is no server; write udp:127.0.0.1:5060 (this phone speaks UDP only).`)
  }
  return { host, port: Number(port) }
}

function numberIn(text: string): string {
  if (!/^[\w+*#.-]{1,40}$/.test(text)) throw new Refusal(`"${text}" can be no number.`)
  return text
}

function pressIn(text: string): PressAt {
  const [, key, at] = /^([0-9*#A-Da-d])(?:@(\d{1,5}(?:\.\d{1,3})?)s?)?$/.exec(text.trim()) ?? []
  if (key === undefined) throw new Refusal(`--press takes keys like 1,2 or 1@3s,#@10s; "${text}" is not one.`)
  return at === undefined ? { key } : { key, atSeconds: Number(at) }
}

function between(word: string, text: string, low: number, high: number): number {
  const number = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || number < low || number > high) {
    throw new Refusal(`${word} is a number from ${low} to ${high}; "${text}" is not.`)
  }
  return number
}
