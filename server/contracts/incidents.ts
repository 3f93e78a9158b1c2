/** An emergency that everybody in the house must know at once: what it is, and what to say (BY-28, GA-40). */
import { z } from 'zod'
import { freeText, Instant, Label, Version } from './common.ts'

export const IncidentLevel = z.enum(['notice', 'emergency'])
export type IncidentLevel = z.infer<typeof IncidentLevel>

const said = freeText(300).pipe(z.string().min(1))
const script = freeText(1_000)

export const Incident = z.object({
  id: z.uuid(),
  level: IncidentLevel,
  text: Label,
  /** What agents say to callers; empty when the text is enough. */
  script: Label,
  postedByName: z.string().optional(),
  postedAt: Instant,
  endsAt: Instant,
  version: z.int(),
})
export type Incident = z.infer<typeof Incident>

/** Both languages are asked for: half of the house would not understand one. */
export const NewIncident = z.object({
  level: IncidentLevel,
  text: z.object({ zh: said, en: said }),
  script: z.object({ zh: script, en: script }).default({ zh: '', en: '' }),
  endsAt: Instant,
})
export type NewIncident = z.infer<typeof NewIncident>

export const IncidentEnd = z.object({ version: Version })
