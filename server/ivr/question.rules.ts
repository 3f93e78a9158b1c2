/** What a pressed key, or none, means to a question. */
import type { AnswerNode, MenuNode } from './flow.schema.ts'

/** Where the call goes from a question. */
export type Verdict =
  | { kind: 'accepted'; next: string; answer?: { name: string; value: number } }
  | { kind: 'ask-again'; say: readonly string[] }
  | { kind: 'given-up'; next: string }

/** Judges the key `pressed` (undefined: nothing within the time); `asked` counts how often the question was asked, from 1. */
export function judge(node: MenuNode | AnswerNode, pressed: string | undefined, asked: number): Verdict {
  const accepted = pressed === undefined ? undefined : accept(node, pressed)
  if (accepted !== undefined) return accepted
  if (asked > node.repeats) return { kind: 'given-up', next: node.otherwise }
  return { kind: 'ask-again', say: pressed === undefined ? node.noInput : node.invalid }
}

function accept(node: MenuNode | AnswerNode, pressed: string): Verdict | undefined {
  if (node.verb === 'menu') {
    const next = Object.hasOwn(node.choices, pressed) ? node.choices[pressed] : undefined
    return next === undefined ? undefined : { kind: 'accepted', next }
  }
  const value = /^[0-9]$/.test(pressed) ? Number(pressed) : Number.NaN
  if (!(value >= node.from && value <= node.to)) return undefined
  return { kind: 'accepted', next: node.next, answer: { name: node.name, value } }
}
