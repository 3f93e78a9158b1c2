import type { Migration } from 'kysely/migration'
import * as platform from './0001_platform.ts'

/** Every migration in order; the name is what the database remembers, so it never changes after release. */
export const migrations: Record<string, Migration> = {
  '0001_platform': platform,
}
