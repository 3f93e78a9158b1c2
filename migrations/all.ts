import type { Migration } from 'kysely/migration'
import * as platform from './0001_platform.ts'
import * as calls from './0010_calls.ts'
import * as agents from './0011_agents.ts'
import * as queues from './0012_queues.ts'
import * as interactions from './0013_interactions.ts'
import * as recordings from './0014_recordings.ts'

/** Every migration in order; the name is what the database remembers, so it never changes after release. */
export const migrations: Record<string, Migration> = {
  '0001_platform': platform,
  '0010_calls': calls,
  '0011_agents': agents,
  '0012_queues': queues,
  '0013_interactions': interactions,
  '0014_recordings': recordings,
}
