/** What this user agent says about itself. The engine adds Contact, nothing else. */

/** Product token of every message of ours. */
export const userAgent = 'airline-contact-centre'

/** Methods answered; value of Allow. */
export const allow = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE'

/** Headers of every response of ours. */
export const ownHeaders: Readonly<Record<string, string>> = { 'User-Agent': userAgent }

/** The one extension known: session timers (RFC 4028), kept by the engine on its own. */
const extension = 'timer'

/** The option tags of a Require value that nobody here knows. */
export function unknownExtensions(require: string | undefined): string[] {
  const tags = (require ?? '').split(',').map((tag) => tag.trim().toLowerCase())
  return tags.filter((tag) => tag !== '' && tag !== extension)
}

/** Headers of an INVITE of ours and of the 200 to one (RFC 3261 13.2.1, 13.3.1.4). */
export const sessionHeaders: Readonly<Record<string, string>> = {
  ...ownHeaders,
  Allow: allow,
  Supported: extension,
  'Content-Type': 'application/sdp',
}

/** Seconds after which a refused caller may try again. */
export const retryAfter = '30'
