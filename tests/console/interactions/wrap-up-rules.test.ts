import { describe, expect, it } from 'vitest'
import { checkWrapUp } from '../../../agent-console/interactions/wrap-up.rules.ts'
import type { Draft } from '../../../server/contracts/interactions.ts'
import { uuid } from '../../kit/console-records.ts'

const whole: Draft = {
  disposition: 'case-opened',
  note: '',
  case: { kind: 'complaint', category: 'cp-04', subject: '行李破损', details: '', flight: 'CA1831' },
}
const check = (draft: Draft) => checkWrapUp(draft, uuid(1))
const wrongOf = (draft: Draft) => {
  const checked = check(draft)
  return checked.ok ? {} : checked.fields
}

describe('a wrap-up form', () => {
  it('is sent with its key when it is whole', () => {
    expect(check(whole)).toMatchObject({ ok: true, body: { key: uuid(1), case: { category: 'cp-04' } } })
  })

  it('needs a disposition and, unless that says otherwise, a case', () => {
    expect(wrongOf({ note: '' })).toEqual({
      disposition: 'required',
      'case.kind': 'required',
      'case.category': 'required',
      'case.subject': 'required',
    })
  })

  it.each(['wrong-number', 'silent-call', 'nuisance'] as const)('files %s without a case', (disposition) => {
    const checked = check({ ...whole, disposition })
    expect(checked.ok && 'case' in checked.body).toBe(false)
    expect(checked.ok).toBe(true)
  })

  it('names a category that is not in the catalogue of its kind', () => {
    expect(wrongOf({ ...whole, case: { ...whole.case!, category: 'bk-01' } })).toEqual({ 'case.category': 'badText' })
  })

  it('names a subject that is too long and one of spaces only', () => {
    expect(wrongOf({ ...whole, case: { ...whole.case!, subject: '长'.repeat(121) } })).toEqual({
      'case.subject': 'tooLong',
    })
    expect(wrongOf({ ...whole, case: { ...whole.case!, subject: '   ' } })).toEqual({ 'case.subject': 'required' })
  })

  it('[BY-29] names the open case that was chosen instead of a new one', () => {
    const checked = check({ ...whole, case: { ...whole.case!, existing: uuid(300) as never } })
    expect(checked.ok && [checked.body.caseId, checked.body.case]).toEqual([uuid(300), undefined])
  })

  it('[BY-22] needs no further case once one was filed during the contact', () => {
    const empty = { kind: 'complaint' as const, subject: '', details: '', flight: '' }
    const checked = check({ ...whole, case: empty, filed: ['C-000001'] })
    expect(checked.ok && 'case' in checked.body).toBe(false)
    expect(wrongOf({ ...whole, case: { ...empty, subject: '又一件' }, filed: ['C-000001'] })).toEqual({
      'case.category': 'required',
    })
  })

  it('[GA-34] refuses the number of a payment card', () => {
    expect(wrongOf({ ...whole, case: { ...whole.case!, details: '4111 1111 1111 1111' } })).toEqual({
      'case.details': 'cardNumber',
    })
  })
})
