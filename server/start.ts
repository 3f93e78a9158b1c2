/** `npm start`: builds the console when it is missing or old, starts the house, and tells a newcomer how to try it. */
import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { banner } from './banner.ts'
import { run } from './main.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const console_ = join(root, 'agent-console')

/** Newest change among the console's sources and the contracts they share, ms. */
function newest(folder: string): number {
  let latest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return latest
}

function isBuilt(): boolean {
  try {
    const builtAt = statSync(join(console_, 'dist', 'index.html')).mtimeMs
    return builtAt >= newest(console_) && builtAt >= newest(join(root, 'server', 'contracts'))
  } catch {
    return false
  }
}

/** In a process of its own: the first calls must not wait for a bundler. */
function build(): Promise<void> {
  return new Promise((done, fail) => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const child = spawn(
      process.execPath,
      [vite, 'build', '--config', join(console_, 'vite.config.ts'), '--logLevel', 'warn'],
      {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    )
    child.once('error', fail)
    child.once('exit', (code) =>
      code === 0 ? done() : fail(new Error('The console could not be built; see the lines above.')),
    )
  })
}

const building = isBuilt() ? Promise.resolve() : build()
building.catch(() => undefined)
const house = await run()
try {
  await building
  if (house) console.log(banner(house))
} catch (error) {
  console.error(String(error))
  process.exitCode = 1
  await house?.close()
}
