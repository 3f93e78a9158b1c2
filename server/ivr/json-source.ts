/** Reads JSON that people write by hand: says line and column of a slip, and refuses keys that would vanish or do harm. */

/** What is wrong in a file: where, and why, as the end of a sentence. */
export interface JsonFault {
  /** `line 3, column 7` or a path like `nodes.main.choices.1`. */
  place: string
  reason: string
}

/** The value, or the first fault found. */
export type JsonReading = { value: unknown } | { fault: JsonFault }

const harmfulKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Parses `text`; a doubled key is a fault too, since the parser would silently drop its first value. */
export function readJson(text: string): JsonReading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { fault: syntaxFault(text, error instanceof Error ? error.message : '') }
  }
  const fault = keyFault(text)
  return fault === undefined ? { value } : { fault }
}

function syntaxFault(text: string, message: string): JsonFault {
  const end = text.trimEnd().length
  const position = positionIn(message) ?? firstWrong(text)
  if (position >= end) {
    return { place: placeOf(text, end), reason: 'the file ends too early: a bracket or a quotation mark is not closed' }
  }
  return { place: placeOf(text, position), reason: `${JSON.stringify(text[position])} cannot stand here` }
}

function positionIn(message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1]
  return position === undefined ? undefined : Number(position)
}

/** Some messages of the parser do not say where: halves the text until the longest beginning is found that could still become JSON. */
function firstWrong(text: string): number {
  let sound = 0
  let wrong = text.length + 1
  while (wrong - sound > 1) {
    const middle = (sound + wrong) >> 1
    if (couldBecomeJson(text.slice(0, middle))) sound = middle
    else wrong = middle
  }
  return sound
}

function couldBecomeJson(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return true
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    return message.startsWith('Unexpected end') || (positionIn(message) ?? -1) >= beginning.length
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

interface OpenObject {
  keys: Set<string>
}

/** Walks the tokens of text that is known to be JSON. A string is a key when a colon follows it. */
function keyFault(text: string): JsonFault | undefined {
  const open: OpenObject[] = []
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"(?<colon>\s*:)?|[{}]/g)) {
    const [found] = token
    if (found === '{') open.push({ keys: new Set() })
    else if (found === '}') open.pop()
    else if (token.groups?.colon !== undefined) {
      const key: unknown = JSON.parse(found.slice(0, -token.groups.colon.length))
      const keys = open.at(-1)?.keys
      if (typeof key !== 'string' || keys === undefined) continue
      if (harmfulKeys.has(key)) return { place: placeOf(text, token.index), reason: `the key "${key}" is not allowed` }
      if (keys.has(key))
        return { place: placeOf(text, token.index), reason: `the key "${key}" stands here a second time` }
      keys.add(key)
    }
  }
  return undefined
}
