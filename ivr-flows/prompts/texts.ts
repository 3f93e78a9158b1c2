/** Gathers every sentence that is to be spoken: out of the flow files and out of `sentences.json`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const textsSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.object({ zh: z.string(), en: z.string() }))
const flowPromptsSchema = z.object({ prompts: textsSchema.default({}) })
const sentencesSchema = z.object({
  sentences: textsSchema,
  positions: z.object({ last: z.int().min(1).max(100), zh: z.string(), en: z.string() }),
})

/** One recording to be made. */
export interface Sentence {
  language: 'zh' | 'en'
  /** Name of the file without `.wav`. */
  name: string
  text: string
}

/** All sentences below `flows`, the folder `ivr-flows`. Throws when two places give one name different words. */
export function readSentences(flows: string): Sentence[] {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(flows, path), 'utf8'))
  const { sentences, positions } = sentencesSchema.parse(read('prompts/sentences.json'))
  const all = new Map<string, { zh: string; en: string }>()

  const add = (texts: z.infer<typeof textsSchema>, where: string) => {
    for (const [name, text] of Object.entries(texts)) {
      const before = all.get(name)
      if (before !== undefined && (before.zh !== text.zh || before.en !== text.en)) {
        throw new Error(`${where} says "${name}" in other words than another file does.`)
      }
      all.set(name, text)
    }
  }

  add(sentences, 'sentences.json')
  for (let n = 1; n <= positions.last; n += 1) {
    const numbered = (text: string) => text.replaceAll('{n}', String(n))
    add({ [`you-are-number-${n}`]: { zh: numbered(positions.zh), en: numbered(positions.en) } }, 'sentences.json')
  }
  for (const file of readdirSync(flows).filter((name) => name.endsWith('.json') && name !== 'flow.schema.json')) {
    add(flowPromptsSchema.parse(read(file)).prompts, file)
  }
  return [...all].flatMap(([name, text]) => [
    { language: 'zh' as const, name, text: text.zh },
    { language: 'en' as const, name, text: text.en },
  ])
}
