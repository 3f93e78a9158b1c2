/** The rules with which a new house begins: figures, sources and how sure they are, as collected in the project's regulations. */
import type { ClockRule } from '../contracts/clock-rules.ts'
import { europeRules, passengerRules, usRules } from './rules-abroad.ts'
import { chinaRules } from './rules-china.ts'
import { ownRules } from './rules-own.ts'

/** First versions of all rules. */
export const firstRules: ClockRule[] = [...ownRules, ...chinaRules, ...usRules, ...europeRules, ...passengerRules]
