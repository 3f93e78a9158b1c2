/** What every passenger-service adapter must do; run on the simulator in process and over HTTP. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  BagFile,
  ETicket,
  FlightStatus,
  MemberAccount,
  Pnr,
  ServiceEvent,
} from '../../../server/contracts/passenger-service.ts'
import type { PassengerService } from '../../../server/flights/flights.ports.ts'
import type { FakeClock } from '../../kit/fake-clock.ts'

export interface SuiteSubject {
  service: PassengerService
  clock: FakeClock
  /** A booking of the demo airline whose flight has not left. */
  locator: string
  memberNumber: string
}

/** The suite; `open` is called once. */
export function passengerServiceSuite(adapter: string, open: () => Promise<SuiteSubject>): void {
  describe(`a passenger-service system ${adapter}`, () => {
    let subject: SuiteSubject
    beforeAll(async () => {
      subject = await open()
    })

    test('[CS-13] [IQ-01] tells a flight, and the flights between two airports', async () => {
      const { service } = subject
      expect(FlightStatus.parse(await service.flight('YT661', '2026-11-26'))).toMatchObject({ from: 'CAN', to: 'LHR' })
      const flights = await service.flights({ from: 'CAN', to: 'PEK', date: '2026-11-26' })
      expect(flights.map((one) => one.flight)).toEqual(['YT3101', 'YT3103'])
    })

    test('[CS-13] tells booking, ticket, account and bags', async () => {
      const { service, locator, memberNumber } = subject
      const pnr = Pnr.parse(await service.pnr(locator))
      expect(ETicket.parse(await service.eTicket(pnr.passengers[0]!.ticket)).locator).toBe(locator)
      expect(MemberAccount.parse(await service.memberAccount(memberNumber)).number).toBe(memberNumber)
      for (const file of await service.bagsOf(locator))
        expect(await service.bagFile(file.reference)).toEqual(BagFile.parse(file))
    })

    test('says undefined for what there is not', async () => {
      const { service } = subject
      expect(await service.flight('YT9', '2026-11-26')).toBeUndefined()
      expect(await service.pnr('ZZZZZ1')).toBeUndefined()
      expect(await service.eTicket('8980000000000')).toBeUndefined()
      expect(await service.memberAccount('CW0')).toBeUndefined()
      expect(await service.bagFile('XXXYT00000')).toBeUndefined()
      expect(await service.bagsOf('ZZZZZ1')).toEqual([])
    })

    test('[CS-19] writes a remark once, however often the same id comes', async () => {
      const { service, locator } = subject
      const id = crypto.randomUUID()
      const order = { kind: 'remark', text: `PSGR CALLED ${id.slice(0, 4)}` } as const
      expect(await service.write(locator, id, order)).toEqual({ done: true })
      expect(await service.write(locator, id, order)).toEqual({ done: true })
      const { remarks } = (await service.pnr(locator))!
      expect(remarks.filter((remark) => remark.text === order.text)).toHaveLength(1)
    })

    test('[CS-19] adds an SSR, puts the booking on a queue, and refuses in words what cannot be', async () => {
      const { service, locator } = subject
      await service.write(locator, crypto.randomUUID(), { kind: 'ssr', code: 'WCHR', text: 'OWN STICK' })
      await service.write(locator, crypto.randomUUID(), { kind: 'queue', queue: 'special-service' })
      const pnr = (await service.pnr(locator))!
      expect(pnr.ssrs).toContainEqual({ code: 'WCHR', text: 'OWN STICK', status: 'HN' })
      expect(pnr.queues.map((one) => one.queue)).toContain('special-service')
      const nobody = await service.write('ZZZZZ1', crypto.randomUUID(), { kind: 'remark', text: 'X' })
      expect(nobody).toMatchObject({ done: false, reason: expect.any(String) })
    })

    test('[EC-17] tells what happened after a cursor, in order and without gap or double', async () => {
      const { service, clock } = subject
      const { items, cursor } = await service.events(undefined, 10)
      expect(items).toEqual([])
      await clock.advance(6 * 3_600_000)
      const first = await service.events(cursor, 3)
      const second = await service.events(first.cursor, 3)
      const whole = await service.events(cursor, 6)
      expect([...first.items, ...second.items]).toEqual(whole.items)
      for (const event of whole.items) ServiceEvent.parse(event)
      expect(whole.items).toHaveLength(6)
    })
  })
}
