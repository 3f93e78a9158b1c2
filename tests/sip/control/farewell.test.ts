import { describe, expect, it } from 'vitest'
import { createFarewells } from '../../../sip/control/farewell.ts'
import type { SipDialog } from '../../../sip/control/srf-types.ts'
import { keepingLog } from '../../kit/silent-log.ts'

/** A dialog whose BYE is answered when the test says so. */
function dialogs() {
  const answers: Array<(error: unknown) => void> = []
  const reasons: Array<string | undefined> = []
  const dialog = {
    sip: { callId: 'c1', localTag: 'l', remoteTag: 'r' },
    destroy: (options: { headers?: Record<string, string> }, done: (error: unknown) => void) => {
      reasons.push(options.headers?.Reason)
      answers.push(done)
    },
  } as unknown as SipDialog
  return { dialog, answers, reasons }
}

describe('BYEs under way', () => {
  it('carry the reason and are settled when the last is answered', async () => {
    const farewells = createFarewells(keepingLog())
    const { dialog, answers, reasons } = dialogs()
    farewells.bye(dialog, 'server-restart')
    farewells.bye(dialog, 'hung-up-by-us')
    expect(reasons).toEqual(['SIP;cause=503;text="server-restart"', 'SIP;cause=200;text="hung-up-by-us"'])
    const settled = farewells.settled(60_000)
    for (const answer of answers) answer(null)
    await settled
  })

  it.each(['ENODIALOG', 'ESOCKETDESTROYED'])('of a dialog that is gone (%s) are no trouble', async (code) => {
    const log = keepingLog()
    const farewells = createFarewells(log)
    const { dialog, answers } = dialogs()
    farewells.bye(dialog, 'hung-up-by-us')
    answers[0]!(Object.assign(new Error('gone'), { code }))
    await farewells.settled(60_000)
    expect(log.sentences).toEqual([])
  })

  it('that cannot be sent are reported, whether srf says so or throws', async () => {
    const log = keepingLog()
    const farewells = createFarewells(log)
    const { dialog, answers } = dialogs()
    farewells.bye(dialog, 'hung-up-by-us')
    answers[0]!(new Error('boom'))
    const broken = {
      ...dialog,
      destroy: () => {
        throw new Error('boom')
      },
    }
    farewells.bye(broken, 'hung-up-by-us')
    await farewells.settled(60_000)
    expect(log.sentences).toEqual(['A BYE could not be sent.', 'A BYE could not be sent.'])
  })

  it('are forgotten with the link that carried them', async () => {
    const farewells = createFarewells(keepingLog())
    farewells.bye(dialogs().dialog, 'hung-up-by-us')
    const settled = farewells.settled(60_000)
    farewells.forget()
    await settled
  })
})
