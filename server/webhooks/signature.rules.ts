/** How a delivery proves that it comes from this house: HMAC-SHA256 over the time and the body, with each secret that is valid. */
import { createHmac } from 'node:crypto'

export const signatureHeader = 'x-contact-centre-signature'

/** `t=<seconds>,v1=<hex>`, one v1 a secret: the receiver takes it when one of them fits and the time is near its own. */
export function signatureOf(body: string, atMs: number, secrets: string[]): string {
  const seconds = Math.floor(atMs / 1000)
  const signed = secrets.map((secret) => createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'))
  return [`t=${seconds}`, ...signed.map((hex) => `v1=${hex}`)].join(',')
}
