/** Settings: all in the environment, all optional, checked at start. A wrong one is named with what is allowed. */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)

const sipListen = z.string().transform((text, context) =>
  text.split(',').map((item) => {
    const match = /^(udp|tcp):(\[[0-9a-f:]+\]|[^:]+):(\d{1,5})$/i.exec(item.trim())
    if (!match || Number(match[3]) > 65_535) {
      context.addIssue({ code: 'custom', message: 'allowed: udp:host:port or tcp:host:port, several with commas' })
      return z.NEVER
    }
    return { transport: match[1]!.toLowerCase() as 'udp' | 'tcp', host: match[2]!, port: Number(match[3]) }
  }),
)

const rtpPorts = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, 'allowed: low-high, e.g. 20000-29999')
  .transform((text) => {
    const [low, high] = text.split('-').map(Number) as [number, number]
    return { low, high }
  })
  .refine(
    ({ low, high }) => low >= 1024 && high <= 65_535 && high - low >= 19,
    'allowed: 1024 to 65535, at least 20 ports',
  )

const passengerService = z
  .string()
  .refine(isPassengerService, 'allowed: simulator or https://user:secret@host/base (http only to this machine)')

const cidrList = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .refine((items) => items.every(isAddressBlock), 'allowed: CIDR blocks with commas, e.g. 127.0.0.0/8,10.1.0.0/16')

/** Every setting with its default. `npm start -- --settings` prints this list. */
const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'allowed: sqlite:<file> or postgres://user:password@host:port/name')
    .optional(),
  SIP_LISTEN: sipListen.default([
    { transport: 'udp', host: '127.0.0.1', port: 5060 },
    { transport: 'tcp', host: '127.0.0.1', port: 5060 },
  ]),
  RTP_PORTS: rtpPorts.default({ low: 20_000, high: 29_999 }),
  HOTLINE: z
    .string()
    .regex(/^\+?\d{3,15}$/, 'allowed: 3 to 15 digits')
    .default('95530'),
  TRUSTED_SOURCES: cidrList.default(['127.0.0.0/8']),
  OUTBOUND_TRUNK: z
    .string()
    .regex(/^sips?:[^\s@<>]+$/, 'allowed: sip:host:port')
    .default('sip:127.0.0.1:5080'),
  SIP_ENGINE: z
    .string()
    .regex(/^(embedded|drachtio:\/\/[^@]+@[^:]+:\d+)$/, 'allowed: embedded or drachtio://secret@host:9022')
    .default('embedded'),
  MEDIA_EDGE: z
    .string()
    .regex(/^embedded$/, 'allowed: embedded')
    .default('embedded'),
  /** The airline's reservation, ticketing, baggage and flight systems behind one address, or a simulated airline. */
  PASSENGER_SERVICE: passengerService.default('simulator'),
  /** Folder of the flow files; the prompts stay with the program. */
  IVR_FLOWS: z.string().min(1).optional(),
  MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  /** Targets of webhooks beside public addresses, e.g. 127.0.0.1:9999,crm.internal:8080. */
  WEBHOOK_ALLOW: z
    .string()
    .regex(
      /^((\[[0-9a-f:.]+\]|[^:,[\]\s]+):\d{1,5})(,\s*(\[[0-9a-f:.]+\]|[^:,[\]\s]+):\d{1,5})*$/i,
      'allowed: host:port, several with commas',
    )
    .optional(),
  TIME_ZONE: z.string().refine(isTimeZone, 'allowed: an IANA time zone, e.g. Asia/Shanghai').default('Asia/Shanghai'),
  /** How long running calls may go on after the first signal to stop. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(86_400).default(30),
  SESSION_SECRET: z.string().min(32, 'allowed: at least 32 characters').optional(),
  /** Password of the first user `admin`, needed once, when a production house has nobody yet. */
  FIRST_ADMIN_PASSWORD: z.string().min(12, 'allowed: at least 12 characters').max(256).optional(),
  PUBLIC_ORIGIN: z.url('allowed: the address browsers use, e.g. https://cc.example.com').optional(),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export interface Config extends Omit<z.infer<typeof Environment>, 'DATABASE_URL'> {
  DATABASE_URL: string
}

/** A setting that the start refuses; the message names each one, what it was and what is allowed. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Reads the environment. Throws ConfigError naming every wrong variable; in production also each missing secret and unsafe default. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const known = Object.fromEntries(
    Object.keys(Environment.shape).map((name) => [name, env[name] === '' ? undefined : env[name]]),
  )
  const parsed = Environment.safeParse(known)
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${explain(issue, known)}`).join('\n'),
    )
  }
  const config = { ...parsed.data, DATA_DIR: resolve(parsed.data.DATA_DIR) }
  const complete: Config = {
    ...config,
    DATABASE_URL: config.DATABASE_URL ?? `sqlite:${resolve(config.DATA_DIR, 'contact-centre.db')}`,
  }
  if (complete.NODE_ENV === 'production') refuseUnsafe(known)
  return complete
}

function explain(issue: z.core.$ZodIssue, known: Record<string, string | undefined>): string {
  const name = String(issue.path[0])
  const value = known[name] ?? ''
  // A database address or an engine's address holds a password.
  const secret = name.endsWith('_SECRET') || value.includes('://')
  const shown = secret ? 'the value given' : `"${value}"`
  return `${shown} is not allowed; ${issue.message.replace(/^Invalid input: /, '')}`
}

function refuseUnsafe(given: Record<string, string | undefined>): void {
  const missing: string[] = []
  if (!given.SESSION_SECRET) missing.push('SESSION_SECRET: missing; at least 32 random characters')
  if (!given.PUBLIC_ORIGIN?.startsWith('https://'))
    missing.push('PUBLIC_ORIGIN: missing or not https; the address that browsers use')
  if (!given.TRUSTED_SOURCES) missing.push('TRUSTED_SOURCES: missing; the address blocks of your trunks')
  if (!given.OUTBOUND_TRUNK) missing.push('OUTBOUND_TRUNK: missing; the SIP address of your trunk')
  if (!given.PASSENGER_SERVICE)
    missing.push(
      'PASSENGER_SERVICE: missing; https://user:secret@host/base, or simulator when invented flights are wanted',
    )
  if (missing.length > 0) throw new ConfigError(missing.join('\n'))
}

/** `10.1.0.0/16` or `2001:db8::/32`. */
function isAddressBlock(text: string): boolean {
  const [address, bits, more] = text.split('/')
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address ?? '')] ?? -1
  return more === undefined && /^\d{1,3}$/.test(bits ?? '') && Number(bits) <= longest
}

/** User and secret belong to an address elsewhere; without encryption they never leave this machine. */
function isPassengerService(text: string): boolean {
  if (text === 'simulator') return true
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (protocol === 'http:') return ['127.0.0.1', 'localhost'].includes(hostname)
  return protocol === 'https:' && username !== '' && password !== ''
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
