/** Who may do what with a work order. */
import type { WorkOrder } from '../contracts/dispatch.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
import { moveOrder } from './order.machine.ts'
import type { OrderRow } from './order.repository.ts'

/** Who looks, and which units' records exist for that person. */
export interface Viewer {
  id: UserId
  isLead: boolean
  sees(unit: TeamId): boolean
}

const ofDepartment = ['accept', 'return', 'answer'] as const
const ofFirstAsked = ['redo', 'withdraw'] as const

/** A department works on its order; whoever was asked first judges the answer and may take the order back. */
export function mayWith(order: OrderRow, viewer: Viewer): WorkOrder['may'] {
  const works = viewer.sees(order.department_id) && isMeant(order, viewer)
  const judges = viewer.sees(order.first_unit_id)
  return [...(works ? ofDepartment : []), ...(judges ? ofFirstAsked : [])].filter((move) =>
    moveOrder(order.state, move),
  )
}

/** BY-49: an order for one person is that person's, or a lead's who stands in. */
function isMeant(order: OrderRow, viewer: Viewer): boolean {
  return order.level !== 'person' || order.person_id === viewer.id || viewer.isLead
}
