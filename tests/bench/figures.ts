/** Percentiles, and what a process has used, from /proc (Linux). */
import { readFile } from 'node:fs/promises'

export interface Percentiles {
  p50: number
  p95: number
  p99: number
}

/** Nearest-rank percentiles, rounded to a tenth. Throws when nothing was measured. */
export function percentiles(samples: number[]): Percentiles {
  if (samples.length === 0) throw new Error('Nothing was measured.')
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1]! * 10) / 10
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** Linux counts processor time in hundredths of a second for every program. */
const tickMs = 10

/** Processor time that all threads of a process used so far, ms. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold spaces; fields 14 and 15 are user and system time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tickMs
}

/** Memory that a process holds now, MB. */
export async function rssMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024)
}
