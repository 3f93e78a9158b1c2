/** A unit as the form holds it. */
import type { NewUnit, Unit } from '../../server/contracts/organisation.ts'

/** Ids are plain text here; the schema checks them before they are sent. */
export interface Draft extends Omit<NewUnit, 'parentId' | 'group'> {
  parentId: string | undefined
  group: NewUnit['group']
}

export function draftOf(unit: Unit): Draft {
  const { name, code, kind, calendarId, address, city, phone, serves, service } = unit
  return {
    name,
    code,
    kind,
    parentId: unit.parentId,
    group: unit.group,
    calendarId,
    address,
    city,
    phone,
    serves,
    service,
  }
}

export const emptyDraft = (parentId: string | undefined): Draft => ({
  name: { zh: '', en: '' },
  code: '',
  kind: 'team',
  parentId: parentId || undefined,
  group: undefined,
  calendarId: 'hq',
  address: { zh: '', en: '' },
  city: { zh: '', en: '' },
  phone: '',
  serves: [],
  service: 'none',
})

/** The texts of the fields in which what was typed differs from what is kept now. */
export function differing(draft: Draft, unit: Unit) {
  const now = draftOf(unit)
  const same = (key: keyof Draft) => JSON.stringify(draft[key]) === JSON.stringify(now[key])
  const labels = {
    name: 'nameZh',
    code: 'code',
    kind: 'kind',
    parentId: 'parent',
    group: 'group',
    service: 'service',
    phone: 'phone',
    city: 'cityZh',
    address: 'addressZh',
    calendarId: 'calendar',
    serves: 'serves',
  } as const satisfies Record<keyof Draft, string>
  return (Object.keys(labels) as Array<keyof Draft>).filter((key) => !same(key)).map((key) => labels[key])
}
