import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { CaseCompensationPanel } from '../../../agent-console/compensation/case-compensation.tsx'
import { CompensationPage } from '../../../agent-console/compensation/compensation-page.tsx'
import { minorOf, moneyText } from '../../../agent-console/compensation/money.ts'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { Compensation, currencyDigits } from '../../../server/contracts/compensation.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid, wholeCase } from '../../kit/console-records.ts'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const offer = (change: object = {}) =>
  Compensation.parse({
    id: uuid(1),
    caseId: uuid(300),
    caseNumber: 'C-000120',
    state: 'proposed',
    payment: 'voucher',
    currency: 'CNY',
    amountMinor: 123_450,
    reason: '行李遗失',
    proposedById: uuid(11),
    proposedByName: '周强',
    proposedAt: 1_760_000_000_000,
    version: 1,
    events: [{ seq: 1, at: 1_760_000_000_000, event: 'proposed', byName: '周强' }],
    may: ['approve', 'refuse', 'withdraw'],
    ...change,
  })

describe('amounts', () => {
  it('[BY-30] are read and written exactly in minor units', () => {
    expect(moneyText(123_450, 'CNY', '里程')).toBe('1,234.50 CNY')
    expect(moneyText(5, 'CNY', 'miles')).toBe('0.05 CNY')
    expect(moneyText(8000, 'MILES', '里程')).toBe('8,000 里程')
    expect(moneyText(1500, 'JPY', 'miles')).toBe('1,500 JPY')
    expect(minorOf('12.5', 'CNY')).toBe(1250)
    for (const wrong of ['', '0', '-1', '1.234', '1e3', 'abc']) expect(minorOf(wrong, 'CNY'), wrong).toBeUndefined()
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000 }),
        fc.constantFrom(...(Object.keys(currencyDigits) as Array<keyof typeof currencyDigits>)),
        (minor, currency) => minorOf(moneyText(minor, currency, 'miles').split(' ')[0]!, currency) === minor,
      ),
    )
  })
})

describe('the page of compensation', () => {
  beforeEach(() => changeLanguage('zh'))

  it('[GA-22] lists what waits for approval and approves it', async () => {
    let waiting = [offer()]
    const server = createConsoleServer({
      'GET /compensations': () => answer({ items: waiting }),
      [`POST /compensations/${uuid(1)}/moves`]() {
        waiting = []
        return answer(offer({ state: 'approved', may: ['offer'] }))
      },
    })
    const { container } = show(<CompensationPage />)
    expect(await screen.findByText('1,234.50 CNY')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '批准' }))
    expect(await screen.findByText('没有待审批的补偿。')).toBeTruthy()
    expect(server.asks(`POST /compensations/${uuid(1)}/moves`)[0]?.body).toEqual({ version: 1, move: 'approve' })
  })

  it('[GA-22] says why the proposer cannot approve', async () => {
    createConsoleServer({
      'GET /compensations': () => answer({ items: [offer({ may: ['withdraw'], whyNotApprove: 'own-offer' })] }),
    })
    show(<CompensationPage />)
    expect(await screen.findByText('需由他人审批')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '批准' })).toBeNull()
  })
})

describe('the compensation of a case', () => {
  beforeEach(() => changeLanguage('zh'))

  it('[BY-30] is proposed with an exact amount and a reason', async () => {
    const server = createConsoleServer({
      [`GET /cases/${uuid(300)}/compensations`]: () => answer([]),
      [`POST /cases/${uuid(300)}/compensations`]: () => answer(offer()),
    })
    show(<CaseCompensationPanel item={wholeCase()} />)
    await userEvent.click(await screen.findByRole('button', { name: '提出补偿' }))
    const amount = await screen.findByRole('textbox', { name: /金额/ })
    await userEvent.type(amount, '12.345')
    await userEvent.type(screen.getByRole('textbox', { name: /理由/ }), '行李遗失')
    await userEvent.click(screen.getByRole('button', { name: '提出补偿' }))
    expect(await screen.findByText('必填')).toBeTruthy()
    await userEvent.clear(amount)
    await userEvent.type(amount, '12.34')
    await userEvent.click(screen.getByRole('button', { name: '提出补偿' }))
    await waitFor(() =>
      expect(server.asks(`POST /cases/${uuid(300)}/compensations`)[0]?.body).toMatchObject({
        amountMinor: 1234,
        currency: 'CNY',
      }),
    )
  })
})
