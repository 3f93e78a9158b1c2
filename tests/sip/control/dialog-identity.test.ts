import { describe, expect, it } from 'vitest'
import { dialogIdentity } from '../../../sip/control/dialog-identity.ts'
import type { SipDialog } from '../../../sip/control/srf-types.ts'
import { fakeRequest } from '../../kit/fake-srf.ts'

const headers = {
  From: '"A" <sip:a@one>;tag=ta',
  To: '<sip:b@two>;tag=tb',
  CSeq: '41 INVITE',
  'Record-Route': '<sip:p1;lr>,<sip:p2;lr>',
}

function dialogOf(type: 'uac' | 'uas'): SipDialog {
  const message = fakeRequest('INVITE', { headers, source: '192.0.2.7:5062' })
  const sip = { callId: 'c1', localTag: 'ours', remoteTag: 'theirs' }
  return { type, sip, req: message, res: message, remote: { uri: 'sip:b@192.0.2.7:5062' } } as unknown as SipDialog
}

describe('a dialog as plain data', () => {
  it('that they opened: their From is remote, the route as recorded, and we have counted nothing', () => {
    expect(dialogIdentity(dialogOf('uas'))).toEqual({
      callId: 'c1',
      localTag: 'ours',
      remoteTag: 'theirs',
      localUri: 'sip:b@two',
      remoteUri: 'sip:a@one',
      remoteTarget: 'sip:b@192.0.2.7:5062',
      routeSet: ['<sip:p1;lr>', '<sip:p2;lr>'],
      localCseq: 0,
      flow: 'udp/192.0.2.7:5062',
    })
  })

  it('that we opened: our From is local, the route reversed, and our count is the INVITE’s', () => {
    expect(dialogIdentity(dialogOf('uac'))).toMatchObject({
      localUri: 'sip:a@one',
      remoteUri: 'sip:b@two',
      routeSet: ['<sip:p2;lr>', '<sip:p1;lr>'],
      localCseq: 41,
    })
  })
})
