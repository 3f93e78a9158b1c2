/** The entitlement card below a trip: flights and entitlements do not know each other. */
import type { LiveTrip } from '../../server/contracts/flights.ts'
import { EntitlementCard } from '../entitlements/entitlement-card.tsx'

export function TripEntitlements({ passengerId, live }: { passengerId: string; live: LiveTrip }) {
  return <EntitlementCard passengerId={passengerId} tripId={live.trip.id} flight={live.trip.flight} date={live.date} />
}
