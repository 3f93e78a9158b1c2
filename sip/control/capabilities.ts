/** What this user agent says about itself. The engine adds Contact, nothing else. */

/** Product token of every message of ours. */
export const userAgent = 'airline-contact-centre'

/** Methods answered; value of Allow. */
export const allow = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE'

/** Headers of every response of ours. */
export const ownHeaders: Readonly<Record<string, string>> = { 'User-Agent': userAgent }

/** Headers of an INVITE of ours and of the 200 to one (RFC 3261 13.2.1, 13.3.1.4). No Supported: we know no extension, and its absence says the same (20.37). */
export const sessionHeaders: Readonly<Record<string, string>> = {
  ...ownHeaders,
  Allow: allow,
  'Content-Type': 'application/sdp',
}

/** Seconds after which a refused caller may try again. */
export const retryAfter = '30'
