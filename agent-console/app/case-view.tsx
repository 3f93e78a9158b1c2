/** The page of a case as the house composes it: each feature that follows cases adds its line. */
import { CasePage, type CaseSlots } from '../cases/case-page.tsx'

const slots: CaseSlots = {}

export function CaseView() {
  return <CasePage slots={slots} />
}
