/** GA-08: whose birthday is today. */

/** The months and days that are celebrated on a day (2026-02-28): in a year without it, 29 February on the day before. */
export function birthDaysOf(day: string): string[] {
  const today = day.slice(5)
  const year = Number(day.slice(0, 4))
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return today === '02-28' && !isLeap ? ['02-28', '02-29'] : [today]
}
