/** Lines of a passenger's record: trips, cases, contacts, preferences. */
import { Link } from 'react-router'
import type { CaseSummary } from '../../server/contracts/cases.ts'
import { categoryLabel } from '../../server/contracts/catalogue.ts'
import type { InteractionSummary } from '../../server/contracts/interactions.ts'
import type { PassengerProfile, Trip } from '../../server/contracts/passengers.ts'
import { airportTimeText, momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { caseTone, type Tone } from '../lib/tones.ts'
import { useMayOpenCase } from '../lib/viewer.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { Fact } from '../ui/panel.tsx'
import { passengersText } from './passengers.text.ts'
import { profileText } from './profile.text.ts'

const tripTone: Record<Trip['status'], Tone> = {
  booked: 'talking',
  'checked-in': 'ready',
  flown: 'grey',
  cancelled: 'red',
  delayed: 'amber',
}

/** Flight, route and the local times of both airports. */
export function TripLine({ trip }: { trip: Trip }) {
  const t = useText(passengersText)
  const language = useLanguage()
  return (
    <div className="line">
      <div className="line-head">
        <strong>{trip.flight}</strong>
        <span>
          {trip.from} → {trip.to}
        </span>
        <Chip tone={tripTone[trip.status]}>{t(`trip.${trip.status}`)}</Chip>
      </div>
      <div className="small muted figures">
        {airportTimeText(trip.departsAt, trip.fromZone, language)} →{' '}
        {airportTimeText(trip.arrivesAt, trip.toZone, language)}
      </div>
      <div className="small muted">
        {trip.pnr} · {t(`cabin.${trip.cabin}`)}
        {trip.fareClass ? ` ${trip.fareClass}` : ''}
        {trip.seat ? ` · ${trip.seat}` : ''}
      </div>
      <TripDetails trip={trip} />
    </div>
  )
}

/** CS-04: how it was bought, how the passenger gets to the airport, meal, drink, baggage; nothing where nothing is known. */
function TripDetails({ trip }: { trip: Trip }) {
  const own = useText(profileText)
  const word = useText(words)
  const said = [
    trip.purchaseMode && `${own('trip.purchase')} ${own(`purchase.${trip.purchaseMode}`)}`,
    trip.airportTransport && `${own('trip.transport')} ${own(`transport.${trip.airportTransport}`)}`,
    trip.meal && word(`meal.${trip.meal}`),
    trip.drink,
    trip.baggage && `${own('trip.baggage')} ${own(`baggage.${trip.baggage}`)} ${trip.baggagePieces || ''}`,
  ].filter(Boolean)
  return said.length === 0 ? null : <div className="small">{said.join(' · ')}</div>
}

/** Number, subject, state; the age tells how long the passenger waits. A link only where it leads to a page. */
export function CaseLine({ item }: { item: CaseSummary }) {
  const word = useText(words)
  const language = useLanguage()
  const mayOpen = useMayOpenCase(item.teamId)
  const category = categoryLabel(item.category)
  return (
    <div className="line">
      <div className="line-head">
        {mayOpen ? <Link to={`/cases/${item.id}`}>{item.number}</Link> : <span>{item.number}</span>}
        <span>
          {word(`kind.${item.kind}`)}
          {category ? ` · ${labelText(category, language)}` : ''}
        </span>
      </div>
      <div>{item.subject}</div>
      <div className="line-head small muted figures">
        {momentText(item.openedAt, language)}
        <Chip tone={caseTone[item.state]}>{word(`case.${item.state}`)}</Chip>
      </div>
    </div>
  )
}

/** When, on which queue, with whom, what came of it. */
export function InteractionLine({ item }: { item: InteractionSummary }) {
  const word = useText(words)
  const language = useLanguage()
  return (
    <div className="line">
      <div className="line-head">
        <span className="figures">{momentText(item.openedAt, language)}</span>
        <span>{item.queueId ? word(`queue.${item.queueId}`) : ''}</span>
        <span className="muted">
          {item.disposition ? word(`disposition.${item.disposition}`) : word(`interaction.${item.state}`)}
        </span>
      </div>
      {item.note && <div className="clamp">{item.note}</div>}
      {item.agentName && <div className="small muted">{item.agentName}</div>}
    </div>
  )
}

/** Seat, meal, drink and special needs. */
export function PreferenceFacts({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(passengersText)
  const word = useText(words)
  return (
    <div className="facts">
      <Fact label={t('seat')}>{passenger.seat ? word(`seat.${passenger.seat}`) : '–'}</Fact>
      <Fact label={t('meal')}>{passenger.meal ? word(`meal.${passenger.meal}`) : '–'}</Fact>
      <Fact label={t('drink')}>{passenger.drink || '–'}</Fact>
      <Fact label={t('needs')}>
        {passenger.specialNeeds.length === 0
          ? t('none')
          : passenger.specialNeeds.map((need) => (
              <Chip key={need} tone="amber">
                {need} {word(`need.${need}`)}
              </Chip>
            ))}
      </Fact>
    </div>
  )
}
