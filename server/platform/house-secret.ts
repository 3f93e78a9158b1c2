/** The key of this house: from the settings, or made once and kept beside the data, readable by its owner only. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `given` wins; else the content of `<dataDir>/secret`, which is created when it is missing. */
export function houseSecret(dataDir: string, given: string | undefined): string {
  if (given !== undefined) return given
  const path = join(dataDir, 'secret')
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const secret = randomBytes(32).toString('hex')
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: 'wx' })
    return secret
  }
}
