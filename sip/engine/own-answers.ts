/** Answers that the engine gives by itself, without asking the application. */
import { randomInt } from 'node:crypto'
import type { Dialog } from './dialog.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Header } from './message.ts'
import { responseText } from './reply.ts'
import type { ServerTransaction } from './server-transactions.ts'

/** Answers a transaction from here, without the application. */
export function answer(
  parts: EngineParts,
  transaction: ServerTransaction,
  status: number,
  headers: readonly Header[] = [],
): void {
  const toTag = status > 100 ? { toTag: transaction.toTag } : {}
  parts.servers.respond(transaction, status, responseText(transaction.incoming, { status, headers, ...toTag }))
}

/** Answers finally from here and, for an INVITE, drops what hung on it: reliable provisionals, the early dialog. */
export function giveUp(parts: EngineParts, invite: ServerTransaction, status: number): void {
  const { dialog } = invite
  const later = { name: 'Retry-After', key: 'retry-after', value: String(randomInt(1, 10)) }
  answer(parts, invite, status, status === 504 ? [later] : [])
  if (invite.kind !== 'invite') return
  parts.reliable.over(invite)
  if (dialog === undefined) return
  dialog.open.delete(invite.id)
  if (dialog.incomingInvite === invite.id) dialog.incomingInvite = undefined
  if (!dialog.confirmed) parts.dialogs.remove(dialog)
}

/** The dialog ends: the peer's requests in it that the application has not answered get 487 or 500. */
export function settleOpen(parts: EngineParts, dialog: Dialog): void {
  for (const id of dialog.open) {
    const transaction = parts.servers.byId(id)
    if (transaction !== undefined) answer(parts, transaction, transaction.kind === 'invite' ? 487 : 500)
  }
  dialog.open.clear()
}
