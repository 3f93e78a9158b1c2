/** What was written into PNRs of the demo airline: kept in memory, the newest few thousand; the same id is done once. */
import type { PnrOrder, PnrOrderAnswer } from '../contracts/passenger-service.ts'
import type { Written } from './booking.rules.ts'

const mostOrders = 5_000

export type WrittenOrders = ReturnType<typeof createWrittenOrders>

/** An empty book of orders. */
export function createWrittenOrders({ now }: { now: () => number }) {
  const byId = new Map<string, { locator: string; order: PnrOrder; at: number; answer: PnrOrderAnswer }>()

  return {
    /** Keeps an order with its answer, or says again what was answered to the same id. */
    keep(locator: string, id: string, order: PnrOrder, answer: PnrOrderAnswer): PnrOrderAnswer {
      const known = byId.get(id)
      if (known) return known.answer
      if (byId.size >= mostOrders) byId.delete(byId.keys().next().value!)
      byId.set(id, { locator, order, at: now(), answer })
      return answer
    },

    /** Everything done in a PNR. */
    of(locator: string): Written {
      const written: Written = { ssrs: [], remarks: [], queues: [] }
      for (const { locator: of, order, at, answer } of byId.values()) {
        if (of !== locator || !answer.done) continue
        if (order.kind === 'ssr') written.ssrs.push({ code: order.code, text: order.text, status: 'HN' })
        if (order.kind === 'remark') written.remarks.push({ text: order.text, at })
        if (order.kind === 'queue') written.queues.push({ queue: order.queue, at })
      }
      return written
    },
  }
}
