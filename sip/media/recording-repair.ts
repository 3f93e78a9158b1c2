/** Repairs a recording that a crash cut short: the header says at most 2 s less than the file holds. For boot recovery. */
import { open, stat, utimes } from 'node:fs/promises'
import { sampleRate } from './g711.ts'
import { wavHeader, wavHeaderBytes } from './wav.ts'

/** What was found. `durationMs` is what a player now finds in the file. */
export interface RepairResult {
  /** healthy: left alone; repaired: the header was wrong; unusable: no recording of ours, left alone. */
  state: 'healthy' | 'repaired' | 'unusable'
  durationMs: number
}

/** Makes the header agree with the file's length, only when it does not; keeps the file's times. Throws when it cannot be read. */
export async function repairRecording(path: string): Promise<RepairResult> {
  const { size, atime, mtime } = await stat(path)
  const file = await open(path, 'r+')
  try {
    const header = Buffer.alloc(wavHeaderBytes)
    await file.read(header, 0, wavHeaderBytes, 0)
    const channels = header.readUInt16LE(22)
    if (size < wavHeaderBytes || !isOurs(header, channels)) return { state: 'unusable', durationMs: 0 }
    const frameBytes = channels * 2
    const dataBytes = Math.floor((size - wavHeaderBytes) / frameBytes) * frameBytes
    const durationMs = Math.round((dataBytes / frameBytes / sampleRate) * 1000)
    const wanted = wavHeader(channels, dataBytes)
    if (wanted.equals(header)) return { state: 'healthy', durationMs }
    await file.write(wanted, 0, wavHeaderBytes, 0)
    await file.sync()
    await utimes(path, atime, mtime)
    return { state: 'repaired', durationMs }
  } finally {
    await file.close()
  }
}

/** Everything but the two sizes is as the recorder writes it. */
function isOurs(header: Buffer, channels: number): boolean {
  if (channels !== 1 && channels !== 2) return false
  const own = wavHeader(channels, 0)
  return header.subarray(0, 4).equals(own.subarray(0, 4)) && header.subarray(8, 40).equals(own.subarray(8, 40))
}
