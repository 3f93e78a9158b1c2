/** `npm run phone`: rings the doorbell of the contact centre, or waits for its callback. */
import { readFileSync } from 'node:fs'
import { type PhoneCommand, readCommand } from './command-line.ts'
import { createPhone, type IncomingPhoneCall, type Phone } from './phone.ts'
import type { PhoneCall } from './phone-call.ts'
import type { Sound } from './rtp-stream.ts'
import { talk } from './terminal.ts'
import { readWav } from './wav-file.ts'
import { words } from './words.ts'

/** Ms that an incoming call rings before it is answered. */
const ringsFor = 1000

const reading = readCommand(process.argv.slice(2), process.env)
if ('help' in reading) console.log(words[reading.help].help)
else if ('refusal' in reading) {
  console.error(reading.refusal)
  process.exitCode = 2
} else await run(reading.command)

async function run(command: PhoneCommand): Promise<void> {
  const sound = soundOf(command)
  if (sound === undefined) return
  let phone: Phone
  try {
    phone = await createPhone(
      command.mode === 'call' ? { server: command.server } : { host: command.server.host, port: command.answerPort },
    )
  } catch (error) {
    console.error(`The phone cannot open its port: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
    return
  }
  const answered = await (command.mode === 'call'
    ? callOut(phone, command, sound)
    : waitForCalls(phone, command, sound))
  process.exitCode = answered ? 0 : 1
  await phone.close()
}

/** What to say; undefined, with a sentence printed, when the file cannot be said. */
function soundOf({ say }: PhoneCommand): Sound | undefined {
  if (say === undefined) return 'silence'
  if ('hz' in say) return say.hz
  try {
    return readWav(readFileSync(say.wav))
  } catch (error) {
    console.error(`${say.wav}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 2
    return undefined
  }
}

async function callOut(phone: Phone, command: PhoneCommand, sound: Sound): Promise<boolean> {
  const say = words[command.language]
  const { host, port } = command.server
  console.log(say.calling(command.number, `${host}:${port}`, command.from))
  const call = await phone.call(command.number, { from: command.from })
  const release = takeKeyboard(
    () => call,
    () => void call.hangUp(),
  )
  void call.ringing.then(() => console.log(say.ringing))
  const answered = await isAnswered(call)
  if (answered) await converse(call, command, sound)
  const end = await call.ended
  console.log(say.ended(end, end.seconds))
  release()
  return answered
}

/** Takes one call at a time, until Ctrl-C. */
async function waitForCalls(phone: Phone, command: PhoneCommand, sound: Sound): Promise<boolean> {
  const say = words[command.language]
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
  let current: PhoneCall | undefined
  let answered = false
  const take = async (call: IncomingPhoneCall): Promise<void> => {
    console.log(say.incoming(call.number, call.dialled))
    call.ring()
    const pickUp = setTimeout(() => call.answer(), ringsFor)
    const taken = await isAnswered(call)
    clearTimeout(pickUp)
    answered ||= taken
    if (taken) await converse(call, command, sound)
    const end = await call.ended
    console.log(say.ended(end, end.seconds))
  }
  phone.onIncoming((call) => {
    if (current !== undefined) return call.reject(486)
    current = call
    void take(call).finally(() => {
      current = undefined
    })
  })
  console.log(say.waiting(`${phone.local.host}:${phone.local.port}`))
  const release = takeKeyboard(() => current, stop)
  await stopped
  await current?.hangUp()
  release()
  return answered
}

function isAnswered(call: PhoneCall): Promise<boolean> {
  return call.answered.then(
    () => true,
    () => false,
  )
}

async function converse(call: PhoneCall, command: PhoneCommand, sound: Sound): Promise<void> {
  const say = words[command.language]
  console.log(say.answered)
  if (process.stdin.isTTY) console.log(say.keys)
  void call.say(sound)
  await talk(call, say, { press: command.press, seconds: command.seconds, print: (line) => console.log(line) })
}

/** Keys typed go to the call that is on; Ctrl-C hangs up. Returns the release. */
function takeKeyboard(current: () => PhoneCall | undefined, hangUp: () => void): () => void {
  const { stdin } = process
  const typed = (bytes: Buffer) => {
    for (const key of bytes.toString()) {
      if (key === '\u0003') hangUp()
      else if (/[0-9*#]/.test(key)) void current()?.press(key)
    }
  }
  if (stdin.isTTY) {
    stdin.setRawMode(true)
    stdin.on('data', typed)
  }
  process.on('SIGINT', hangUp)
  process.on('SIGTERM', hangUp)
  return () => {
    process.off('SIGINT', hangUp)
    process.off('SIGTERM', hangUp)
    if (!stdin.isTTY) return
    stdin.off('data', typed)
    stdin.setRawMode(false)
    stdin.pause()
  }
}
