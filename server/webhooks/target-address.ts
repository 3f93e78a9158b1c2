/** Which addresses may be told anything: public ones on the ports of HTTPS, and what the settings allow by name (reliability B4-11). */
import ipaddr from 'ipaddr.js'

/** One entry of WEBHOOK_ALLOW: `127.0.0.1:9999`, `crm.internal:8080`, `[fd00::5]:443`. */
export interface AllowedTarget {
  host: string
  port: number
}

const publicPorts = [443, 80, 8443]

/** Reads WEBHOOK_ALLOW; throws a sentence for an entry that is not host:port. */
export function readAllowed(text: string): AllowedTarget[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => {
      const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+):(\d{1,5})$/i.exec(item)
      if (!match || Number(match[2]) > 65_535) throw new Error(`${item} is not host:port`)
      return { host: match[1]!.replace(/^\[|\]$/g, '').toLowerCase(), port: Number(match[2]) }
    })
}

/** Whether this address and port may be connected to; `host` is the name that was asked for. */
export function mayConnect(
  target: { host: string; address: string; port: number },
  allowed: readonly AllowedTarget[],
): boolean {
  const host = plainHost(target.host)
  const named = allowed.some(
    (one) => one.port === target.port && (one.host === host || isSameAddress(one.host, target.address)),
  )
  return named || (publicPorts.includes(target.port) && isPublic(target.address))
}

/** A literal address may stand in a URL only where the settings allow it, or when it is public. Undefined for a name. */
export function literalOf(hostname: string): string | undefined {
  const host = plainHost(hostname)
  return ipaddr.isValid(host) ? host : undefined
}

const plainHost = (hostname: string) =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()

/** Only global unicast; an IPv4 address inside an IPv6 one counts as what it is. */
function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  return ipaddr.process(address).range() === 'unicast'
}

function isSameAddress(a: string, b: string): boolean {
  if (!ipaddr.isValid(a) || !ipaddr.isValid(b)) return false
  return ipaddr.process(a).toNormalizedString() === ipaddr.process(b).toNormalizedString()
}
