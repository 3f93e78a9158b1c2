/** What narrows a list: the same marks as columns for the database, and as a question to a row that was found by words. */
import type { PassengerFilter } from '../contracts/passengers.ts'
import { birthDaysOf } from './birthday.rules.ts'
import { freshMs } from './data-age.rules.ts'
import type { PassengerRow } from './passengers.repository.ts'

/** Column -> the value or the values that fit. */
export interface Narrowing {
  columns: Array<{ column: keyof PassengerRow; values: ReadonlyArray<string | number> }>
  /** Must have a value. */
  present: Array<keyof PassengerRow>
  /** Contact data not confirmed since (ms UTC). */
  staleSince: number | undefined
}

const plain = {
  tier: 'tier',
  relation: 'relation',
  purpose: 'purpose',
  frequency: 'frequency',
  value: 'value_level',
  satisfaction: 'satisfaction',
  callerType: 'caller_type',
  lifecycle: 'lifecycle',
  churn: 'churn',
  activity: 'activity',
  customerClass: 'customer_class',
  ownerId: 'owner_id',
  unitId: 'unit_id',
} as const satisfies Partial<Record<keyof PassengerFilter, keyof PassengerRow>>

/** `today` is the day of the house's zone, 2026-01-05. */
export function narrowingOf(filter: PassengerFilter, at: { now: number; today: string }): Narrowing {
  const columns: Narrowing['columns'] = []
  for (const name of Object.keys(plain) as Array<keyof typeof plain>) {
    const value = filter[name]
    if (value !== undefined) columns.push({ column: plain[name], values: [value] })
  }
  if (filter.vip) columns.push({ column: 'tier', values: ['silver', 'gold', 'platinum'] })
  if (filter.difficult) columns.push({ column: 'difficult', values: [1] })
  if (filter.prospect) columns.push({ column: 'prospect', values: [filter.prospect === 'true' ? 1 : 0] })
  if (filter.birthday) columns.push({ column: 'birth_day', values: birthDaysOf(at.today) })
  return {
    columns,
    present: filter.keyCustomer ? ['customer_class'] : [],
    staleSince: filter.contactData && at.now - freshMs,
  }
}

/** Whether a row is within the narrowing. */
export function isWithin(row: PassengerRow, { columns, present, staleSince }: Narrowing): boolean {
  return (
    columns.every(({ column, values }) => values.includes(row[column] as string | number)) &&
    present.every((column) => row[column] !== null) &&
    (staleSince === undefined || (row.data_confirmed_at ?? row.created_at) < staleSince)
  )
}
