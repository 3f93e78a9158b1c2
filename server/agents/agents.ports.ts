/** What agents need of the switch: a credential for the browser's phone, and whether it is registered. */
export interface PhoneSwitch {
  /** The previous credential of the same phone stops working. */
  issueCredential(phone: string, lifetimeMs: number): { password: string; expiresAt: number }
  revokeCredential(phone: string): void
  isRegistered(phone: string): boolean
  /** Digest realm and host part of the phone's URI. */
  realm: string
}
