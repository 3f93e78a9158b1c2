/** A guided script: what an agent says step by step, with questions whose answers lead on (BY-37, GA-40). */
import { z } from 'zod'
import { freeText } from './common.ts'

const sentence = (max: number) => z.object({ zh: freeText(max).pipe(z.string().min(1)), en: freeText(max) })

/** Chinese is required; English may be missing and is then shown as missing. */
export const Words = sentence(600)
export type Words = z.infer<typeof Words>

export const ScriptAnswer = z.object({
  label: sentence(60),
  /** The id of the step that follows; `end`: nothing more to say. */
  to: z.string().max(20),
})
export type ScriptAnswer = z.infer<typeof ScriptAnswer>

export const ScriptStep = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,20}$/),
  say: Words,
  question: sentence(200).optional(),
  answers: z.array(ScriptAnswer).max(6),
})
export type ScriptStep = z.infer<typeof ScriptStep>

export const Script = z.array(ScriptStep).max(40)
export type Script = z.infer<typeof Script>

/** The answer that ends a script. */
export const scriptEnd = 'end'

/** What is wrong with a script: the id of the step and why. */
export interface ScriptProblem {
  step: string
  why: 'twice' | 'nowhere' | 'loop' | 'unreached' | 'no-answers'
}

/** The steps that may follow one: its answers, else the next in order. */
export function followersOf(script: Script, id: string): string[] {
  const at = script.findIndex((step) => step.id === id)
  const step = script[at]
  if (!step) return []
  if (step.answers.length > 0) return step.answers.map((answer) => answer.to).filter((to) => to !== scriptEnd)
  const next = script[at + 1]
  return next ? [next.id] : []
}

/** Everything that keeps a script from being walked to its end; nothing for a sound one. */
export function scriptProblems(script: Script): ScriptProblem[] {
  const ids = script.map((step) => step.id)
  const problems: ScriptProblem[] = []
  for (const [at, step] of script.entries()) {
    if (ids.indexOf(step.id) !== at || step.id === scriptEnd) problems.push({ step: step.id, why: 'twice' })
    if (step.question && step.answers.length === 0) problems.push({ step: step.id, why: 'no-answers' })
    if (step.answers.some(({ to }) => to !== scriptEnd && !ids.includes(to)))
      problems.push({ step: step.id, why: 'nowhere' })
  }
  if (problems.length > 0) return problems
  const { looping, reached } = walk(script)
  if (looping) return [{ step: looping, why: 'loop' }]
  return ids.filter((id) => !reached.has(id)).map((step) => ({ step, why: 'unreached' }))
}

/** From the first step on: what is reached, and the first step that leads back to itself. */
function walk(script: Script): { looping: string | undefined; reached: Set<string> } {
  const reached = new Set<string>()
  const onTheWay = new Set<string>()
  let looping: string | undefined
  const visit = (id: string): void => {
    if (onTheWay.has(id)) looping ??= id
    if (reached.has(id)) return
    reached.add(id)
    onTheWay.add(id)
    for (const next of followersOf(script, id)) visit(next)
    onTheWay.delete(id)
  }
  if (script[0]) visit(script[0].id)
  return { looping, reached }
}

/** The way through a script so far: the steps in order, given what was ticked and answered. */
export function wayThrough(script: Script, answers: Readonly<Record<string, string>>, ticked: readonly string[]) {
  const way: ScriptStep[] = []
  let step = script[0]
  while (step && !way.includes(step)) {
    way.push(step)
    const current: ScriptStep = step
    const to: string | undefined =
      current.answers.length > 0
        ? answers[current.id]
        : ticked.includes(current.id)
          ? script[script.indexOf(current) + 1]?.id
          : undefined
    step = script.find((one) => one.id === to)
  }
  return way
}
