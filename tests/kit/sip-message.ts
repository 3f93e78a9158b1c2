/** SIP messages for scripted peers: read leniently, written exactly as told. */

/** A message as it came; header names lower case, values in order. */
export interface HeardMessage {
  startLine: string
  /** Undefined in a response. */
  method: string | undefined
  /** Undefined in a request. */
  status: number | undefined
  headers: Map<string, string[]>
  body: string
  /** First value of a header; '' when absent. */
  header(name: string): string
}

const compact: Record<string, string> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
}

/** Reads one complete message. */
export function readMessage(text: string): HeardMessage {
  const split = text.indexOf('\r\n\r\n')
  const [startLine = '', ...lines] = text.slice(0, split < 0 ? undefined : split).split('\r\n')
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const written = line.slice(0, colon).trim().toLowerCase()
    const name = compact[written] ?? written
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()])
  }
  const status = /^SIP\/2\.0 (\d{3})/.exec(startLine)?.[1]
  return {
    startLine,
    method: status === undefined ? startLine.split(' ', 1)[0] : undefined,
    status: status === undefined ? undefined : Number(status),
    headers,
    body: split < 0 ? '' : text.slice(split + 4),
    header: (name) => headers.get(name.toLowerCase())?.[0] ?? '',
  }
}

/** Writes a message; Content-Length is computed. */
export function writeMessage(startLine: string, headers: ReadonlyArray<readonly [string, string]>, body = ''): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  return [startLine, ...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n')
}

/** The tag of a From or To value; '' when it has none. */
export function tagOf(value: string): string {
  return /;\s*tag=([^;>\s]+)/i.exec(value)?.[1] ?? ''
}

/** The URI between angle brackets, or the value itself. */
export function uriOf(value: string): string {
  return /<([^>]+)>/.exec(value)?.[1] ?? value
}
