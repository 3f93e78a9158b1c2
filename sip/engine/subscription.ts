/** Gives subscriptions an end: without an INVITE there is no BYE that would close them (RFC 6665). */
import type { Dialog } from './dialog.ts'
import type { EngineParts } from './engine-parts.ts'

const DEFAULT_EXPIRES_S = 3_600
const MAX_EXPIRES_S = 86_400

/** Forgets the dialog once the subscription has run out, counting anew from each call; `expires` is the header's value in seconds. */
export function limitSubscription(parts: EngineParts, dialog: Dialog, expires: string | undefined): void {
  for (const timer of dialog.timers) timer.cancel()
  dialog.timers.clear()
  const seconds =
    expires !== undefined && /^\d{1,10}$/.test(expires) ? Math.min(Number(expires), MAX_EXPIRES_S) : DEFAULT_EXPIRES_S
  // The last NOTIFY may still be under way.
  dialog.timers.add(parts.timers.after(seconds * 1_000 + 64 * parts.timing.t1, () => parts.dialogs.remove(dialog)))
}
