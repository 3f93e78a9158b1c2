/** What the terminal phone says to the person in front of it, in both languages. */
import type { CallEnd } from './outgoing-call.ts'
import type { Impression } from './sound-meter.ts'

/** Sentences of one language. */
export interface Words {
  help: string
  calling(number: string, server: string, from: string): string
  waiting(address: string): string
  ringing: string
  incoming(from: string, dialled: string): string
  answered: string
  keys: string
  pressed(key: string): string
  heardKey(key: string): string
  heard(seconds: number, level: number, impression: Impression, packets: number): string
  ended(end: CallEnd, seconds: number): string
}

const en: Words = {
  help: `npm run phone -- [number] [options]       a telephone in your terminal

  number                 whom to call (default: HOTLINE or 95530)
  --server udp:host:port where to call (default: SIP_LISTEN or udp:127.0.0.1:5060)
  --from +8613800138000  who calls
  --tone 440             say a tone of so many Hz
  --say file.wav         say a recording (WAV, 8 kHz mono, 16 bit or G.711)
  --press 1,2            press keys, each after a second of sound; 1@3s = three seconds after the answer
  --seconds 30           hang up after so long
  --answer [port]        wait for calls instead (default port 5080, where the demo's trunk sends them)
  --lang zh              中文
While you talk: the keys 0-9 * # are pressed as you type them; Ctrl-C hangs up.

  npm run phone -- --press 2,1 --tone 440     English, booking, and a tone instead of your voice
  npm run phone -- --answer --press 5         receives the satisfaction callback and gives five points

It ends with 0 when a call was answered, 1 when none was, 2 when the words above were not understood.`,
  calling: (number, server, from) => `Calling ${number} at ${server} as ${from} ...`,
  waiting: (address) => `Waiting for calls at ${address}. Ctrl-C ends.`,
  ringing: 'It rings.',
  incoming: (from, dialled) => `${from === '' ? 'Somebody' : from} calls ${dialled}.`,
  answered: 'Answered.',
  keys: 'Press 0-9 * # to send keys, Ctrl-C to hang up.',
  pressed: (key) => `  pressed ${key}`,
  heardKey: (key) => `  the other side pressed ${key}`,
  heard: (seconds, level, impression, packets) =>
    `${seconds.toFixed(0).padStart(4)} s  ${level.toFixed(0).padStart(4)} dBFS  ${impressionOf(impression).padEnd(14)} ${packets} packets`,
  ended(end, seconds) {
    const why: Record<CallEnd['by'], string> = {
      us: 'You hung up',
      them: 'The other side hung up',
      refused: `Refused with ${end.status ?? 'no reason'}${end.status === 486 ? ' (busy)' : ''}`,
      cancelled: 'Cancelled before it was answered',
      timeout: 'Nobody answered: is the contact centre running?',
      'no-media': 'The other side offered no sound that this phone speaks',
    }
    return `${why[end.by]}. ${seconds.toFixed(1)} s of talk.`
  },
}

const zh: Words = {
  help: `npm run phone -- [号码] [选项]       终端里的电话

  号码                   呼叫谁（默认：HOTLINE 或 95530）
  --server udp:主机:端口 呼叫到哪里（默认：SIP_LISTEN 或 udp:127.0.0.1:5060）
  --from +8613800138000  主叫号码
  --tone 440             播放该频率（Hz）的单音
  --say file.wav         播放录音（WAV，8 kHz 单声道，16 位或 G.711）
  --press 1,2            按键，每次在听到一秒声音之后；1@3s 表示接通三秒后按 1
  --seconds 30           通话多少秒后挂机
  --answer [端口]        等待来电（默认端口 5080，即演示中继的呼出地址）
  --lang en              English
通话中：直接键入 0-9 * # 即发送按键，Ctrl-C 挂机。

  npm run phone -- --press 1,1 --tone 440     普通话，机票预订，以单音代替说话
  npm run phone -- --lang zh --answer --press 5   接听满意度回访并打五分

有电话接通时返回 0,没有接通返回 1,参数有误返回 2。`,
  calling: (number, server, from) => `正在以 ${from} 呼叫 ${number}(${server})……`,
  waiting: (address) => `正在 ${address} 等待来电，Ctrl-C 结束。`,
  ringing: '对方振铃。',
  incoming: (from, dialled) => `${from === '' ? '匿名' : from} 呼叫 ${dialled}。`,
  answered: '已接通。',
  keys: '键入 0-9 * # 发送按键，Ctrl-C 挂机。',
  pressed: (key) => `  已按 ${key}`,
  heardKey: (key) => `  对方按了 ${key}`,
  heard(seconds, level, impression, packets) {
    const what =
      impression.kind === 'tone' ? `单音 ${impression.hz} Hz` : impression.kind === 'silence' ? '静音' : '语音'
    return `${seconds.toFixed(0).padStart(4)} 秒  ${level.toFixed(0).padStart(4)} dBFS  ${what}  ${packets} 包`
  },
  ended(end, seconds) {
    const why: Record<CallEnd['by'], string> = {
      us: '您已挂机',
      them: '对方已挂机',
      refused: `被拒绝，状态码 ${end.status ?? '未知'}${end.status === 486 ? '（忙）' : ''}`,
      cancelled: '接通前已取消',
      timeout: '无人应答：联络中心是否已启动？',
      'no-media': '对方没有提供本电话支持的语音',
    }
    return `${why[end.by]}。通话 ${seconds.toFixed(1)} 秒。`
  },
}

/** The sentences by language. */
export const words: Record<'en' | 'zh', Words> = { en, zh }

function impressionOf(impression: Impression): string {
  return impression.kind === 'tone' ? `tone ${impression.hz} Hz` : impression.kind
}
