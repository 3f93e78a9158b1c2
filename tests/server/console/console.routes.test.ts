import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { consoleRoutes } from '../../../server/console/console.routes.ts'
import { createHttp, type Http } from '../../../server/platform/http.ts'
import { createLog } from '../../../server/platform/log.ts'

let http: Http
let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'console-'))
  http = await createHttp({ log: createLog('silent'), authenticate: async () => undefined, allowedOrigins: () => [] })
  await consoleRoutes(http, join(folder, 'dist'))
})
afterEach(async () => {
  await http.close()
  rmSync(folder, { recursive: true })
})

describe('the pages of the console', () => {
  it('says so while the console is being built', async () => {
    expect((await http.inject('/desk')).statusCode).toBe(503)
  })

  it('gives every page address the one page, fresh, and its assets for a year', async () => {
    mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
    writeFileSync(join(folder, 'dist', 'index.html'), '<title>console</title>')
    writeFileSync(join(folder, 'dist', 'assets', 'app-1234.js'), 'export {}')
    for (const address of ['/', '/desk', '/cases/018f']) {
      const page = await http.inject(address)
      expect(page.body).toBe('<title>console</title>')
      expect(page.headers['cache-control']).toBe('no-cache')
      expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    }
    const asset = await http.inject('/assets/app-1234.js')
    expect(asset.headers['cache-control']).toContain('immutable')
    expect(asset.headers['x-content-type-options']).toBe('nosniff')
  })

  it('refuses what is not there, and a path that climbs', async () => {
    for (const address of [
      '/api/nothing',
      '/robots.txt',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/package.json',
    ]) {
      expect((await http.inject(address)).statusCode, address).toBeOneOf([403, 404])
    }
  })
})
