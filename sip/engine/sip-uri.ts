/** SIP URIs and addresses (`"Ann" <sip:ann@host>;tag=1`), read only as far as routing needs them. */

export interface SipUri {
  readonly scheme: 'sip' | 'sips'
  readonly user: string
  /** Lower case; IPv6 without brackets. */
  readonly host: string
  readonly port: number | undefined
  /** Everything after the host and port, with its leading `;` or `?`. */
  readonly rest: string
}

export interface Address {
  readonly uri: string
  /** Parameters after the URI, with their leading `;`. */
  readonly params: string
}

/** Returns the parts of a sip or sips URI, or undefined when it is not one (RFC 3261 19.1). */
export function parseUri(text: string): SipUri | undefined {
  const match = /^(sips?):/i.exec(text)
  if (!match || /[\s<>"]/.test(text)) return undefined
  const scheme = match[1]?.toLowerCase() === 'sips' ? 'sips' : 'sip'
  const body = text.slice(match[0].length)
  // Only the user may be followed by a bare @; parameters and headers have to escape theirs (RFC 3261 25.1).
  const at = body.indexOf('@')
  const user = at < 0 ? '' : body.slice(0, at)
  const place = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?(?=$|[;?])/.exec(body.slice(at + 1))
  if (!place) return undefined
  const host = (place[1] ?? '').toLowerCase().replace(/^\[|\]$/g, '')
  const port = place[2] === undefined ? undefined : Number(place[2])
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined
  return { scheme, user, host, port, rest: body.slice(at + 1 + place[0].length) }
}

/** Returns the value of a `;name=value` parameter ('' for a bare one) or undefined; names are compared in any case. */
export function param(params: string, name: string): string | undefined {
  if (params === '') return undefined
  for (const part of params.split(';')) {
    const equals = part.indexOf('=')
    const key = (equals < 0 ? part : part.slice(0, equals)).trim()
    if (key.length !== name.length || key.toLowerCase() !== name) continue
    return equals < 0 ? '' : part.slice(equals + 1).trim()
  }
  return undefined
}

/** Returns the transport that a URI asks for, lower case, `udp` when it says nothing. */
export function uriTransport(uri: SipUri): string {
  const question = uri.rest.indexOf('?')
  const params = question < 0 ? uri.rest : uri.rest.slice(0, question)
  return (param(params, 'transport') ?? (uri.scheme === 'sips' ? 'tls' : 'udp')).toLowerCase()
}

/** Reads a name-addr or addr-spec; undefined when quotes or brackets do not close (RFC 3261 20.10). */
export function parseAddress(value: string): Address | undefined {
  const text = value.trim()
  let at = 0
  if (text.charCodeAt(0) === 0x22) {
    at = closingQuote(text)
    if (at < 0) return undefined
    if (
      !text
        .slice(at + 1)
        .trimStart()
        .startsWith('<')
    )
      return undefined
  }
  const open = text.indexOf('<', at)
  if (open >= 0) {
    const close = text.indexOf('>', open)
    if (close < 0) return undefined
    const params = text.slice(close + 1).trim()
    if (params !== '' && !params.startsWith(';')) return undefined
    return { uri: text.slice(open + 1, close).trim(), params }
  }
  const semicolon = text.indexOf(';')
  const uri = semicolon < 0 ? text : text.slice(0, semicolon).trim()
  if (uri === '' || /\s/.test(uri) || !uri.includes(':')) return undefined
  return { uri, params: semicolon < 0 ? '' : text.slice(semicolon) }
}

/** Returns the URI of a route or next hop, with all its parameters, whether it stands in brackets or not. */
export function uriIn(value: string): string {
  return value.includes('<') ? (parseAddress(value)?.uri ?? value) : value.trim()
}

/** Returns the address without its tag, always in angle brackets. */
export function withoutTag(value: string): string {
  const address = parseAddress(value)
  if (!address) return value
  const open = value.indexOf('<')
  const display = open > 0 ? value.slice(0, open) : ''
  const params = address.params
    .split(';')
    .filter((part) => part.trim() !== '' && !/^\s*tag\s*(=|$)/i.test(part))
    .map((part) => `;${part.trim()}`)
    .join('')
  return `${display}<${address.uri}>${params}`
}

/** Writes `host:port` with brackets round IPv6. */
export function hostPort(host: string, port: number | undefined): string {
  const name = host.includes(':') ? `[${host}]` : host
  return port === undefined ? name : `${name}:${port}`
}

function closingQuote(text: string): number {
  for (let at = 1; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === 0x5c) at++
    else if (char === 0x22) return at
  }
  return -1
}
