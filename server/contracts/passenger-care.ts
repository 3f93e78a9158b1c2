/** What people change of a passenger beyond the profile's form: who looks after it, what was confirmed, what a trip was like; and the history. */
import { z } from 'zod'
import { freeText, Instant, Version } from './common.ts'
import { TeamId, UserId } from './ids.ts'
import { AirportTransport, BaggageState, MealPreference, PurchaseMode } from './passengers.ts'
import { CustomerClass } from './segments.ts'

/** Who looks after a passenger; for leads (BY-10, BY-16, BY-17). */
export const CareEdit = z.object({
  version: Version,
  customerClass: CustomerClass.nullable(),
  difficult: z.boolean(),
  ownerId: UserId.nullable(),
  /** Left out: chosen by territory and class. */
  unitId: TeamId.nullable().optional(),
})
export type CareEdit = z.infer<typeof CareEdit>

/** GA-15: the passenger said that the contact data are right. */
export const Confirmation = z.object({ version: Version })

/** BY-09: a prospect becomes a customer; with the number of the new card when there is one. */
export const Conversion = z.object({
  version: Version,
  memberNumber: z
    .string()
    .regex(/^[A-Z0-9]{6,16}$/)
    .optional(),
})
export type Conversion = z.infer<typeof Conversion>

/** One field of a record became another (GA-35): who, when, old and new. */
export const PassengerChange = z.object({
  id: z.string(),
  at: Instant,
  byName: z.string().optional(),
  field: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
})
export type PassengerChange = z.infer<typeof PassengerChange>

/** CS-06: what a contact learns of a trip is written back. */
export const TripEdit = z.object({
  version: Version,
  seat: z
    .string()
    .regex(/^\d{1,2}[A-K]$/)
    .nullable()
    .optional(),
  purchaseMode: PurchaseMode.nullable().optional(),
  airportTransport: AirportTransport.nullable().optional(),
  meal: MealPreference.nullable().optional(),
  drink: freeText(40).nullable().optional(),
  baggage: BaggageState.nullable().optional(),
  baggagePieces: z.int().min(0).max(20).optional(),
})
export type TripEdit = z.infer<typeof TripEdit>
