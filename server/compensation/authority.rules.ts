/** Who may approve how much (GA-22). */
import type { Role } from '../contracts/auth.ts'
import type { AuthorityLimit, Currency } from '../contracts/compensation.ts'
import type { UserId } from '../contracts/ids.ts'

/** A person as far as authority goes. */
export interface Authority {
  id: UserId
  role: Role
  /** Holds the post that is accountable for a unit. */
  isAccountable: boolean
}

export interface Amount {
  currency: Currency
  amountMinor: number
}

/** The highest amount that a person may approve in a currency; 0 when no limit names the person. */
export function limitOf(limits: readonly AuthorityLimit[], who: Authority, currency: Currency): number {
  const own = limits.filter(
    (limit) =>
      limit.currency === currency &&
      (limit.who === who.role || (limit.who === 'accountable-post' && who.isAccountable)),
  )
  return Math.max(0, ...own.map((limit) => limit.limitMinor))
}

/** Why a person may not approve; undefined when they may. Nobody approves the own offer, however high the limit. */
export function whyNotApprove(
  limits: readonly AuthorityLimit[],
  who: Authority,
  offer: Amount & { proposedById: UserId },
): 'own-offer' | 'above-limit' | undefined {
  if (offer.proposedById === who.id) return 'own-offer'
  return limitOf(limits, who, offer.currency) >= offer.amountMinor ? undefined : 'above-limit'
}

/** Within the own limit a proposal needs nobody else. */
export function isWithinOwnLimit(limits: readonly AuthorityLimit[], who: Authority, offer: Amount): boolean {
  return limitOf(limits, who, offer.currency) >= offer.amountMinor
}
