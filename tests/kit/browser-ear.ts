/** What a person at the browser hears: the sound of every playing audio element of the page, measured by Goertzel. */
import type { Page } from 'playwright-core'

/** Amplitude (0 to 1) of `hz` in the last 170 ms of what the page plays; 0 when it plays nothing. */
export function loudnessInPage(page: Page, hz: number): Promise<number> {
  return page.evaluate(async (frequency) => {
    interface Ear {
      context: AudioContext
      analyser: AnalyserNode
    }
    const page = window as unknown as { ears?: Map<string, Ear> }
    page.ears ??= new Map<string, Ear>()
    const { ears } = page
    let loudest = 0
    for (const element of document.querySelectorAll('audio')) {
      const stream = element.srcObject
      if (!(stream instanceof MediaStream) || stream.getAudioTracks().length === 0 || element.muted) continue
      let ear = ears.get(stream.id)
      if (!ear) {
        const context = new AudioContext()
        await context.resume()
        const analyser = new AnalyserNode(context, { fftSize: 8192 })
        context.createMediaStreamSource(stream).connect(analyser)
        ear = { context, analyser }
        ears.set(stream.id, ear)
      }
      const samples = new Float32Array(ear.analyser.fftSize)
      ear.analyser.getFloatTimeDomainData(samples)
      const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / ear.context.sampleRate)
      let s1 = 0
      let s2 = 0
      for (const sample of samples) [s1, s2] = [sample + coefficient * s1 - s2, s1]
      const power = Math.max(0, s1 * s1 + s2 * s2 - coefficient * s1 * s2)
      loudest = Math.max(loudest, (2 * Math.sqrt(power)) / samples.length)
    }
    return loudest
  }, hz)
}

/** Resolves when the page plays a tone of `hz`; rejects with what was measured after `withinMs`. */
export async function hearsInPage(page: Page, hz: number, withinMs = 10_000): Promise<number> {
  return untilLoudness(page, hz, (loudness) => loudness > 0.03, withinMs)
}

/** Resolves when the page plays no tone of `hz` any more. */
export async function hearsNoMoreInPage(page: Page, hz: number, withinMs = 10_000): Promise<number> {
  return untilLoudness(page, hz, (loudness) => loudness < 0.003, withinMs)
}

async function untilLoudness(page: Page, hz: number, holds: (loudness: number) => boolean, withinMs: number) {
  const end = performance.now() + withinMs
  let loudness = await loudnessInPage(page, hz)
  while (!holds(loudness)) {
    if (performance.now() > end)
      throw new Error(`After ${withinMs} ms ${hz} Hz measures ${loudness.toFixed(4)} in the page.`)
    await page.waitForTimeout(50)
    loudness = await loudnessInPage(page, hz)
  }
  return loudness
}
