/** A real Chromium page with one RTCPeerConnection: speaks a tone of an oscillator, measures what it hears. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

const args = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
]

/** The page's own script: plain names on `window`, called from the test. */
const script = `
  const context = new AudioContext()
  const oscillator = context.createOscillator()
  const microphone = context.createMediaStreamDestination()
  const gain = context.createGain()
  gain.gain.value = 0.3
  oscillator.connect(gain).connect(microphone)
  oscillator.start()
  const ear = context.createAnalyser()
  ear.fftSize = 8192
  let connection
  const gathered = () => new Promise((resolve) => {
    if (connection.iceGatheringState === 'complete') resolve()
    else connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve()
  })
  window.open1 = (hz) => {
    oscillator.frequency.value = hz
    connection = new RTCPeerConnection({ iceServers: [] })
    for (const track of microphone.stream.getTracks()) connection.addTrack(track, microphone.stream)
    connection.ontrack = ({ streams: [stream] }) => {
      const sink = document.createElement('audio')
      sink.autoplay = true
      sink.srcObject = stream
      document.body.append(sink)
      context.createMediaStreamSource(stream).connect(ear)
    }
  }
  window.offer = async () => {
    await connection.setLocalDescription(await connection.createOffer())
    await gathered()
    return connection.localDescription.sdp
  }
  window.answer = async (sdp) => {
    await connection.setRemoteDescription({ type: 'offer', sdp })
    await connection.setLocalDescription(await connection.createAnswer())
    await gathered()
    return connection.localDescription.sdp
  }
  window.accept = (sdp) => connection.setRemoteDescription({ type: 'answer', sdp })
  window.direct = (direction) => { connection.getTransceivers()[0].direction = direction }
  window.press = (digits) => connection.getSenders()[0].dtmf.insertDTMF(digits, 100, 70)
  window.state = () => connection.connectionState
  window.peak = () => {
    const bins = new Float32Array(ear.frequencyBinCount)
    ear.getFloatFrequencyData(bins)
    let best = 0
    for (let i = 1; i < bins.length; i += 1) if (bins[i] > bins[best]) best = i
    return { hz: Math.round((best * context.sampleRate) / ear.fftSize), db: bins[best] }
  }
`

export class ChromiumPage {
  readonly #context: BrowserContext
  readonly #page: Page
  readonly #folder: string

  constructor(context: BrowserContext, page: Page, folder: string) {
    this.#context = context
    this.#page = page
    this.#folder = folder
  }

  /** Speaks `hz` as soon as it is connected. */
  async open(hz: number): Promise<void> {
    await this.#call(`open1(${hz})`)
  }

  offer(): Promise<string> {
    return this.#call<string>('offer()')
  }

  answer(offer: string): Promise<string> {
    return this.#call<string>(`answer(${JSON.stringify(offer)})`)
  }

  async accept(answer: string): Promise<void> {
    await this.#call(`accept(${JSON.stringify(answer)})`)
  }

  async direct(direction: 'sendrecv' | 'sendonly'): Promise<void> {
    await this.#call(`direct('${direction}')`)
  }

  async press(digits: string): Promise<void> {
    await this.#call(`press('${digits}')`)
  }

  async connected(): Promise<void> {
    await this.#page.waitForFunction("state() === 'connected'", undefined, { timeout: 10_000, polling: 20 })
  }

  /** Resolves when the strongest frequency in the page is within 15 Hz of `hz` and clearly audible. */
  async hears(hz: number): Promise<void> {
    const heard = `(() => { const { hz, db } = peak(); return db > -60 && Math.abs(hz - ${hz}) <= 15 })()`
    await this.#page.waitForFunction(heard, undefined, { timeout: 10_000, polling: 50 })
  }

  async close(): Promise<void> {
    await this.#context.close()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #call<T>(expression: string): Promise<T> {
    return (await this.#page.evaluate(expression)) as T
  }
}

/** Starts Chromium from /usr/bin with a fresh profile. */
export async function openChromium(): Promise<ChromiumPage> {
  const folder = await mkdtemp(join(tmpdir(), 'chromium-'))
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    args,
  })
  const page = await context.newPage()
  await page.setContent('<body></body>')
  await page.addScriptTag({ content: script })
  return new ChromiumPage(context, page, folder)
}
