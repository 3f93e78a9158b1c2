/** Where the recordings of prompts are, and which of them together say a sentence of the house. */
import { join, resolve } from 'node:path'
import type { Language } from './flow.schema.ts'
import { recordingFault } from './recording-file.ts'

/** Sentences that the house says outside any flow; `ivr-flows/prompts/sentences.json` has their texts. */
export const houseSentences = [
  'all-agents-are-busy',
  'thank-you-for-waiting',
  'you-are-beyond-number-20',
  'connecting-you-to-an-agent',
  'reconnecting-you-at-the-front',
  'calls-may-be-recorded',
  'technical-trouble',
  'goodbye',
  'tone',
] as const

/** Name of a sentence of the house. */
export type HouseSentence = (typeof houseSentences)[number]

/** The last place in the queue that is told as a number. */
export const lastToldPosition = 20

export interface PromptFiles {
  /** Absolute path of a recording; `name` may carry its language (`zh/welcome`). Throws RangeError for anything that is not a prompt's name. */
  file(language: Language, name: string): string
  /** Absolute path of a sentence of the house. */
  sentence(language: Language, name: HouseSentence): string
  /** Recordings that tell a waiting caller the place in the queue; 1 is the front. */
  queueAnnouncement(language: Language, position: number): string[]
  /** Absolute path of the hold music; made to be looped. */
  holdMusic: string
  /** What is wrong with the house's own recordings, by name (`zh/tone`). Empty when all is well. */
  faults(): Array<{ name: string; reason: string }>
}

/** Prompts below `folder`, the absolute path of `ivr-flows/prompts`. */
export function createPromptFiles(folder: string): PromptFiles {
  const root = resolve(folder)
  const holdMusic = join(root, 'music', 'hold.wav')

  const file = (language: Language, name: string): string => {
    const parts = /^(?:(zh|en)\/)?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(name)
    if (parts?.[2] === undefined) throw new RangeError('This is not the name of a prompt.')
    return join(root, parts[1] ?? language, `${parts[2]}.wav`)
  }

  const positionName = (position: number): string =>
    position > lastToldPosition
      ? 'you-are-beyond-number-20'
      : `you-are-number-${Math.max(1, Math.floor(position) || 1)}`

  return {
    file,
    sentence: file,
    queueAnnouncement: (language, position) => [
      file(language, positionName(position)),
      file(language, 'thank-you-for-waiting'),
    ],
    holdMusic,
    faults() {
      const positions = Array.from({ length: lastToldPosition }, (_, index) => positionName(index + 1))
      const spoken = (['zh', 'en'] as const).flatMap((language) =>
        [...houseSentences, ...positions].map((name) => ({ name: `${language}/${name}`, path: file(language, name) })),
      )
      return [...spoken, { name: 'music/hold', path: holdMusic }].flatMap(({ name, path }) => {
        const reason = recordingFault(path)
        return reason === undefined ? [] : [{ name, reason }]
      })
    },
  }
}
