/** What every file that leaves the house has in common: its name in a header, and cells that no spreadsheet may run. */

/** `attachment` with a plain name for old clients and the real one in UTF-8 (RFC 6266, RFC 8187). */
export function attachment(name: string): string {
  const clean = name.replace(/[\p{C}"\\/:*?<>|]/gu, '_')
  const plain = clean.replace(/[^\x20-\x7e]/g, '_')
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}
