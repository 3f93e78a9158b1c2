/** What the console asks about calendars. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { CalendarSummary, CalendarWithDays } from '../../server/contracts/calendars.ts'
import { anyAnswer, get, post, put, remove } from '../lib/api.ts'
import { queryKeys } from '../lib/queries.ts'

/** All calendars without their days. */
export const useCalendars = () =>
  useQuery({ queryKey: [queryKeys.calendars], queryFn: () => get('/calendars', z.array(CalendarSummary)) })

/** One calendar with the days of a year. */
export const useCalendar = (id: string, year: number) =>
  useQuery({
    queryKey: [queryKeys.calendars, id, year],
    queryFn: () => get(`/calendars/${id}`, CalendarWithDays, { year }),
  })

/** A change of calendars. */
export interface CalendarAct {
  method: 'POST' | 'PUT' | 'DELETE'
  /** Below `/calendars`. */
  path: string
  body?: unknown
}

/** Sends a change and asks anew for everything that may show it. */
export function useCalendarAct(onDone: () => void = () => undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ method, path, body }: CalendarAct) => {
      if (method === 'DELETE') return remove(`/calendars${path}`, anyAnswer)
      return (method === 'PUT' ? put : post)(`/calendars${path}`, anyAnswer, body ?? {})
    },
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.calendars] }),
  })
}
