import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldNames } from '../../../server/contracts/case-fields.ts'
import { readField } from '../../../server/contracts/case-values.ts'
import {
  branches,
  caacCategories,
  departments,
  dotCategories,
  type Leaf,
  leaves,
} from '../../../server/contracts/catalogue.ts'
import { Refusal } from '../../../server/platform/errors.ts'
import { filled, openRequestHouse, type RequestHouse, sampleValues } from '../../kit/request-house.ts'

let it: RequestHouse
/** The complaint that operations on a complaint name. */
let complaintNumber: string
beforeAll(async () => {
  it = await openRequestHouse()
  complaintNumber = (await it.open('cp-19')).number
})
afterAll(() => it.house.close())

const idOf = (leaf: Leaf) => leaf.id.toUpperCase()
/** Seats with a guarantee are asked for early, miles are credited late. */
const dates: Record<string, string> = { 'bk-11': '2026-01-20' }
const whole = (leaf: Leaf) => {
  const facts = filled(leaf.required)
  const named = leaf.required.includes('complaintNumber') ? { complaintNumber } : {}
  return {
    ...facts,
    fields: { ...facts.fields, ...named },
    ...(dates[leaf.id] && { flightDate: dates[leaf.id] }),
    // A hotel needs more than the fields that every booking has.
    ...(leaf.id === 'ff-01' && {
      fields: { ...facts.fields, hotelName: '白云宾馆', checkIn: '2026-02-01', checkOut: '2026-02-03' },
    }),
  }
}

describe('every leaf of the catalogue', () => {
  test.each(leaves.map((leaf) => [idOf(leaf), leaf.label.en, leaf] as const))(
    '[%s] %s is opened, asks for its fields, and closes with them',
    async (_id, _label, leaf) => {
      const { required } = leaf
      for (const name of required.filter((one) => one !== 'complaintNumber' || leaf.id !== 'ff-09')) {
        const { [name]: _left, ...others }: Record<string, unknown> = whole(leaf).fields ?? {}
        const short = { ...whole(leaf), fields: others, ...(name in whole(leaf) && { [name]: undefined }) }
        if (leaf.id === 'ff-10') continue
        const { id } = await it.open(leaf.id, { ...short, ...(name === 'flight' && { flight: '' }) })
        const refused = await it.close(id).catch((error: unknown) => error)
        expect(refused, name).toBeInstanceOf(Refusal)
        expect((refused as Refusal).fields, name).toMatchObject({ [name]: 'required' })
      }
      const { id } = await it.open(leaf.id, whole(leaf))
      if (leaf.id === 'bk-08') {
        await it.requests.moveCourier(id, { step: 'set-out', text: '', byId: it.agent.id })
        await it.requests.moveCourier(id, { step: 'hand-over', text: '', byId: it.agent.id })
      }
      expect(await it.close(id)).toMatchObject({ state: 'closed', closedAs: { department: leaf.department } })
    },
  )

  test('[GA-03] a complaint that stands on its branch cannot be closed before it has a leaf', async () => {
    const { id } = await it.open('cp-01', { category: 'ground' })
    await expect(it.close(id)).rejects.toThrow('leaf-required')
    expect((await it.cases.get(id))?.state).toBe('open')
  })

  test('has the counts of the sources: 13 booking requests, 19 complaints on 4 branches, 11 queries, 15 operations', () => {
    const count = (prefix: string) => leaves.filter((leaf) => leaf.id.startsWith(prefix)).length
    expect([count('bk-'), count('cp-'), count('iq-'), count('ff-')]).toEqual([13, 19, 11, 15])
    expect(branches.filter((branch) => branch.kind === 'complaint')).toHaveLength(4)
  })

  test('names a department that exists, and for complaints where the regulators count it', () => {
    for (const leaf of leaves) {
      expect(Object.keys(departments), leaf.id).toContain(leaf.department)
      if (leaf.kind !== 'complaint') continue
      expect(Object.keys(caacCategories), leaf.id).toContain(leaf.regulator?.caac)
      expect(Object.keys(dotCategories), leaf.id).toContain(leaf.regulator?.dot)
    }
    expect(leaves.find((leaf) => leaf.id === 'cp-03')?.regulator?.iata).toBe('AHL')
    expect(leaves.find((leaf) => leaf.id === 'cp-04')?.regulator?.iata).toBe('DPR')
  })

  test('every field reads its own sample back', () => {
    for (const name of fieldNames)
      expect(readField(name, sampleValues[name]), name).toEqual({ value: sampleValues[name] })
  })
})
