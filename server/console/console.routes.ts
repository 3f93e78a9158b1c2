/** Serves the built console: hashed assets for a year, index.html always fresh, every page address to index.html. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { Refusal } from '../platform/errors.ts'
import type { Http } from '../platform/http.ts'

/** `dist`: absolute path of the built console. Before it is built the console says so in one sentence. */
export async function consoleRoutes(app: Http, dist: string): Promise<void> {
  // The console may be built after the start; the plugin wants its folder now.
  mkdirSync(dist, { recursive: true })
  await app.register(fastifyStatic, { root: dist, serve: false, cacheControl: false })
  const access = { config: { access: 'public' as const }, schema: { hide: true } }

  app.get('/assets/*', access, (request, reply) => {
    const name = (request.params as { '*': string })['*']
    return reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(join('assets', name))
  })

  app.get('/*', access, (request, reply) => {
    const path = (request.params as { '*': string })['*']
    // Addresses of the API that do not exist, and files that were never built, are not pages.
    if (/^(api|rt|sip|docs)(\/|$)/.test(path) || (path.includes('.') && path !== 'favicon.svg'))
      throw new Refusal('not-found')
    if (!existsSync(join(dist, 'index.html'))) {
      return reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send('The console is being built; try again in a few seconds. 控制台正在构建，请稍后刷新。')
    }
    return reply.header('cache-control', 'no-cache').sendFile(path === 'favicon.svg' ? path : 'index.html')
  })
}
