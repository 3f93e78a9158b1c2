/** The page of a case as the house composes it: each feature that follows cases adds its line. */

import type { Case } from '../../server/contracts/cases.ts'
import { FlightNumber } from '../../server/contracts/passenger-service.ts'
import { CasePage, type CaseSlots } from '../cases/case-page.tsx'
import { CaseClocksPanel } from '../clocks/case-clocks.tsx'
import { CaseCompensationPanel } from '../compensation/case-compensation.tsx'
import { CaseDispatchPanel } from '../dispatch/case-dispatch.tsx'
import { EntitlementCard } from '../entitlements/entitlement-card.tsx'
import { Panel } from '../ui/panel.tsx'
import { caseEditor } from './request-slot.tsx'

const slots: CaseSlots = {
  clocks: (item) => <CaseClocksPanel caseId={item.id} closed={item.state === 'closed'} />,
  dispatch: (item) => <CaseDispatchPanel item={item} />,
  compensation: (item) => <CaseCompensationPanel item={item} />,
  entitlement: (item) => entitlementOf(item),
}

export function CaseView() {
  return <CasePage slots={slots} editor={caseEditor} />
}

/** Of the flight that the case is about; without flight, date and passenger there is nothing to work out. */
function entitlementOf({ id, passengerId, flight, flightDate }: Case) {
  if (!passengerId || !flightDate || !FlightNumber.safeParse(flight).success) return null
  return (
    <Panel title={`${flight} ${flightDate}`}>
      <EntitlementCard passengerId={passengerId} flight={flight} date={flightDate} caseId={id} />
    </Panel>
  )
}
