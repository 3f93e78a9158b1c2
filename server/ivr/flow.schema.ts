/** The shape of a flow file: the single source of what the loader accepts and of the schema that editors complete from. */
import { z } from 'zod'

/** Nodes that one flow may have: more is a mistake, or an attack on the loader. */
export const mostNodes = 200
/** Characters that one prompt's text may have. */
const longestText = 500

const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens, like "main-menu"')
  .max(64)
const languageSchema = z.enum(['zh', 'en'])

const saySchema = z
  .array(
    z
      .string()
      .regex(
        /^((zh|en)\/)?[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
        'must be the name of a prompt, with "zh/" or "en/" before it when it is always said in that language',
      )
      .max(67),
  )
  .min(1)
  .max(10)
  .describe(
    'Prompts said one after the other, in the language of the caller unless "zh/" or "en/" stands before the name.',
  )

const nextSchema = nameSchema.describe('Node that follows.')

const questionParts = {
  say: saySchema,
  waitSeconds: z.int().min(1).max(30).default(5).describe('How long to wait for a key after the last word.'),
  repeats: z.int().min(0).max(5).default(2).describe('How often to ask again after a wrong key or none.'),
  invalid: saySchema.describe('Said after a wrong key, before the question is repeated.'),
  noInput: saySchema.describe('Said when no key was pressed, before the question is repeated.'),
  otherwise: nameSchema.describe('Node to go to when the repeats are used up.'),
}

const playSchema = z.strictObject({
  verb: z.literal('play'),
  say: saySchema,
  next: nextSchema,
})

const languageNodeSchema = z.strictObject({
  verb: z.literal('language'),
  language: languageSchema.describe('Everything after this node is said in this language.'),
  next: nextSchema,
})

const menuSchema = z.strictObject({
  verb: z.literal('menu'),
  ...questionParts,
  choices: z
    .record(z.string().regex(/^[0-9*#]$/, 'must be one key: 0-9, * or #'), nameSchema)
    .describe('Key pressed -> node to go to.'),
})

const answerSchema = z.strictObject({
  verb: z.literal('answer'),
  ...questionParts,
  name: nameSchema.describe('Name under which the number is kept.'),
  from: z.int().min(0).max(9).describe('Smallest number taken.'),
  to: z.int().min(0).max(9).describe('Largest number taken.'),
  next: nextSchema,
})

const recordSchema = z.strictObject({
  verb: z.literal('record'),
  say: saySchema.describe('Invitation, and the tone as its last prompt. # pressed meanwhile skips the recording.'),
  name: nameSchema.describe('Name under which the recording is kept.'),
  mostSeconds: z.int().min(1).max(300).default(60).describe('The recording ends by itself after this time.'),
  silenceSeconds: z.int().min(1).max(30).default(4).describe('The recording ends when nothing was said for so long.'),
  next: nextSchema,
})

const enqueueSchema = z.strictObject({
  verb: z.literal('enqueue'),
  say: saySchema.optional(),
  queue: z.enum(['booking', 'complaint', 'query', 'general']),
})

const gotoSchema = z.strictObject({
  verb: z.literal('goto'),
  flow: nameSchema.describe('Flow that goes on from its start.'),
})

const hangUpSchema = z.strictObject({
  verb: z.literal('hang-up'),
  say: saySchema.optional(),
})

const nodeSchema = z.discriminatedUnion('verb', [
  playSchema,
  languageNodeSchema,
  menuSchema,
  answerSchema,
  recordSchema,
  enqueueSchema,
  gotoSchema,
  hangUpSchema,
])

const textSchema = z.string().trim().min(1).max(longestText)

/** One flow file. */
export const flowSchema = z.strictObject({
  $schema: z.string().optional(),
  name: nameSchema.describe('The same as the name of the file.'),
  description: z.string().max(300).describe('What this flow is for, in one sentence.'),
  start: nameSchema.describe('Node at which every call begins.'),
  prompts: z
    .record(nameSchema, z.strictObject({ zh: textSchema, en: textSchema }))
    .default({})
    .describe('What is said, in both languages, by name. The sound is prompts/<language>/<name>.wav.'),
  nodes: z
    .record(nameSchema, nodeSchema)
    .refine((nodes) => Object.keys(nodes).length <= mostNodes, `must not be more than ${mostNodes} nodes`),
})

/** A flow as it stands in its file, defaults filled in. */
export type FlowFile = z.infer<typeof flowSchema>
/** One step of a flow. */
export type FlowNode = z.infer<typeof nodeSchema>
export type MenuNode = z.infer<typeof menuSchema>
export type AnswerNode = z.infer<typeof answerSchema>
export type RecordNode = z.infer<typeof recordSchema>
/** Language in which a caller is spoken to. */
export type Language = z.infer<typeof languageSchema>
/** Where a flow can send a caller to wait for an agent. */
export type QueueName = z.infer<typeof enqueueSchema>['queue']

/** The flow schema as JSON Schema text, as it is committed in `ivr-flows/flow.schema.json`: lists of words stand on one line. */
export function flowSchemaText(): string {
  const schema = z.toJSONSchema(flowSchema, { io: 'input' })
  const text = JSON.stringify({ title: 'A flow of the hotline', ...schema }, null, 2)
  return `${text.replace(/\[\n\s+("[^"]*"(?:,\n\s+"[^"]*")*)\n\s+\]/g, (_, words: string) => `[${words.replace(/,\s+/g, ', ')}]`)}\n`
}
