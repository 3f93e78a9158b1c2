/** What is wrong with a field: said by the schema while typing, by the server after sending. */
import type { z } from 'zod'
import { asApiError } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { organisationText } from './organisation.text.ts'

const known = [
  'taken',
  'unknown',
  'disabled',
  'circle',
  'wrong-kind',
  'missing',
  'invalid',
  'too-long',
  'in-use',
] as const
type Known = (typeof known)[number]

/** The sentence of a code that the server gives for a field. */
export function useWrongText(): (code: string) => string {
  const t = useText(organisationText)
  return (code) => (known.includes(code as Known) ? t(`wrong.${code as Known}`) : t('badValue'))
}

/** The error line of each field by its path. Nothing is said before somebody has typed. */
export function useWrong(schema: z.ZodType, draft: unknown, tried: boolean, error: unknown) {
  const t = useText(organisationText)
  const say = useWrongText()
  const parsed = schema.safeParse(draft)
  const own = new Map(parsed.success ? [] : parsed.error.issues.map((issue) => [issue.path.join('.'), issue.code]))
  const refused = error ? asApiError(error).fields : {}
  return (path: string): string | undefined => {
    if (refused[path] !== undefined) return say(refused[path])
    if (!tried || !own.has(path)) return undefined
    return own.get(path) === 'too_small' ? t('required') : t('badValue')
  }
}
