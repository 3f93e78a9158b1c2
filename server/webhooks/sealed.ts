/** Secrets that must be read again are kept sealed with the secret of the house: AES-256-GCM, a new nonce each time. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Makes the two ways with a key derived from the house's secret; `open` throws when the text was changed. */
export function createSeal(houseSecret: string) {
  const key = createHash('sha256').update(`webhooks:${houseSecret}`).digest()
  return {
    close(text: string): string {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.')
    },
    open(sealed: string): string {
      const [nonce, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'))
      const decipher = createDecipheriv('aes-256-gcm', key, nonce!)
      decipher.setAuthTag(tag!)
      return Buffer.concat([decipher.update(text!), decipher.final()]).toString('utf8')
    },
  }
}

export type Seal = ReturnType<typeof createSeal>
