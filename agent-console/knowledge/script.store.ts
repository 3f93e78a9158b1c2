/** What was ticked and answered in a script: kept while a contact lasts, also when the article is closed in between. */
import { create } from 'zustand'

interface Walk {
  ticked: string[]
  answers: Record<string, string>
}

interface ScriptState {
  walks: Record<string, Walk>
  tick: (name: string, step: string) => void
  answer: (name: string, step: string, to: string) => void
  again: (name: string) => void
}

export const freshWalk: Walk = { ticked: [], answers: {} }

export const useScript = create<ScriptState>((set) => {
  const change = (name: string, next: (walk: Walk) => Walk) =>
    set(({ walks }) => ({ walks: { ...walks, [name]: next(walks[name] ?? freshWalk) } }))
  return {
    walks: {},
    tick: (name, step) =>
      change(name, (walk) => ({
        ...walk,
        ticked: walk.ticked.includes(step) ? walk.ticked.filter((one) => one !== step) : [...walk.ticked, step],
      })),
    answer: (name, step, to) => change(name, (walk) => ({ ...walk, answers: { ...walk.answers, [step]: to } })),
    again: (name) => change(name, () => freshWalk),
  }
})
