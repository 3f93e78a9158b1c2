import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrganisation, type Organisation } from '../../../server/organisation/organisation.service.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'

let house: TestHouse
let organisation: Organisation
const nobody = async () => undefined

beforeAll(async () => {
  house = await openTestHouse()
  organisation = createOrganisation(house)
  await organisation.addUnits([{ code: 'hq', kind: 'headquarters', name: { zh: '总部', en: 'HQ' } }])
})
afterAll(() => house.close())

const head = 'code,kind,name_zh,name_en,parent_code,phone,disabled'
const file = (...rows: string[]) => `\uFEFF${[head, ...rows].join('\r\n')}\r\n`
const whatOf = async (text: string, confirm = false) =>
  (await organisation.importUnits(text, confirm, nobody)).map((line) => [line.row, line.code, line.what])

describe('the organisation as a file', () => {
  test('[BY-63] a preview says what each row would do and changes nothing until it is confirmed', async () => {
    const text = file('north,branch,北,North,hq,,', 'north-1,sales-office,北一,North One,north,,')
    const before = await organisation.units()
    expect(await whatOf(text)).toEqual([
      [2, 'north', 'added'],
      [3, 'north-1', 'added'],
    ])
    expect(await organisation.units()).toEqual(before)
    expect((await whatOf(text, true)).map(([, , what]) => what)).toEqual(['added', 'added'])
    expect((await organisation.unitByCode('north-1'))?.parentId).toBe((await organisation.unitByCode('north'))?.id)
  })

  test('[BY-63] the same file twice changes nothing, a changed row is changed by its code', async () => {
    const text = file('south,branch,南,South,hq,,')
    await organisation.importUnits(text, true, nobody)
    const once = await organisation.units()
    expect(await whatOf(text, true)).toEqual([[2, 'south', 'same']])
    expect(await organisation.units()).toEqual(once)
    expect(await whatOf(file('south,branch,华南,South China,hq,,'), true)).toEqual([[2, 'south', 'changed']])
    expect(await organisation.unitByCode('south')).toMatchObject({ name: { zh: '华南' }, version: 2 })
  })

  test('bad rows are named with what is wrong, good ones still come in, in any order', async () => {
    const lines = await organisation.importUnits(
      file(
        'child,team,子,Child,late,,',
        'late,department,晚,Late,hq,,',
        'Bad Code,team,x,x,,,',
        'lost,team,丢,Lost,nowhere,,',
        'nameless,team,,,hq,,',
        'late,department,又,Again,hq,,',
        'odd,sales-office,错,Odd,late,,',
      ),
      true,
      nobody,
    )
    expect(lines.map((line) => [line.row, line.what, Object.entries(line.problems).flat().join(' ')])).toEqual([
      [2, 'added', ''],
      [3, 'added', ''],
      [4, 'refused', 'code invalid'],
      [5, 'refused', 'parent_code unknown'],
      [6, 'refused', 'name_zh missing name_en missing'],
      [7, 'refused', 'code twice'],
      [8, 'refused', 'parentId wrong-kind'],
    ])
    expect((await organisation.unitByCode('child'))?.parentId).toBe((await organisation.unitByCode('late'))?.id)
  })

  test('a file cannot close a unit in which people work', async () => {
    const [unit] = await organisation.addUnits([{ code: 'busy', name: { zh: '忙', en: 'Busy' } }])
    const anna = { username: 'anna', displayName: '安娜', role: 'agent', teamId: unit!.id, language: 'zh' } as const
    await organisation.addStaff(anna)
    const lines = await organisation.importUnits(file('busy,team,忙,Busy,,,1'), true, nobody)
    expect(lines).toEqual([{ row: 2, code: 'busy', what: 'refused', problems: { disabled: 'in-use' } }])
    expect((await organisation.unitByCode('busy'))?.disabled).toBe(false)
  })

  test('what goes out comes back in; Excel reads its characters and runs none of its cells', async () => {
    await organisation.addUnits([{ code: 'sly', name: { zh: '=1+1', en: '@cmd' }, phone: '-5' }])
    const text = await organisation.exportUnits()
    expect(text.startsWith('\uFEFF')).toBe(true)
    expect(text).toContain("sly,team,'=1+1,'@cmd")
    expect((await whatOf(text, true)).filter(([, , what]) => what !== 'same')).toEqual([])
    expect((await organisation.unitByCode('sly'))?.name).toEqual({ zh: '=1+1', en: '@cmd' })
  })

  test.each([
    ['a picture', '\u0000\u0001"'],
    ['a table of something else', 'name,colour\r\nx,y'],
  ])('%s is refused whole', async (_what, text) => {
    await expect(organisation.importUnits(text, true, nobody)).rejects.toMatchObject({ code: 'invalid-input' })
  })
})
