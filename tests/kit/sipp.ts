/** sipp, the load tool of the trade, on loopback: bounded in calls and time, its statistics read into numbers. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, sipPorts } from './free-ports.ts'

export interface SippRun {
  /** XML of the scenario. */
  scenario: string
  /** Where calls go, `host:port`; without it sipp waits for calls. */
  target?: string
  /** User part of the request URI. */
  number?: string
  /** Own SIP port. */
  port: number
  /** Own media port, for [media_port]. */
  mediaPort?: number
  /** Calls in all. */
  calls: number
  /** New calls a second; default 10. */
  rate?: number
  /** Calls at the same time at most. */
  limit?: number
  /** After this sipp is ended by force. */
  limitMs: number
  transport?: 'udp' | 'tcp'
  /** Values of [name] in the scenario. */
  keys?: Record<string, string>
}

export interface SippResult {
  calls: number
  successful: number
  failed: number
  retransmissions: number
  /** sipp's own words about errors, empty when all went well. */
  errors: string
  exitCode: number | null
}

export interface RunningSipp {
  /** Settles when sipp is gone; never rejects for failed calls. */
  done: Promise<SippResult>
  /** Ends it now; idempotent. */
  stop(): void
}

/** Starts sipp. `done` rejects when the program is missing, could not bind or read its scenario, or left no statistics. */
export async function startSipp(run: SippRun): Promise<RunningSipp> {
  const folder = await mkdtemp(join(tmpdir(), 'sipp-'))
  const scenario = join(folder, 'scenario.xml')
  await writeFile(scenario, run.scenario)
  const controlPort = await freePort(sipPorts)
  const child = spawn('sipp', argumentsOf(run, scenario, folder, controlPort), {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const limit = setTimeout(() => child.kill('SIGKILL'), run.limitMs)
  const resultAndTidy = async (): Promise<SippResult> => {
    try {
      return await finished(child, folder)
    } finally {
      clearTimeout(limit)
      await rm(folder, { recursive: true, force: true })
    }
  }
  return {
    done: resultAndTidy(),
    stop: () => void child.kill('SIGKILL'),
  }
}

/** Runs sipp to its end. */
export async function runSipp(run: SippRun): Promise<SippResult> {
  return (await startSipp(run)).done
}

function argumentsOf(run: SippRun, scenario: string, folder: string, controlPort: number): string[] {
  const { target, number, mediaPort, limit } = run
  const given: Array<[flag: string, value: string | undefined]> = [
    ['-sf', scenario],
    ['-i', '127.0.0.1'],
    ['-p', String(run.port)],
    // sipp's remote control cannot be switched off, only kept on this machine.
    ['-ci', '127.0.0.1'],
    ['-cp', String(controlPort)],
    ['-t', run.transport === 'tcp' ? 't1' : 'u1'],
    ['-m', String(run.calls)],
    ['-r', String(run.rate ?? 10)],
    ['-l', limit?.toString()],
    ['-s', number],
    ['-mi', mediaPort === undefined ? undefined : '127.0.0.1'],
    ['-mp', mediaPort?.toString()],
    ['-timeout', `${Math.ceil(run.limitMs / 1000)}s`],
    ['-fd', '1'],
    ['-stf', join(folder, 'stat.csv')],
    ['-error_file', join(folder, 'errors.log')],
  ]
  const flags = given.flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]))
  const keys = Object.entries(run.keys ?? {}).flatMap(([name, value]) => ['-key', name, value])
  return [...(target === undefined ? [] : [target]), ...flags, ...keys, '-nostdin', '-trace_stat', '-trace_err']
}

async function finished(child: ChildProcess, folder: string): Promise<SippResult> {
  let said = ''
  child.stdout?.resume()
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const names = await readdir(folder)
  if (!names.includes('stat.csv'))
    throw new Error(`sipp left no statistics (exit code ${exitCode}): ${said.slice(-2000)}`)
  const errors = names.includes('errors.log') ? await readFile(join(folder, 'errors.log'), 'utf8') : ''
  // sipp's codes from 253: it could not run at all, which must not read as "0 failed".
  if (exitCode !== null && exitCode >= 253)
    throw new Error(`sipp could not run (exit code ${exitCode}): ${errors}${said}`)
  return { ...readStatistics(await readFile(join(folder, 'stat.csv'), 'utf8')), errors: errors.slice(-4000), exitCode }
}

/** The cumulative numbers of sipp's statistics file: the last complete line counts. */
export function readStatistics(csv: string): Pick<SippResult, 'calls' | 'successful' | 'failed' | 'retransmissions'> {
  const [header, ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => line.split(';'))
  const last = rows.at(-1)
  if (header === undefined || last === undefined) throw new Error('The statistics of sipp hold no line of numbers.')
  const of = (column: string): number => {
    const value = Number(last[header.indexOf(column)])
    if (Number.isNaN(value)) throw new Error(`The statistics of sipp hold no ${column}.`)
    return value
  }
  return {
    calls: of('TotalCallCreated'),
    successful: of('SuccessfulCall(C)'),
    failed: of('FailedCall(C)'),
    retransmissions: of('Retransmissions(C)'),
  }
}
