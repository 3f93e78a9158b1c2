/** Reading what peers write: addresses, tags and names out of header values. Everything here is untrusted and leaves as plain, short text. */

/** Longest text of a peer that gets past this file, in UTF-16 units. */
export const longestText = 128

/** One `name-addr` or `addr-spec` (RFC 3261 20.10) with its header parameters, lower-cased names. */
export interface SipAddress {
  name: string
  uri: string
  params: Map<string, string>
}

/** Removes control and format characters (so also CR, LF and bidirectional overrides) and surrogate halves, trims, and cuts at 128. */
export function plainText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, longestText)
    .toWellFormed()
}

/** The first address of a header value; undefined when there is none. */
export function parseAddress(value: string | undefined): SipAddress | undefined {
  const text = value?.slice(0, 2048) ?? ''
  const named = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^"<,;]*))\s*<([^<>\s]+)>([^,]*)/.exec(text)
  if (named !== null) {
    const name = named[1] === undefined ? (named[2] ?? '') : named[1].replace(/\\(.)/g, '$1')
    return { name: plainText(name), uri: named[3] ?? '', params: parameters(named[4] ?? '') }
  }
  const bare = /^\s*([a-zA-Z][a-zA-Z0-9+.-]*:[^\s;,<>"]+)([^,]*)/.exec(text)
  return bare === null ? undefined : { name: '', uri: bare[1] ?? '', params: parameters(bare[2] ?? '') }
}

/** The user part of a sip, sips or tel URI without parameters and escapes; '' when it has none. */
export function userOf(uri: string): string {
  const [, scheme = '', rest = ''] = /^(sips?|tel):(.*)$/i.exec(uri.trim()) ?? []
  const user = scheme.toLowerCase() === 'tel' ? rest : rest.includes('@') ? rest.slice(0, rest.lastIndexOf('@')) : ''
  const bare = user.split(/[;:]/, 1)[0] ?? ''
  return plainText(unescaped(bare))
}

/** Number of values that a comma-joined header holds (commas inside quotes and brackets do not count); 0 when absent. */
export function countValues(value: string | undefined): number {
  if (value === undefined || value.trim() === '') return 0
  return value.replace(/"(?:[^"\\]|\\.)*"|<[^>]*>/g, '').split(',').length
}

/** The transport of the topmost Via, lower case: udp, tcp, tls, ws, wss; '' when unreadable. drachtio-server reports ws as tcp, the Via does not lie about its own hop. */
export function viaTransport(via: string | undefined): string {
  return /^\s*SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z]+)/i.exec(via ?? '')?.[1]?.toLowerCase() ?? ''
}

/** `ip:port`, with brackets around IPv6. */
export function hostPort(address: string, port: number): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}

function parameters(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', quoted, plain] of text.matchAll(/;\s*([^\s=;]+)\s*(?:=\s*(?:"([^"]*)"|([^\s;"]*)))?/g)) {
    found.set(name.toLowerCase(), quoted ?? plain ?? '')
  }
  return found
}

function unescaped(user: string): string {
  return user.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
}
