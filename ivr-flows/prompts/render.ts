/** Makes the recordings that are missing or whose text has changed: `npm run prompts`. Files that somebody recorded are kept. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { composeHoldMusic, composeTone } from './compose.ts'
import { hashOf, readManifest, verdictOn } from './manifest.ts'
import { aLawWav } from './sound.ts'
import { readSentences } from './texts.ts'
import { speak } from './voice.ts'

/** One recording: where it goes, what it is made from, how it is made. */
interface Piece {
  /** `zh/goodbye` */
  key: string
  /** Text, or the code that makes it: when it changes, so does the sound. */
  source: string
  make: () => Promise<Float64Array> | Float64Array
}

const flows = fileURLToPath(new URL('..', import.meta.url))
const folder = join(flows, 'prompts')
const manifestPath = join(folder, 'rendered.json')

const composition = readFileSync(join(folder, 'compose.ts'), 'utf8')
const pieces: Piece[] = [
  ...readSentences(flows).map(({ language, name, text }) => ({
    key: `${language}/${name}`,
    source: text,
    make: () => speak(language, text),
  })),
  ...['zh', 'en'].map((language) => ({ key: `${language}/tone`, source: composition, make: composeTone })),
  { key: 'music/hold', source: composition, make: composeHoldMusic },
]

const manifest = readManifest(manifestPath)
const counts = { render: 0, 'up-to-date': 0, recorded: 0 }
for (const { key, source, make } of pieces) {
  const path = join(folder, `${key}.wav`)
  const verdict = verdictOn(manifest[key], source, existsSync(path) ? readFileSync(path) : undefined)
  counts[verdict] += 1
  if (verdict !== 'render') continue
  const wav = aLawWav(await make())
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, wav)
  manifest[key] = { text: hashOf(source), file: hashOf(wav) }
  console.log(`${key}.wav  ${((wav.length - 58) / 8000).toFixed(1)} s`)
}
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(manifestPath, `${JSON.stringify(sorted, null, 2)}\n`)
console.log(`${counts.render} rendered, ${counts['up-to-date']} up to date, ${counts.recorded} kept as recorded.`)
