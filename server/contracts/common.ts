/** Words that every room uses: language, instants, phone numbers, pages. */
import { z } from 'zod'

/** Interface and prompt languages. `zh` is zh-CN. */
export const Language = z.enum(['zh', 'en'])
export type Language = z.infer<typeof Language>

/** Milliseconds since 1970, UTC. */
export const Instant = z.int().nonnegative()
/** Milliseconds. */
export const Duration = z.int().nonnegative()
/** Grows by one with each change of a record; kept in 32 bits. */
export const Version = z.int32().nonnegative()
/** E.164 with plus sign. */
export const E164 = z.string().regex(/^\+[1-9]\d{5,14}$/)

/** A label in both languages. */
export const Label = z.object({ zh: z.string(), en: z.string() })
export type Label = z.infer<typeof Label>

/** Cursor paging: newest first, `before` is the `nextBefore` of the page seen last. */
export const PageQuery = z.object({
  before: z
    .string()
    .max(200)
    .regex(/^[\x20-\x7e]*$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextBefore: z.string().optional() })

/** Free text of people: length in characters, no control characters but line breaks and tabs. */
export const freeText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !hasControlCharacter(text), { message: 'control characters' })
    // Not a transform: those cannot be part of an answer's schema.
    .normalize('NFC')
    .trim()

/** C0 controls other than line breaks and tabs, and DEL. */
export function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x7f || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d)) return true
  }
  return false
}
