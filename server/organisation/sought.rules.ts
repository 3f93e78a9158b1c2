/** The small letters by which a list of the console finds a unit. */
import { pinyin } from 'pinyin-pro'
import type { Unit } from '../contracts/organisation.ts'

/** Names, code, city, pinyin and initials in one line. */
export function soughtOf({ name, code, city, phone }: Pick<Unit, 'name' | 'code' | 'city' | 'phone'>): string {
  const syllables = pinyin(name.zh, { toneType: 'none', type: 'array', v: true, nonZh: 'removed' })
  const initials = syllables.map((syllable) => syllable[0] ?? '').join('')
  return [name.zh, name.en, code, city.zh, city.en, phone, syllables.join(''), initials].join(' ').toLowerCase()
}
