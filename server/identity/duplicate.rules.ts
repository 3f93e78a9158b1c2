/** Whether two records may be one person: points for what is the same, points against what differs. */
import type { DuplicateReason } from '../contracts/identity.ts'
import type { DuplicateTraits } from './duplicates.ports.ts'

/** Points of a reason. A name alone, however rare, is never enough: there are many 张伟. */
export const reasonPoints: Record<DuplicateReason, number> = {
  'same-document': 70,
  'same-member-number': 60,
  'same-email': 35,
  'same-own-number': 35,
  'same-shared-number': 10,
  'same-name': 25,
  'same-pinyin': 20,
  'same-birth-date': 30,
  'other-birth-date': -50,
  'other-document': -40,
  'other-member-number': -20,
}

/** From so many points on a person is asked. */
export const leastScore = 50

/** Score (0-100) with its reasons, strongest first; undefined when it is not worth a question. */
export function scorePair(
  a: DuplicateTraits,
  b: DuplicateTraits,
): { score: number; reasons: DuplicateReason[] } | undefined {
  const reasons = reasonsOf(a, b).sort((one, other) => Math.abs(reasonPoints[other]) - Math.abs(reasonPoints[one]))
  const score = Math.min(
    100,
    reasons.reduce((sum, reason) => sum + reasonPoints[reason], 0),
  )
  return score >= leastScore ? { score, reasons } : undefined
}

function reasonsOf(a: DuplicateTraits, b: DuplicateTraits): DuplicateReason[] {
  const reasons: DuplicateReason[] = []
  const share = (one: string[], other: string[]) => one.some((value) => other.includes(value))
  if (share(a.documents, b.documents)) reasons.push('same-document')
  // Two valid ID cards are two people; of passports one has several in a life.
  else if (a.idCards.length > 0 && b.idCards.length > 0) reasons.push('other-document')
  if (a.memberNumber && b.memberNumber)
    reasons.push(a.memberNumber === b.memberNumber ? 'same-member-number' : 'other-member-number')
  if (share(a.emails, b.emails)) reasons.push('same-email')
  if (share(a.ownNumbers, b.ownNumbers)) reasons.push('same-own-number')
  else if (share(a.allNumbers, b.allNumbers)) reasons.push('same-shared-number')
  if (a.name === b.name) reasons.push('same-name')
  if (a.pinyin !== '' && a.pinyin === b.pinyin) reasons.push('same-pinyin')
  if (a.birthDate && b.birthDate) reasons.push(a.birthDate === b.birthDate ? 'same-birth-date' : 'other-birth-date')
  return reasons
}
