import { describe, expect, it } from 'vitest'
import { causeOfBye, causeOfLocalStatus, causeOfStatus, statusOfCause } from '../../../sip/control/disconnect-cause.ts'

describe('causes of a final status', () => {
  it.each([
    [302, 'rejected'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [407, 'forbidden'],
    [408, 'no-answer'],
    [480, 'unavailable'],
    [486, 'busy'],
    [487, 'cancelled'],
    [488, 'media-failed'],
    [499, 'rejected'],
    [500, 'unavailable'],
    [503, 'congestion'],
    [600, 'busy'],
    [603, 'rejected'],
    [699, 'rejected'],
  ] as const)('reads %i as %s', (status, cause) => {
    expect(causeOfStatus(status)).toBe(cause)
  })

  it('tells a peer that was not reached from one that refused', () => {
    expect([408, 410, 503].map(causeOfLocalStatus)).toEqual(['unavailable', 'transport-lost', 'unavailable'])
    expect(causeOfLocalStatus(486)).toBe('busy')
  })
})

describe('statuses of a cause', () => {
  it.each([
    ['busy', 486],
    ['draining', 503],
    ['internal-error', 500],
    ['no-answer', 480],
    ['cancelled', 480],
  ] as const)('refuses a call for %s with %i', (cause, status) => {
    expect(statusOfCause(cause)).toBe(status)
  })
})

describe('causes of a BYE', () => {
  it.each([
    ['normal release', 'hung-up-by-peer'],
    [undefined, 'hung-up-by-peer'],
    ['ACK timeout', 'ack-timeout'],
    ['Session timer expired', 'transport-lost'],
    ['Connection lost', 'transport-lost'],
    ['CANCEL after 200 OK', 'cancelled'],
  ] as const)('reads %s as %s', (reason, cause) => {
    expect(causeOfBye(reason)).toBe(cause)
  })
})
