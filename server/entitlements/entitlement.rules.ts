/** Everything that is owed for a flight, by every rule, those that matter most first. */
import type { Entitlement, EntitlementKind } from '../contracts/entitlements.ts'
import { chineseRights } from './china.rules.ts'
import { flightRights } from './flight-rights.rules.ts'
import { liability } from './liability.rules.ts'
import type { Situation } from './situation.rules.ts'
import { tierBenefits } from './tier-benefits.rules.ts'
import { usRights } from './us-dot.rules.ts'

const verdictOrder: Record<Entitlement['verdict'], number> = { owed: 0, depends: 1, 'not-owed': 2 }
/** In the order in which somebody at the airport needs it. */
const kindOrder: EntitlementKind[] = [
  'rerouting',
  'care',
  'hotel',
  'compensation',
  'refund',
  'baggage',
  'deadline',
  'benefit',
]

/** The items; the same situation always gives the same. */
export function entitlementsOf(s: Situation): Entitlement[] {
  return [...flightRights(s), ...usRights(s), ...chineseRights(s), ...liability(s), ...tierBenefits(s)].toSorted(
    (a, b) =>
      verdictOrder[a.verdict] - verdictOrder[b.verdict] || kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind),
  )
}
