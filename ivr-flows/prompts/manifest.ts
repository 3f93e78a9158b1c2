/** Remembers which recordings are renderings of ours, so that a studio recording dropped in their place is never overwritten. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

/** What is known of one rendering, by `zh/goodbye`. */
export interface Rendering {
  /** Hash of what it says. */
  text: string
  /** Hash of the file that was written. */
  file: string
}

/** Every rendering of ours. */
export type Manifest = Record<string, Rendering>

/** What to do with a recording: render it, leave ours as it is, or keep what somebody recorded. */
export type Verdict = 'render' | 'up-to-date' | 'recorded'

/** Reads the manifest; empty when there is none. */
export function readManifest(path: string): Manifest {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

/** Hash by which texts and files are recognised. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}

/** Judges one recording by the bytes that are there now (undefined: no file) and the text that it should say. */
export function verdictOn(known: Rendering | undefined, text: string, bytes: Uint8Array | undefined): Verdict {
  if (bytes === undefined) return 'render'
  if (known === undefined || known.file !== hashOf(bytes)) return 'recorded'
  return known.text === hashOf(text) ? 'up-to-date' : 'render'
}
