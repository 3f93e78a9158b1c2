/** One step of a check: a program run to its end, its output kept, its time taken. */
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const tools = join(root, 'node_modules', '.bin')

export interface Step {
  name: string
  /** A tool of node_modules/.bin or a program of the system. */
  command: string
  args: string[]
  /** Shows the output as it comes instead of keeping it. */
  live?: boolean
  /** After this the step is ended and has failed; default 15 minutes. */
  limitMs?: number
}

export interface StepResult {
  name: string
  ok: boolean
  seconds: number
  /** Empty for a live step. */
  output: string
}

/** Runs a step to its end; never rejects. No step reads the terminal. */
export function runStep(step: Step): Promise<StepResult> {
  const start = performance.now()
  const env = { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH ?? ''}` }
  const child = spawn(step.command, step.args, {
    cwd: root,
    env,
    stdio: ['ignore', step.live ? 'inherit' : 'pipe', step.live ? 'inherit' : 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve) => {
    const limitMs = step.limitMs ?? 900_000
    const limit = setTimeout(() => {
      output += `Ended after ${limitMs / 1000} s.\n`
      child.kill('SIGKILL')
    }, limitMs)
    const end = (ok: boolean) => {
      clearTimeout(limit)
      resolve({ name: step.name, ok, seconds: (performance.now() - start) / 1000, output })
    }
    child.on('error', (error) => {
      output += `${error.message}\n`
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}

/** One line for a finished step, and what it said when it failed. */
export function tell(result: StepResult): void {
  console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${result.name} (${result.seconds.toFixed(1)} s)`)
  if (!result.ok && result.output !== '') console.log(result.output.trimEnd())
}

/** A vitest run over some projects; its results are written to `resultFile(name)` for the tally. */
export function vitestStep(name: string, projects: string[], live = false): Step {
  return {
    name,
    command: 'vitest',
    args: [
      'run',
      '--config=tests/vitest.config.ts',
      ...projects.map((project) => `--project=${project}`),
      '--passWithNoTests=false',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${resultFile(name)}`,
    ],
    live,
    limitMs: 3_000_000,
  }
}

/** Where a vitest run leaves its results. */
export function resultFile(name: string): string {
  return join(root, '.tmp', 'results', `${name}.json`)
}
