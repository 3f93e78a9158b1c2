/** What the console asks about passengers. */
import { z } from 'zod'
import { CaseSummary } from '../../server/contracts/cases.ts'
import { LookReason } from '../../server/contracts/masking.ts'
import { type NewPassenger, type PassengerEdit, PassengerProfile, Trip } from '../../server/contracts/passengers.ts'
import { get, patch, post } from '../lib/api.ts'

export const Trips = z.object({ next: z.array(Trip), last: z.array(Trip) })

/** `from`: the page that the viewer came from, as far as it says why (LookReason). */
export const fetchPassenger = (id: string, from?: string) =>
  get(`/passengers/${id}`, PassengerProfile, { reason: LookReason.safeParse(from).data })
export const fetchTrips = (id: string) => get(`/passengers/${id}/trips`, Trips)
export const fetchCasesOf = (id: string) => get(`/passengers/${id}/cases`, z.array(CaseSummary))
export const createPassenger = (form: z.input<typeof NewPassenger>) => post('/passengers', PassengerProfile, form)
export const editPassenger = (id: string, edit: PassengerEdit) => patch(`/passengers/${id}`, PassengerProfile, edit)
