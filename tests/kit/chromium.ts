/** Chromium for browser tests: headless, with a fake microphone that speaks a WAV file. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

/** The browser of this machine, or the one playwright-core brought; undefined when there is none. A snap is no candidate: it cannot read our files. */
export function findChromium(): string | undefined {
  const candidates = [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    chromium.executablePath(),
  ]
  return candidates.find((path) => existsSync(path))
}

export interface BrowserOptions {
  /** 48 kHz, 16 bit, mono WAV that the microphone speaks in a loop; without it Chromium's own beep. */
  microphone?: string
  /** Interface language; default zh-CN. */
  locale?: string
  viewport?: { width: number; height: number }
}

/** A browser of its own with a fresh profile: its own cookies, its own microphone. */
export interface TestBrowser {
  context: BrowserContext
  page: Page
  /** What the page logged as errors, and exceptions nobody caught. */
  complaints: string[]
  /** Ends the browser and removes its profile. Idempotent. */
  close(): Promise<void>
}

const flags = [
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
  // A machine with no network card has no other candidate.
  '--allow-loopback-in-peer-connection',
]

/** Launches the browser; throws when the machine has none. */
export async function launchChromium(options: BrowserOptions = {}): Promise<TestBrowser> {
  const executablePath = findChromium()
  if (executablePath === undefined)
    throw new Error('There is no Chromium on this machine; npm test says how to get it.')
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'))
  const args = options.microphone ? [...flags, `--use-file-for-fake-audio-capture=${options.microphone}`] : flags
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args,
    locale: options.locale ?? 'zh-CN',
    viewport: options.viewport ?? { width: 1440, height: 900 },
  })
  const page = context.pages()[0] ?? (await context.newPage())
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return {
    context,
    page,
    complaints,
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
