import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { holdsCardNumber, readField, ticketNumber } from '../../../server/contracts/case-values.ts'
import { NewCase } from '../../../server/contracts/cases.ts'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import { Refusal } from '../../../server/platform/errors.ts'
import { newId } from '../../../server/platform/id.ts'
import { carOf, problemsOf } from '../../../server/requests/request-forms.rules.ts'
import { inOrder, priorityOf } from '../../../server/requests/standby.rules.ts'
import { filled, openRequestHouse, type RequestHouse } from '../../kit/request-house.ts'

let it: RequestHouse
beforeAll(async () => {
  it = await openRequestHouse()
})
afterAll(() => it.house.close())
beforeEach(() => void it.tiers.set(it.passenger, 'gold'))

const now = Date.parse('2026-01-05T08:00Z')
const hour = 3_600_000
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? error.fields : error),
  )

describe('a ticket number', () => {
  test.each([
    ['7812401234567', '7812401234567'],
    ['781-2401234567', '7812401234567'],
    ['781 2401234567 ', '7812401234567'],
    [`7812401234567${7812401234567n % 7n}`, '7812401234567'],
    [`7812401234567${2401234567 % 7}`, '7812401234567'],
    ['78124012345679', undefined],
    ['781240123456', undefined],
    ['78124O1234567', undefined],
  ])('[FF-11] %s is read as %s', (typed, read) => {
    expect(ticketNumber(typed)).toBe(read)
  })
})

describe('the number of a payment card', () => {
  test.each([
    '4111111111111111',
    'card 4111 1111 1111 1111 exp 12/28',
    '4111-1111-1111-1111',
    '5555555555554444',
    '378282246310005',
    '3782 822463 10005',
    '6011111111111117',
    '４１１１１１１１１１１１１１１１',
    '4111.1111.1111.1111',
  ])('[GA-34] is found in %s', (text) => {
    expect(holdsCardNumber(text)).toBe(true)
  })

  test.each([
    '7812401234567',
    '13800138000',
    '4111111111111112',
    'CANYT12345',
    '广州 020-86137777 转 8008',
    '2026-01-05 08:00',
  ])('is not %s', (text) => {
    expect(holdsCardNumber(text)).toBe(false)
  })

  test.each([
    ['subject', { subject: '卡号 4111111111111111' }],
    ['details', { details: '4111 1111 1111 1111' }],
    ['fields.recipient', { fields: { recipient: '4111111111111111' } }],
    ['fields.deliveryAddress', { fields: { deliveryAddress: '4111-1111-1111-1111' } }],
  ])('[GA-34] is refused in %s', (path, more) => {
    const parsed = NewCase.safeParse({ kind: 'booking', category: 'bk-08', subject: '送票', ...more })
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})

describe('money', () => {
  test('[BK-07] is an amount in minor units with its currency, never a fraction, never nothing', () => {
    expect(readField('refundAmount', { amount: 123450, currency: 'CNY' })).toHaveProperty('value')
    for (const wrong of [
      { amount: 12.5, currency: 'CNY' },
      { amount: 0, currency: 'CNY' },
      { amount: 5, currency: 'yuan' },
      1234,
      '12',
    ])
      expect(readField('refundAmount', wrong)).toEqual({ problem: 'money' })
  })
})

describe('retro-credit of miles', () => {
  const claim = (flightDate: string, more = {}) =>
    it.open('ff-11', { ...filled(['flight', 'ticketNumber', 'bookingClass', 'memberNumber']), flightDate, ...more })

  test.each([
    ['2026-01-06', 'too-early'],
    ['2025-07-01', 'claim-window'],
  ])('[FF-11] refuses a flight of %s', async (date, problem) => {
    expect(await refusalOf(claim(date))).toEqual({ flightDate: problem })
  })

  test('[FF-11] takes the flight within the window, and names the complaint that asked for it', async () => {
    const { number } = await it.open('cp-17')
    const facts = filled(['flight', 'ticketNumber', 'bookingClass', 'memberNumber'])
    const { id } = await claim('2026-01-04', { fields: { ...facts.fields, complaintNumber: number } })
    expect((await it.cases.get(id))?.fields?.complaintNumber).toBe(number)
    const nobodys = await claim('2026-01-04', { fields: { complaintNumber: 'C-999999' } }).catch((error) => error)
    expect((nobodys as Refusal).fields).toEqual({ complaintNumber: 'no-such-complaint' })
  })
})

describe('a guaranteed seat', () => {
  const ask = (flightDate: string) => it.open('bk-11', { flightDate })

  test.each([
    ['platinum', true],
    ['gold', true],
    ['silver', true],
    ['basic', false],
    ['none', false],
  ] as const)('[BK-11] of a %s member: %s', async (tier, granted) => {
    it.tiers.set(it.passenger, tier)
    expect(await refusalOf(ask('2026-01-20'))).toEqual(granted ? undefined : { memberNumber: 'tier-too-low' })
  })

  test('[BK-11] is asked for three days before departure at the latest', async () => {
    expect(await refusalOf(ask('2026-01-07'))).toEqual({ flightDate: 'lead-time' })
    expect(await refusalOf(ask('2026-01-09'))).toBeUndefined()
  })
})

describe('ticket delivery', () => {
  const step = (
    id: Awaited<ReturnType<typeof it.open>>['id'],
    name: 'set-out' | 'hand-over' | 'give-up' | 'order-again',
  ) => it.requests.moveCourier(id, { step: name, text: '', byId: it.agent.id })

  test('[BK-08] goes ordered, on the way, failed, ordered again, delivered, and closes only then', async () => {
    const { id } = await it.open('bk-08')
    await expect(it.close(id)).rejects.toThrow('form-not-valid')
    await step(id, 'set-out')
    await expect(step(id, 'set-out')).rejects.toThrow('changed-meanwhile')
    await step(id, 'give-up')
    await step(id, 'order-again')
    await step(id, 'set-out')
    await step(id, 'hand-over')
    const closed = await it.close(id)
    expect(closed.events.filter((event) => event.event === 'courier').map((event) => event.text)).toEqual([
      'ordered',
      'on-the-way',
      'failed',
      'ordered',
      'on-the-way',
      'delivered',
    ])
  })

  test('[BK-08] needs a time window that has not passed and does not run backwards', async () => {
    const from = now + 4 * hour
    expect(problemsOf({ leaf: 'bk-08', fields: { deliveryFrom: from, deliveryTo: from - hour }, now })).toEqual({
      deliveryTo: 'window-reversed',
    })
    expect(problemsOf({ leaf: 'bk-08', fields: { deliveryTo: now }, now })).toEqual({ deliveryTo: 'in-the-past' })
  })

  test('[BY-29] a service that is still to happen is asked about afterwards', async () => {
    const { id } = await it.open('bk-10')
    await it.close(id)
    const { items } = await it.tasks.list({ state: 'open', units: [it.team], limit: 200 })
    expect(items.filter((task) => task.caseId === id)).toMatchObject([{ kind: 'follow-up' }])
  })
})

describe('services for important passengers', () => {
  test('[AC-28][AC-34] five services and the security lane can be asked for at once', async () => {
    const vipServices = ['lounge', 'baggage-drop', 'check-in', 'escort', 'fast-track', 'security-lane']
    const { id } = await it.open('bk-09', { fields: { vipServices } })
    expect((await it.cases.get(id))?.fields?.vipServices).toEqual(vipServices)
  })

  test('[AC-33] the car comes for first and business class, with address and time', () => {
    const ask = (cabin: string, more = {}) =>
      problemsOf({ leaf: 'bk-09', fields: { vipServices: ['chauffeur'], cabin, ...more }, now })
    const place = { pickUpAddress: '天河', pickUpAt: now }
    expect(ask('economy', place)).toEqual({ cabin: 'cabin-needed' })
    expect(ask('first')).toEqual({ pickUpAddress: 'pick-up-needed' })
    expect(ask('business', place)).toEqual({})
    expect([carOf('first'), carOf('business'), carOf('economy')]).toEqual(['Audi', 'Passat', undefined])
  })

  test('[BK-10] some codes say nothing without words', () => {
    expect(problemsOf({ leaf: 'bk-10', fields: { ssrCodes: ['MEDA'] }, now })).toEqual({ ssrText: 'text-needed' })
    expect(problemsOf({ leaf: 'bk-10', fields: { ssrCodes: ['WCHR'] }, now })).toEqual({})
  })
})

describe('hotels and check-in', () => {
  test('[FF-01][GA-18] a hotel has its name and dates in order', () => {
    const ask = (fields: object) => problemsOf({ leaf: 'ff-01', fields: { bookingWhat: 'hotel', ...fields }, now })
    expect(ask({})).toEqual({ hotelName: 'hotel-needed' })
    const hotel = { hotelName: '白云宾馆', checkIn: '2026-02-03' }
    expect(ask({ ...hotel, checkOut: '2026-02-03' })).toEqual({ checkOut: 'bad-dates' })
    expect(ask({ ...hotel, checkOut: '2026-02-04', payWithMiles: 20_000 })).toEqual({})
    expect(problemsOf({ leaf: 'ff-01', fields: { bookingWhat: 'flight' }, now })).toEqual({ flight: 'flight-needed' })
  })

  test.each([
    [25, { departureAt: 'check-in-closed' }],
    [23, {}],
    [2, {}],
    [0.5, { departureAt: 'check-in-closed' }],
  ])('[FF-14] check-in by telephone %d h before departure: %j', (hours, problems) => {
    expect(problemsOf({ leaf: 'ff-14', fields: { departureAt: now + hours * hour }, now })).toEqual(problems)
  })
})

describe('the standby list', () => {
  test('[AC-26][FF-15] gives seats by guarantee, and among equals to who waits longest', async () => {
    const tiers = ['basic', 'platinum', 'silver', 'gold', 'gold'] as const
    for (const tier of tiers) {
      const passengerId = newId<PassengerId>()
      it.tiers.set(passengerId, tier)
      await it.open('ff-15', { passengerId, flight: 'YT777', flightDate: '2026-03-01' })
      await it.house.clock.advance(1000)
    }
    const list = await it.requests.standby('YT777', '2026-03-01', [it.team])
    expect(list.map((one) => one.priority)).toEqual(['platinum', 'gold', 'gold', 'silver', 'basic'])
    expect(list[1]!.case.openedAt).toBeLessThan(list[2]!.case.openedAt)
    expect(await it.requests.standby('YT777', '2026-03-02')).toEqual([])
    expect(await it.requests.standby('YT777', '2026-03-01', [])).toEqual([])
  })

  test('[AC-26] an agreement customer comes before a basic member and behind a silver one', () => {
    const waiting = [
      { tier: 'basic', agreement: false, since: 1 },
      { tier: 'none', agreement: true, since: 3 },
      { tier: 'silver', agreement: false, since: 2 },
    ] as const
    expect(inOrder(waiting).map(priorityOf)).toEqual(['silver', 'agreement', 'basic'])
  })
})

describe('operations on a complaint', () => {
  test('[FF-09] entering a member complaint opens the complaint itself, in the same commit', async () => {
    const { id } = await it.open('ff-09', {
      fields: { memberNumber: 'YT60012345' },
      subject: '客服态度',
      details: '等待过久',
    })
    const number = (await it.cases.get(id))?.fields?.complaintNumber as string
    const complaint = await it.cases.byNumber(number)
    expect(complaint).toMatchObject({
      kind: 'complaint',
      leaf: 'frequent-flyer',
      fields: { memberNumber: 'YT60012345' },
    })
    expect(await it.cases.wording(complaint!.id)).toMatchObject({ subject: '客服态度', details: '等待过久' })
  })

  test('[FF-10] a reply stands in the complaint with its channel and its words', async () => {
    const { id, number } = await it.open('cp-19')
    await it.open('ff-10', { fields: { complaintNumber: number, replyChannel: 'sms', replyText: '已退款' } })
    expect((await it.cases.get(id))?.events.at(-1)).toMatchObject({ event: 'replied', text: 'sms: 已退款' })
  })

  test("[FF-10] another passenger's complaint cannot be answered", async () => {
    const other = newId<PassengerId>()
    it.tiers.set(other, 'gold')
    const { number } = await it.open('cp-19', { passengerId: other })
    const fields = { complaintNumber: number, replyChannel: 'sms', replyText: 'x' }
    expect(await refusalOf(it.open('ff-10', { fields }))).toEqual({ complaintNumber: 'no-such-complaint' })
  })
})
