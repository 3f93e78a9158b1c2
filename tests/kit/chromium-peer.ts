/** A real Chromium page with one RTCPeerConnection: speaks a tone of an oscillator, measures what it hears. */
import { launchChromium, type TestBrowser } from './chromium.ts'

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
    connection.ontrack = ({ track, streams }) => {
      const stream = streams[0] ?? new MediaStream([track])
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
  readonly #browser: TestBrowser

  constructor(browser: TestBrowser) {
    this.#browser = browser
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
    await this.#browser.page.waitForFunction("state() === 'connected'", undefined, { timeout: 10_000, polling: 20 })
  }

  /** Resolves when the strongest frequency in the page is within 15 Hz of `hz` and clearly audible. */
  async hears(hz: number): Promise<void> {
    const heard = `(() => { const { hz, db } = peak(); return db > -60 && Math.abs(hz - ${hz}) <= 15 })()`
    await this.#browser.page.waitForFunction(heard, undefined, { timeout: 10_000, polling: 50 })
  }

  async close(): Promise<void> {
    await this.#browser.close()
  }

  async #call<T>(expression: string): Promise<T> {
    return (await this.#browser.page.evaluate(expression)) as T
  }
}

/** Starts Chromium with a fresh profile and the page's script in it. */
export async function openChromium(): Promise<ChromiumPage> {
  const browser = await launchChromium()
  await browser.page.setContent('<body></body>')
  await browser.page.addScriptTag({ content: script })
  return new ChromiumPage(browser)
}
