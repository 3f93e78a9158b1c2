/** The clocks that the form on the desk would start, as far as it is filled. */
import { ClockPreview } from '../../server/contracts/clocks.ts'
import { ClockStrip } from '../clocks/clock-strip.tsx'
import type { Contact } from '../interactions/contact.machine.ts'
import { useInteractions } from '../interactions/interactions.store.ts'

export function DeskClocks({ contact }: { contact: Contact }) {
  const form = useInteractions((state) => state.draft.case)
  const passengerId = contact.pop.passenger?.id
  if (!form?.kind || !form.category || form.existing) return <ClockStrip asked={undefined} />
  const { kind, category, channel, fields } = form
  // A half-typed date or airport is left out until it is whole.
  const flightDate = ClockPreview.shape.flightDate.safeParse(form.flightDate).data
  const station = ClockPreview.shape.station.safeParse(form.station).data
  const known = { kind, category, flight: form.flight, channel, fields, flightDate, station, passengerId }
  return <ClockStrip asked={known} />
}
