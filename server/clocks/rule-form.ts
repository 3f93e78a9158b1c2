/** How the first rules are written down: what most of them share is said once. */
import type { Span } from '../contracts/calendars.ts'
import type { ClockRule } from '../contracts/clock-rules.ts'

/** Minutes run day and night. */
export const minutes = (amount: number): Span => ({ unit: 'minutes', amount })
/** Working days of the calendar. */
export const workingDays = (amount: number): Span => ({ unit: 'working-days', amount })
/** Calendar days. */
export const days = (amount: number): Span => ({ unit: 'calendar-days', amount })

type Given = Pick<ClockRule, 'id' | 'regime' | 'name' | 'when' | 'span' | 'calendar' | 'stop' | 'source' | 'confidence'>
type More = Partial<Omit<ClockRule, keyof Given | 'version'>>

/** A rule in its first version; counted from the first contact, owed by the house, and asked for at closing unless it says otherwise. */
export function rule(given: Given, more: More = {}): ClockRule {
  return {
    version: 1,
    party: 'house',
    start: 'first-contact',
    zone: 'calendar',
    closing: 'needs-stop',
    renews: false,
    pausable: false,
    onReopen: false,
    effectiveFrom: '2000-01-01',
    ...given,
    ...more,
  }
}
