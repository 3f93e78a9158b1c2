/** Which branch and office a contact address belongs to (AC-13), by the places that each looks after. */
import type { TeamId } from '../contracts/ids.ts'
import type { Unit } from '../contracts/organisation.ts'

export interface Address {
  city?: string | undefined
  address?: string | undefined
}

/** No office: only the province is known. Neither: the address names no place of ours. */
export interface Territory {
  branchId?: TeamId
  officeId?: TeamId
}

interface Place {
  unit: Unit
  words: string[]
}

interface Text {
  text: string
  isHan: boolean
}

interface Hit extends Place {
  at: number
}

const han = /\p{Script=Han}/u

/** Reads the places of the units once; the answer then takes microseconds an address. */
export function territories(units: readonly Unit[]): (address: Address) => Territory {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const places = units
    .filter((unit) => !unit.disabled && (unit.kind === 'branch' || unit.kind === 'sales-office'))
    .flatMap((unit) => unit.serves.map((place): Place => ({ unit, words: wordsOf(place) })))
    .filter((place) => place.words.length > 0)
  const branchOf = (unit: Unit): TeamId | undefined => {
    for (let one: Unit | undefined = unit; one; one = one.parentId && byId.get(one.parentId))
      if (one.kind === 'branch') return one.id
    return undefined
  }

  return (address) => {
    const text = textOf(address)
    const hits = places.flatMap((place) => {
      const at = positionOf(text, place)
      return at === undefined ? [] : [{ ...place, at }]
    })
    const office = best(hits.filter((hit) => hit.unit.kind === 'sales-office'))
    const branch = best(hits.filter((hit) => hit.unit.kind === 'branch'))
    // "Beijing Road" of a town in Jiangsu: a province said first says more than a city that only names a street.
    const foreign = office && branch && branch.at < office.at && branchOf(office.unit) !== branch.unit.id
    if (office && !foreign) {
      const branchId = branchOf(office.unit)
      return { officeId: office.unit.id, ...(branchId && { branchId }) }
    }
    return branch ? { branchId: branch.unit.id } : {}
  }
}

/** The place named at the wide end; of those the narrowest (most words, then the longest); then by code, so that it is always the same. */
function best(hits: Hit[]): Hit | undefined {
  return hits.toSorted(
    (a, b) =>
      a.at - b.at ||
      b.words.length - a.words.length ||
      b.words.join('').length - a.words.join('').length ||
      (a.unit.code < b.unit.code ? -1 : 1),
  )[0]
}

/**
 * How far from the wide end of the address the first word of the place stands, when all of them are there.
 * Chinese addresses begin with the province, English ones end with it.
 */
function positionOf(text: Text, { unit, words }: Place): number | undefined {
  let first: number | undefined
  for (const [i, word] of words.entries()) {
    const at = find(text, word, unit.kind === 'sales-office' && i === 0)
    if (at === undefined) return undefined
    first ??= at
  }
  return first
}

/** English words must stand alone; `吉林省` is not the city of Jilin. */
function find({ text, isHan }: Text, word: string, isCity: boolean): number | undefined {
  let last: number | undefined
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' ']
    const fits = han.test(word) ? !(isCity && after === '省') : !isLetter(before) && !isLetter(after)
    if (fits && isHan) return at
    if (fits) last = -at
  }
  return last
}

const isLetter = (char: string): boolean => /[a-z]/.test(char)

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

function textOf({ city = '', address = '' }: Address): Text {
  const isHan = han.test(city + address)
  return { isHan, text: fold(isHan ? `${city} ${address}` : `${address} ${city}`) }
}

/** `北京/朝阳`: both words must be there. */
const wordsOf = (place: string): string[] =>
  fold(place)
    .split('/')
    .map((word) => word.trim())
    .filter((word) => word !== '')
