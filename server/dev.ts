/** `npm run dev`: the house with everything embedded, started again on every change; the console is rebuilt beside it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const watched = ['server', 'sip', 'ivr-flows', 'migrations']
/** Editors save in several writes. */
const settleMs = 200

let house: ChildProcess | undefined
let restart: Promise<void> = Promise.resolve()
let closing = false

function startNode(args: string[]): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** Ends the running house as a person would, by force after 5 s: a developer has no calls to drain. */
async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 5000)
  await gone
  clearTimeout(force)
}

async function startAgain(): Promise<void> {
  await stop(house)
  if (!closing) house = startNode([join('server', 'main.ts')])
}

let settling: NodeJS.Timeout | undefined
const watchers = watched
  .map((folder) => join(root, folder))
  .filter((folder) => existsSync(folder))
  .map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(settling)
      settling = setTimeout(() => {
        restart = restart.then(startAgain)
      }, settleMs)
    }),
  )

const vite = join('node_modules', 'vite', 'bin', 'vite.js')
const bundler = startNode([vite, 'build', '--watch', '--config', join('agent-console', 'vite.config.ts')])
restart = restart.then(startAgain)

async function close(): Promise<void> {
  if (closing) return
  closing = true
  clearTimeout(settling)
  for (const watcher of watchers) watcher.close()
  await restart
  await Promise.all([stop(house), stop(bundler)])
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void close())
