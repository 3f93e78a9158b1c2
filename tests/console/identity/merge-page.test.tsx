import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { beforeEach, describe, expect, it } from 'vitest'
import { MergePage } from '../../../agent-console/identity/merge-page.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { passenger, uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const [a, b] = [uuid(1), uuid(2)]
const field = (name: string, survivor: string, loser: string, choosable = true) => {
  return { field: name, survivor, loser, rule: 'survivor', result: survivor, wins: 'survivor', choosable }
}
const preview = {
  survivor: { ...passenger, id: a },
  loser: { ...passenger, id: b },
  survivorVersion: 3,
  loserVersion: 5,
  fields: [
    field('tier', 'gold', 'basic'),
    field('name', '王小明', '王晓明'),
    field('special_needs', '["WCHR"]', '[]', false),
  ],
  rows: { cases: 2, trips: 0 },
}

describe('two records side by side', () => {
  beforeEach(() => changeLanguage('zh'))

  it('[EC-08] are merged with the sides that the person chose, in words and not in codes', async () => {
    const server = createConsoleServer({
      [`GET /passengers/${a}/merge-preview/${b}`]: () => answer(preview),
      [`POST /passengers/${a}/merges`]: () => answer([]),
    })
    const { container } = show(
      <Routes>
        <Route path="/passengers/:id/merge/:otherId" element={<MergePage />} />
        <Route path="*" element={<p>elsewhere</p>} />
      </Routes>,
      `/passengers/${a}/merge/${b}`,
    )
    expect(await screen.findByText('将一并转入: 工单 2')).toBeTruthy()
    expect(screen.queryByText('gold')).toBeNull()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.click(screen.getByRole('radio', { name: '王晓明' }))
    await userEvent.click(screen.getByRole('button', { name: /合\s?并/ }))
    expect(await screen.findByText('elsewhere')).toBeTruthy()
    expect(server.asks(`POST /passengers/${a}/merges`)[0]?.body).toEqual({
      loserId: b,
      survivorVersion: 3,
      loserVersion: 5,
      chosen: { name: 'loser' },
    })
  })
})
