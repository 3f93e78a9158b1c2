import { expect, test } from 'vitest'
import { accountableUnit } from '../../../server/accounts/owner.rules.ts'
import type { TeamId } from '../../../server/contracts/ids.ts'
import type { Unit } from '../../../server/contracts/organisation.ts'

const unit = (id: string, kind: Unit['kind'], more: Partial<Unit> = {}) => ({
  id: id as TeamId,
  kind,
  city: { zh: '', en: '' },
  serves: [],
  disabled: false,
  ...more,
})
const tree = [
  unit('hq', 'headquarters'),
  unit('south', 'branch', {
    parentId: 'hq' as TeamId,
    city: { zh: '广州', en: 'Guangzhou' },
    serves: ['广州', '佛山'],
  }),
  unit('tianhe', 'sales-office', { parentId: 'south' as TeamId, city: { zh: '广州', en: 'Guangzhou' } }),
  unit('zhuhai', 'sales-office', { parentId: 'south' as TeamId, city: { zh: '珠海', en: 'Zhuhai' } }),
  unit('closed', 'branch', { parentId: 'hq' as TeamId, serves: ['海口'], disabled: true }),
]

test.each([
  ['A', '广州', 'south'],
  ['B', '佛山市', 'south'],
  ['level-2', 'guangzhou', 'south'],
  [undefined, '广州', 'tianhe'],
  [undefined, '佛山', 'south'],
  ['A', '珠海', 'south'],
  [undefined, '珠海', 'zhuhai'],
  ['A', '海口', 'hq'],
  [undefined, '', 'hq'],
] as const)('[BY-17] a customer of class %s in %s belongs to %s alone', (customerClass, city, expected) => {
  expect(accountableUnit({ city, customerClass }, tree)).toBe(expected)
})

test('belongs to nobody in a house without units', () => {
  expect(accountableUnit({ city: '广州', customerClass: 'A' }, [])).toBeUndefined()
})
