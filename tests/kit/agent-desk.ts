/** An agent at the browser: logs in, starts the shift, takes calls, files what they were about; by what stands on the screen. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { ScreenPop } from '../../server/contracts/interactions.ts'
import { launchChromium, type TestBrowser } from './chromium.ts'
import { writeMicrophone } from './microphone.ts'

export interface Login {
  username: string
  password: string
}

export interface AgentDesk {
  readonly page: Page
  readonly browser: TestBrowser
  /** The last pop as it came, when it was painted and when the phone's INVITE came, ms UTC, by the clock of this machine. */
  readonly seen: { pop: ScreenPop | undefined; poppedAt: number | undefined; invitedAt: number | undefined }
  startShift(): Promise<void>
  goReady(): Promise<void>
  /** Waits for the next offer to stand on the screen. */
  offered(): Promise<void>
  /** Waits for an offer, answers it, resolves when the call bar offers to hang up. */
  answer(): Promise<void>
  press(button: string): Promise<void>
  close(): Promise<void>
}

/** The caller first hears that an agent is on the way and that the call is recorded. */
const offerMs = 40_000

/** Opens the console in a browser of its own whose microphone says `hz`, and logs in. */
export async function openDesk(url: string, login: Login, options: { hz?: number } = {}): Promise<AgentDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'))
  const microphone = await writeMicrophone(join(folder, 'microphone.wav'), options.hz ?? 1000)
  const browser = await launchChromium({ microphone })
  const { page } = browser
  page.setDefaultTimeout(15_000)
  const seen: AgentDesk['seen'] = { pop: undefined, poppedAt: undefined, invitedAt: undefined }
  await page.addInitScript(plainMicrophone)
  await page.exposeFunction('offerPainted', (at: number) => {
    seen.poppedAt = at
  })
  await page.addInitScript(watchOffers)
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const text = payload.toString()
      if (socket.url().endsWith('/sip') && text.startsWith('INVITE ')) seen.invitedAt = Date.now()
      if (text.includes('"interaction:offered"')) seen.pop = popIn(text)
    })
  })
  await page.goto(url)
  await page.getByLabel('用户名').fill(login.username)
  await page.getByLabel('密码', { exact: true }).fill(login.password)
  await page.getByRole('button', { name: '登录' }).click()
  // Whoever leaves this page before the answer is not logged in.
  await page.locator('.login').waitFor({ state: 'detached' })
  const press = (name: string) =>
    page
      .getByRole('button', { name: new RegExp(`${name}$`) })
      .first()
      .click()

  return {
    page,
    browser,
    seen,
    async startShift() {
      await press('签入')
      await page.getByRole('status', { name: '软电话已注册' }).waitFor()
    },
    async goReady() {
      const answered = page.waitForResponse('**/api/agents/me/presence')
      await page.locator('.presence-button').click()
      await page.getByRole('menuitem', { name: '置闲' }).click()
      await answered
    },
    offered: () => page.locator('.offer-name').waitFor({ timeout: offerMs }),
    async answer() {
      await page.locator('.offer-name').waitFor({ timeout: offerMs })
      await press('接听')
      await page.getByRole('button', { name: '挂机', exact: true }).and(page.locator(':enabled')).waitFor()
    },
    press,
    async close() {
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The pop in a frame of socket.io: a packet's type, perhaps a number, then JSON. */
function popIn(frame: string): ScreenPop {
  const [, message] = z
    .tuple([z.string(), z.object({ pop: ScreenPop })])
    .parse(JSON.parse(frame.slice(frame.indexOf('['))))
  return message.pop
}

/** The browser's noise suppressor takes a steady tone for noise; a person's voice needs no such help. */
function plainMicrophone(): void {
  const devices = navigator.mediaDevices
  const open = devices.getUserMedia.bind(devices)
  devices.getUserMedia = (constraints) =>
    open({
      ...constraints,
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    })
}

/** Tells when an offer stands on the screen: seen in the page after the frame that shows it. */
function watchOffers(): void {
  const page = window as unknown as { offerPainted(at: number): void }
  let shown: string | undefined
  const look = () => {
    const offer = document.querySelector('.offer-name')?.textContent
    // A task queued in a frame runs after that frame was painted.
    if (offer !== undefined && offer !== shown)
      requestAnimationFrame(() => setTimeout(() => page.offerPainted(Date.now())))
    shown = offer
  }
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true }),
  )
}
