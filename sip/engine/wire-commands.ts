/** What the application says: frames turned into commands, each answered by its `id`. */

export type AppCommand =
  | { readonly kind: 'authenticate'; readonly id: string; readonly secret: string }
  | { readonly kind: 'route' | 'remove-route'; readonly id: string; readonly verb: string }
  | { readonly kind: 'ping' | 'proxy' | 'unknown'; readonly id: string }
  | {
      readonly kind: 'sip'
      readonly id: string
      readonly transactionId: string
      readonly dialogId: string
      /** Next hop wanted by the application, '' when it leaves that to the request URI. */
      readonly routeUrl: string
      readonly text: string
    }

/** Reads one payload. */
export function readCommand(payload: string): AppCommand {
  const end = payload.indexOf('\r\n')
  const tokens = (end < 0 ? payload : payload.slice(0, end)).split('|')
  const id = (tokens[0] ?? '').slice(0, 128)
  switch (tokens[1]) {
    case 'authenticate':
      return { kind: 'authenticate', id, secret: tokens[2] ?? '' }
    case 'route':
      return { kind: 'route', id, verb: (tokens[2] ?? '').slice(0, 32).toLowerCase() }
    case 'remove_route':
      return { kind: 'remove-route', id, verb: (tokens[2] ?? '').slice(0, 32).toLowerCase() }
    case 'ping':
      return { kind: 'ping', id }
    case 'proxy':
      return { kind: 'proxy', id }
    case 'sip':
      return {
        kind: 'sip',
        id,
        transactionId: tokens[2] ?? '',
        dialogId: tokens[3] ?? '',
        routeUrl: tokens[4] ?? '',
        text: end < 0 ? '' : payload.slice(end + 2),
      }
    default:
      return { kind: 'unknown', id }
  }
}
