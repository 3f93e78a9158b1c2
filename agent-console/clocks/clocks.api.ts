/** What the console asks about the clocks of a case; every act answers with all clocks as they are then. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CaseClocks } from '../../server/contracts/clocks.ts'
import { get, post, put } from '../lib/api.ts'
import { queryKeys } from '../lib/queries.ts'

/** The clocks of a case. */
export function useCaseClocks(caseId: string) {
  return useQuery({
    queryKey: [queryKeys.clocks, caseId],
    queryFn: () => get(`/cases/${caseId}/clocks`, CaseClocks),
  })
}

/** An act on a clock, on the case's clocks, or on what is known of the case. */
export interface ClockAct {
  /** Below `/cases/:id`. */
  path: string
  body?: unknown
  method?: 'PUT'
}

/** Sends acts and shows their answer at once. */
export function useClockAct(caseId: string, onDone: () => void = () => undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body, method }: ClockAct) =>
      (method === 'PUT' ? put : post)(`/cases/${caseId}${path}`, CaseClocks, body ?? {}),
    onSuccess(answer) {
      client.setQueryData([queryKeys.clocks, caseId], answer)
      void client.invalidateQueries({ queryKey: [queryKeys.cases] })
      onDone()
    },
  })
}
