import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../sip/phone/command-line.ts'

describe('the phone, told nothing,', () => {
  it('calls the hotline of the contact centre that runs here', () => {
    expect(readCommand([], {})).toEqual({
      command: {
        mode: 'call',
        number: '95530',
        server: { host: '127.0.0.1', port: 5060 },
        from: '+8613800138000',
        say: undefined,
        press: [],
        answerPort: 5080,
        seconds: undefined,
        language: 'en',
      },
    })
  })

  it('takes hotline and address from the settings of the contact centre', () => {
    const settings = { HOTLINE: '12345', SIP_LISTEN: 'tcp:127.0.0.1:1,udp:127.0.0.1:18030' }
    expect(readCommand([], settings)).toMatchObject({ command: { number: '12345', server: { port: 18030 } } })
  })
})

describe('the phone', () => {
  it('understands all its words at once', () => {
    const words =
      '4001234567 --server udp:10.0.0.5:5070 --from +85212345678 --tone 440 --press 2,1@3.5s,# --seconds 20 --lang zh'
    expect(readCommand(words.split(' '), {})).toMatchObject({
      command: {
        number: '4001234567',
        server: { host: '10.0.0.5', port: 5070 },
        from: '+85212345678',
        say: { hz: 440 },
        press: [{ key: '2' }, { key: '1', atSeconds: 3.5 }, { key: '#' }],
        seconds: 20,
        language: 'zh',
      },
    })
  })

  it.each([
    [['--answer'], 5080],
    [['--answer', '18031'], 18031],
    [['--answer', '--press', '5'], 5080],
  ])('waits for calls on %j', (words, answerPort) => {
    expect(readCommand(words, {})).toMatchObject({ command: { mode: 'answer', answerPort } })
  })

  it('helps in the language asked for', () => {
    expect(readCommand(['--help'], {})).toEqual({ help: 'en' })
    expect(readCommand(['--lang', 'zh', '-h'], {})).toEqual({ help: 'zh' })
  })

  it.each([
    [['--louder'], 'There is no --louder; --help shows what there is.'],
    [['--server'], '--server needs a value; --help shows an example.'],
    [
      ['--server', 'tcp:127.0.0.1:5060'],
      '"tcp:127.0.0.1:5060" is no server; write udp:127.0.0.1:5060 (this phone speaks UDP only).',
    ],
    [
      ['--server', '127.0.0.1:99999'],
      '"127.0.0.1:99999" is no server; write udp:127.0.0.1:5060 (this phone speaks UDP only).',
    ],
    [['--tone', 'loud'], '--tone is a number from 50 to 3500; "loud" is not.'],
    [['--seconds', '0'], '--seconds is a number from 1 to 86400; "0" is not.'],
    [['--press', '1,,2'], '--press takes keys like 1,2 or 1@3s,#@10s; "" is not one.'],
    [['--answer', '70000'], '--answer is a number from 1 to 65535; "70000" is not.'],
    [['--lang', 'fr'], '--lang is en or zh.'],
    [['sip:evil@host'], '"sip:evil@host" can be no number.'],
  ])('refuses %j in one sentence', (words, refusal) => {
    expect(readCommand(words, {})).toEqual({ refusal })
  })
})
