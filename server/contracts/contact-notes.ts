/** What somebody writes down of a contact that came on another way than the hotline: a letter, a fax, a word at the counter. */
import { z } from 'zod'
import { freeText, Instant } from './common.ts'
import { ContactNoteId } from './ids.ts'

/** EC-07, BY-52: every way by which a passenger and the house speak. */
export const ContactWay = z.enum([
  'phone',
  'ip-phone',
  'web',
  'email',
  'fax',
  'sms',
  'wechat',
  'letter',
  'voicemail',
  'counter',
])
export type ContactWay = z.infer<typeof ContactWay>

export const NewContactNote = z.object({
  channel: ContactWay,
  direction: z.enum(['in', 'out']),
  /** When it was; now when missing. */
  at: Instant.optional(),
  text: freeText(2000).pipe(z.string().min(1)),
})
export type NewContactNote = z.infer<typeof NewContactNote>

export const ContactNote = z.object({
  id: ContactNoteId,
  at: Instant,
  channel: ContactWay,
  direction: z.enum(['in', 'out']),
  text: z.string(),
  byName: z.string().optional(),
})
export type ContactNote = z.infer<typeof ContactNote>
