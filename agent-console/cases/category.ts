/** The catalogue's words for a case. */
import { categoryLabel } from '../../server/contracts/catalogue.ts'
import type { Language } from '../../server/contracts/common.ts'
import { labelText } from '../lib/i18n.ts'

/** The category in the user's language; an id that left the catalogue is shown as it is. */
export function categoryText(category: string, language: Language): string {
  const label = categoryLabel(category)
  return label ? labelText(label, language) : category
}
