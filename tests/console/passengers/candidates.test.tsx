import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { Candidates } from '../../../agent-console/passengers/candidates.tsx'
import type { Candidate } from '../../../server/contracts/passengers.ts'
import { show } from '../../kit/console-page.tsx'
import { passenger, uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const number = encodeURIComponent('+8613800138000')
const person = (n: number, reasons: Candidate['reasons']) =>
  ({ passenger: { ...passenger, id: uuid(n), name: `旅客${n}` }, reasons }) as unknown as Candidate
const showThem = (...candidates: Candidate[]) =>
  show(<Candidates candidates={candidates} number="13800138000" onChoose={async () => undefined} />)

describe('a caller who may be several people', () => {
  beforeEach(() => changeLanguage('zh'))

  it('is put on a record by one click and taken off by another', async () => {
    const route = `/passengers/${uuid(1)}/numbers/${number}`
    const server = createConsoleServer({ [`PUT ${route}`]: () => answer([]), [`DELETE ${route}`]: () => answer([]) })
    showThem(person(1, ['called-before']))
    await userEvent.click(screen.getByRole('button', { name: '登记此号码 旅客1' }))
    expect(server.asks(`PUT ${route}`)[0]?.body).toEqual({ kind: 'mobile', shared: false })
    await userEvent.click(await screen.findByRole('button', { name: '移除此号码 旅客1' }))
    expect(server.asks(`DELETE ${route}`)).toHaveLength(1)
  })

  it('marks the number as shared, and says so when the server refuses to clear it', async () => {
    const server = createConsoleServer({ [`PUT /numbers/${number}/shared`]: () => refuse(409, 'number-of-several') })
    showThem(person(1, ['shared-number']), person(2, ['shared-number']))
    const box = screen.getByRole('checkbox')
    expect(box).toHaveProperty('checked', true)
    await userEvent.click(box)
    expect(server.asks(`PUT /numbers/${number}/shared`)[0]?.body).toEqual({ shared: false })
    expect(await screen.findByText(/不能取消共用标记/)).toBeTruthy()
    expect(box).toHaveProperty('checked', true)
  })

  it('asks nothing of the server by itself', () => {
    const server = createConsoleServer({})
    showThem(person(1, ['called-before']), person(2, ['shared-number']))
    expect(server.asked).toEqual([])
  })
})
