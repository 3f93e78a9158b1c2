import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TeamId } from '../../../server/contracts/ids.ts'
import type { Unit } from '../../../server/contracts/organisation.ts'
import { demoBranches } from '../../../server/demo/demo-offices.ts'
import { territories } from '../../../server/organisation/territory.rules.ts'

const blank = { calendarId: 'hq', address: { zh: '', en: '' }, city: { zh: '', en: '' }, phone: '', serves: [] }
const rest = { ...blank, service: 'none', disabled: false, version: 1 } as const

/** The branches and offices of the demo airline; the id of a unit is its code. */
const units: Unit[] = demoBranches().flatMap(({ branch, offices }) => [
  { ...rest, ...branch, id: branch.code as TeamId },
  ...offices.map((office) => ({ ...rest, ...office, id: office.code as TeamId, parentId: branch.code as TeamId })),
])
const territoryOf = territories(units)

describe('the office of a contact address', () => {
  test('[AC-13] there are 6 branches and 142 sales offices', () => {
    expect(units.filter((unit) => unit.kind === 'branch')).toHaveLength(6)
    expect(units.filter((unit) => unit.kind === 'sales-office')).toHaveLength(142)
    expect(new Set(units.map((unit) => unit.code)).size).toBe(148)
  })

  test.each([
    ['北京市朝阳区建国路88号', 'sales-beijing-chaoyang', 'north-china'],
    ['吉林省长春市朝阳区西安大路1号', 'sales-changchun-chaoyang', 'north-east'],
    ['上海市黄浦区北京东路99号', 'sales-shanghai-huangpu', 'east-china'],
    ['上海市青浦区公园路8号', 'sales-shanghai-huangpu', 'east-china'],
    ['浙江省杭州市西湖区中山北路1号', 'sales-hangzhou-xihu', 'east-china'],
    ['石家庄市中山路20号', 'sales-shijiazhuang', 'north-china'],
    ['12 Zhongshan Road, Chaoyang, Beijing', 'sales-beijing-chaoyang', 'north-china'],
    ['5 Nathan Road, Hong Kong', 'sales-hong-kong', 'south-china'],
    ["3 Yanta Road, Beilin, Xi'an", 'sales-xian-beilin', 'west-china'],
    ['江苏省靖江市北京路1号', undefined, 'east-china'],
    ['四川省阿坝州九寨沟县', undefined, 'west-china'],
    ['Baker Street 221b, London', undefined, undefined],
    ['', undefined, undefined],
  ])('[AC-13] %s belongs to %s of %s', (address, officeId, branchId) => {
    expect(territoryOf({ address })).toEqual({ ...(officeId && { officeId }), ...(branchId && { branchId }) })
  })

  test('[AC-13] the city field says more than a street that is named after another city', () => {
    expect(territoryOf({ city: '广州', address: '天河区北京路1号' })).toEqual({
      officeId: 'sales-guangzhou-tianhe',
      branchId: 'south-china',
    })
    expect(territoryOf({ city: 'Shanghai', address: '88 Beijing Road, Pudong' }).officeId).toBe('sales-shanghai-pudong')
  })

  test('[AC-13] every address goes to one place, so the counts add up', () => {
    const words = fc.constantFrom('北京', '上海', '朝阳', '吉林', '广东省', '路', '1号', '中山', 'Beijing', 'Road', ' ')
    fc.assert(
      fc.property(fc.array(fc.array(words, { maxLength: 5 }), { maxLength: 40 }), (addresses) => {
        const found = addresses.map((parts) => territoryOf({ address: parts.join('') }))
        const offices = found.filter((one) => one.officeId).length
        const branchOnly = found.filter((one) => !one.officeId && one.branchId).length
        const nowhere = found.filter((one) => !one.officeId && !one.branchId).length
        expect(offices + branchOnly + nowhere).toBe(addresses.length)
        for (const { officeId, branchId } of found)
          if (officeId) expect(units.find((unit) => unit.id === officeId)?.parentId).toBe(branchId)
      }),
      { numRuns: 60 },
    )
  })

  test('a disabled office takes nobody', () => {
    const closed = units.map((unit) => (unit.code === 'sales-shijiazhuang' ? { ...unit, disabled: true } : unit))
    expect(territories(closed)({ address: '河北省石家庄市' })).toEqual({ branchId: 'north-china' })
  })
})
