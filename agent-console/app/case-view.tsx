/** The page of a case as the house composes it: each feature that follows cases adds its line. */

import { CasePage, type CaseSlots } from '../cases/case-page.tsx'
import { CaseCompensationPanel } from '../compensation/case-compensation.tsx'
import { CaseDispatchPanel } from '../dispatch/case-dispatch.tsx'

const slots: CaseSlots = {
  dispatch: (item) => <CaseDispatchPanel item={item} />,
  compensation: (item) => <CaseCompensationPanel item={item} />,
}

export function CaseView() {
  return <CasePage slots={slots} />
}
