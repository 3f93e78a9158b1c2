import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import { BookingView } from '../../../agent-console/flights/booking-view.tsx'
import { FlightPanel } from '../../../agent-console/flights/flight-panel.tsx'
import { SourceBanner } from '../../../agent-console/flights/source-banner.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const passengerId = '0198f000-0000-7000-8000-000000000001'
const departsAt = Date.UTC(2099, 0, 5, 8)
const trip = {
  id: '0198f000-0000-7000-8000-000000000002',
  pnr: 'ABCDE2',
  flight: 'YT661',
  from: 'CAN',
  to: 'LHR',
  departsAt,
  arrivesAt: departsAt + 46_800_000,
  fromZone: 'Asia/Shanghai',
  toZone: 'Europe/London',
  cabin: 'economy',
  seat: '31A',
  status: 'booked',
}
const status = {
  flight: 'YT661',
  date: '2099-01-05',
  carrier: 'YT',
  from: 'CAN',
  to: 'LHR',
  scheduledDepartsAt: departsAt,
  scheduledArrivesAt: trip.arrivesAt,
  estimatedDepartsAt: departsAt + 7_200_000,
  estimatedArrivesAt: trip.arrivesAt + 7_200_000,
  state: 'scheduled',
  cause: 'weather',
  gate: 'A101',
  aircraft: 'B789',
  capacity: 276,
  booked: 280,
}

beforeEach(() => changeLanguage('en'))

describe('the flights of a passenger', () => {
  test('[IQ-05] [IQ-01] show delay, cause, oversale and seat of the next trip', async () => {
    const fresh = { freshness: 'fresh', asOf: departsAt, value: status }
    const next = [{ trip, date: '2099-01-05', status: fresh, bags: { freshness: 'fresh', value: [] } }]
    createConsoleServer({ [`GET /passengers/${passengerId}/live-trips`]: () => answer({ next, last: [] }) })
    const { container } = show(<FlightPanel passengerId={passengerId} />)
    expect(await screen.findByText('120 min late')).toBeTruthy()
    for (const text of ['Weather', 'Oversold by 4', '31A', 'No bag reported missing or damaged'])
      expect(screen.getByText(text)).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
  })

  test('say so while the airline has not answered, and ask again until it has', async () => {
    let asked = 0
    const late = { freshness: 'late' }
    createConsoleServer({
      [`GET /passengers/${passengerId}/live-trips`]: () => {
        asked += 1
        const told = asked === 1 ? late : { freshness: 'fresh', asOf: departsAt, value: status }
        const bags = { freshness: 'fresh', value: [] }
        return answer({ next: [{ trip, date: '2099-01-05', status: told, bags }], last: [] })
      },
    })
    show(<FlightPanel passengerId={passengerId} />)
    expect(await screen.findByText(/has not answered yet/)).toBeTruthy()
    expect(screen.getByText(/YT661/)).toBeTruthy()
    expect(await screen.findByText('120 min late', {}, { timeout: 5_000 })).toBeTruthy()
    expect(screen.queryByText(/has not answered yet/)).toBeNull()
  })
})

test('[CS-19] [GA-30] a remark is written into the booking and its result stands below', async () => {
  const kept: object[] = []
  const pnr = {
    locator: 'ABCDE2',
    bookedAt: 0,
    office: 'WEB001',
    passengers: [],
    segments: [],
    ssrs: [],
    remarks: [],
    queues: [],
  }
  createConsoleServer({
    'GET /pnrs/ABCDE2': () => answer({ freshness: 'fresh', asOf: 0, value: pnr }),
    'GET /pnrs/ABCDE2/orders': () => answer(kept),
    'POST /pnrs/ABCDE2/orders': (body) => {
      const { id, order } = body as { id: string; order: object }
      const one = { id, locator: 'ABCDE2', order, createdAt: 0, byId: passengerId, tries: 1 }
      kept.push({ ...one, state: 'refused', reason: 'The flight has left.' })
      return answer({ ...one, state: 'waiting' })
    },
  })
  show(<BookingView locator="ABCDE2" passengerId={passengerId} />)
  const user = userEvent.setup()
  await user.click(screen.getByText('Show booking and ticket'))
  await user.type(await screen.findByLabelText('Text'), 'CALLED')
  await user.click(screen.getByText('Write'))
  expect(await screen.findByText('RMK CALLED')).toBeTruthy()
  expect(screen.getByText('Refused')).toBeTruthy()
  expect(screen.getByText('The flight has left.')).toBeTruthy()
})

test('[CS-13] the banner says that the airline is away and how many orders wait, and is gone when it is back', async () => {
  let state = 'down'
  createConsoleServer({
    'GET /passenger-service': () => answer({ adapter: 'http', state, since: 0, lastAnswerAt: 0, waitingOrders: 2 }),
  })
  const { unmount } = show(<SourceBanner />)
  expect((await screen.findByRole('alert')).textContent).toMatch(/cannot be reached.*2 orders wait/)
  unmount()
  state = 'up'
  show(<SourceBanner />)
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})
