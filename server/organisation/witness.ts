/** Who sees to it that an act is written down, in the transaction of the act itself. */
import type { Write } from '../platform/store.ts'

/** Writes one entry of the audit trail; `action` and the object are codes and ids, never names. */
export type Witness = (action: string, objectId: string, tx: Write) => Promise<void>
