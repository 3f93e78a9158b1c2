/** The catalogue's words for a case. */
import { type CaseKind, catalogue } from '../../server/contracts/cases.ts'
import type { Language } from '../../server/contracts/common.ts'
import { labelText } from '../lib/i18n.ts'

/** The category in the user's language; an id that left the catalogue is shown as it is. */
export function categoryText(kind: CaseKind, category: string, language: Language): string {
  const entry = catalogue[kind].find((one) => one.id === category)
  return entry ? labelText(entry.label, language) : category
}
