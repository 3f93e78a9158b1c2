/** Questions of the console about flights. An answer that is late is asked for again until it is there. */
import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type Freshness, LiveTrips, SourceState } from '../../server/contracts/flights.ts'
import { get } from '../lib/api.ts'
import { queryKeys } from '../lib/queries.ts'

const againMs = 1_000
const sourceEveryMs = 20_000

/** One answer of the airline; while it is late it is asked for again, and the place stays as it is. */
export function useTold<T extends z.ZodType<{ freshness: Freshness }>>(
  path: string,
  answer: T,
  query: Record<string, string | undefined> = {},
  enabled = true,
) {
  return useQuery({
    queryKey: [queryKeys.flights, path, query],
    queryFn: () => get(path, answer, query),
    enabled,
    refetchInterval: ({ state }) => (state.data?.freshness === 'late' ? againMs : false),
  })
}

/** The trips of a passenger with what the airline says about them. */
export function useLiveTrips(passengerId: string) {
  return useQuery({
    queryKey: [queryKeys.flights, 'trips', passengerId],
    queryFn: () => get(`/passengers/${passengerId}/live-trips`, LiveTrips),
    refetchInterval: ({ state }) => (state.data && isLate(state.data) ? againMs : false),
  })
}

function isLate({ next, last }: LiveTrips): boolean {
  return [...next, ...last].some((one) => one.status.freshness === 'late' || one.bags.freshness === 'late')
}

/** Whether the airline can be asked; looked at by itself, because a dead source tells nothing. */
export function useSource() {
  return useQuery({
    queryKey: [queryKeys.flights, 'source'],
    queryFn: () => get('/passenger-service', SourceState),
    refetchInterval: sourceEveryMs,
    staleTime: 5_000,
  })
}
