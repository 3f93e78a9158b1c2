import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { majorText, minorUnits } from '../../../agent-console/requests/money.rules.ts'
import { RequestEditor, type RequestValue } from '../../../agent-console/requests/request-editor.tsx'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const proposed = [
  { kind: 'complaint', leaf: 'cp-07', weight: 70, because: [{ zh: 'CAN 是本场基地', en: 'CAN: home base' }] },
]

function Typed({ begin, heard }: { begin: RequestValue; heard: RequestValue[] }) {
  const [value, setValue] = useState<RequestValue>(begin)
  return (
    <RequestEditor
      value={value}
      errorOf={() => undefined}
      onChange={(change) => {
        heard.push(change)
        setValue((before) => ({ ...before, ...change }))
      }}
    />
  )
}

describe('the editor of a request', () => {
  beforeEach(() => changeLanguage('zh'))

  it('[CP-07] shows the proposed leaf with its reason, and one key takes it', async () => {
    createConsoleServer({ 'POST /leaf-proposals': () => answer(proposed) })
    const heard: RequestValue[] = []
    const { container } = show(<Typed begin={{ kind: 'complaint', station: 'CAN' }} heard={heard} />)
    expect(await screen.findByText('理由：CAN 是本场基地')).toBeTruthy()
    await userEvent.keyboard('{F7}')
    expect(heard).toContainEqual({ category: 'cp-07', kind: 'complaint' })
    expect(await brokenRules(container)).toEqual([])
  })

  it('[CT-07] asks for the fields of the leaf and for no others', async () => {
    createConsoleServer({})
    show(<Typed begin={{ kind: 'booking', category: 'bk-07' }} heard={[]} />)
    for (const label of ['票号', '退票性质', '原支付方式', '退款金额'])
      expect(screen.getByLabelText(label)).toBeTruthy()
    expect(screen.queryByLabelText('会员卡号')).toBeNull()
  })

  it('[BK-07] keeps an amount in the smallest unit', async () => {
    createConsoleServer({})
    const heard: RequestValue[] = []
    show(<Typed begin={{ kind: 'booking', category: 'bk-07' }} heard={heard} />)
    await userEvent.type(screen.getByLabelText('退款金额'), '1234.5')
    expect(heard.at(-1)?.fields?.refundAmount).toEqual({ amount: 123_450, currency: 'CNY' })
  })
})

describe('an amount as it is typed', () => {
  it.each([
    ['1,234.50', 'CNY', 123_450],
    ['0.1', 'CNY', 10],
    ['19.99', 'USD', 1999],
    ['1000', 'JPY', 1000],
    ['10.5', 'JPY', undefined],
    ['1.234', 'CNY', undefined],
    ['-5', 'CNY', undefined],
    ['abc', 'CNY', undefined],
  ])('%s of %s is %s', (typed, currency, amount) => {
    expect(minorUnits(typed, currency)).toBe(amount)
    if (amount !== undefined) expect(minorUnits(majorText(amount, currency), currency)).toBe(amount)
  })
})
