/** The cache of what was asked by HTTP. Its keys are the only words that features share about it. */
import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** One key a kind of record: news of the house marks them stale by these. */
export const queryKeys = {
  passengers: 'passengers',
  passenger: 'passenger',
  accounts: 'accounts',
  account: 'account',
  memberRules: 'member-rules',
  memberOverview: 'member-overview',
  cases: 'cases',
  case: 'case',
  clocks: 'clocks',
  clockRules: 'clock-rules',
  calendars: 'calendars',
  tasks: 'tasks',
  orders: 'orders',
  problems: 'problems',
  compensations: 'compensations',
  digests: 'digests',
  campaigns: 'campaigns',
  attempts: 'attempts',
  doNotCall: 'do-not-call',
  contacts: 'contacts',
  wallboard: 'wallboard',
  audit: 'audit',
  duplicates: 'duplicates',
  privacy: 'privacy',
  units: 'units',
  people: 'people',
  posts: 'posts',
  directory: 'directory',
  rosters: 'rosters',
  queues: 'queues',
  imports: 'imports',
  exports: 'exports',
  apiKeys: 'api-keys',
  webhooks: 'webhooks',
  catalogue: 'catalogue',
  caseCounts: 'case-counts',
  airports: 'airports',
  flights: 'flights',
  entitlements: 'entitlements',
  incidents: 'incidents',
  knowledge: 'knowledge',
} as const

/** Retries only where nothing was answered; a refusal stays a refusal. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.status === 0,
      },
      mutations: { retry: false },
    },
  })
}
