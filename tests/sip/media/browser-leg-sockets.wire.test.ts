import { expect, test } from 'vitest'
import { openBrowserLeg } from '../../../sip/media/browser-leg.ts'
import { PortPool } from '../../../sip/media/port-pool.ts'
import { BrowserPeer } from '../../kit/browser-peer.ts'

const pagePorts = { low: 23_700, high: 23_719 }
/** Nothing else in this file opens UDP sockets. */
const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length

test('a browser leg closes every socket of its own, whether connected, half connected or never answered', async () => {
  const now = () => performance.now()
  const ports = new PortPool({ host: '127.0.0.1', ports: [24_250, 24_252, 24_254], ahead: 0, restMs: 0, now })
  const deps = { host: '127.0.0.1', ports, now, onFailed: () => {} }
  const connected = await openBrowserLeg(deps)
  const half = await openBrowserLeg(deps)
  const unanswered = await openBrowserLeg(deps)
  expect(ports.free).toBe(0)
  const page = new BrowserPeer(pagePorts)
  await connected.acceptAnswer(await page.answer(await connected.offer()))
  await page.connected()
  const gone = new BrowserPeer(pagePorts)
  const answer = await gone.answer(await half.offer())
  await gone.close()
  await half.acceptAnswer(answer)
  await unanswered.offer()
  expect(sockets()).toBeGreaterThanOrEqual(4)
  await Promise.all([connected.close(), half.close(), unanswered.close(), page.close()])
  await ports.close()
  await expect.poll(sockets, { timeout: 5000 }).toBe(0)
  expect(ports.free).toBe(3)
})
