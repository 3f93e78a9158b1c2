/** AC-08: VIP is derived from the tier, never set by hand. */
import type { Tier } from '../contracts/passengers.ts'

/** Silver, gold and platinum members are VIP. */
export const isVip = (tier: Tier): boolean => tier === 'silver' || tier === 'gold' || tier === 'platinum'
