/** The quick check: types, format, lint, layer rule, unit and console tests, two at a time. */
import { runStep, type Step, type StepResult, tell, vitestStep } from './step.ts'

/** The heavy ones first, so that the two lanes end together. */
const steps: Step[] = [
  vitestStep('unit', ['unit', 'console']),
  { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'lint', command: 'oxlint', args: ['--quiet'] },
  { name: 'format', command: 'biome', args: ['check', '.'] },
]

/** Runs every step, prints a line for each as it ends; one failure does not stop the others. */
export async function runCheck(lanes = 2): Promise<StepResult[]> {
  const waiting = [...steps]
  const results: StepResult[] = []
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await runStep(step)
      tell(result)
      results.push(result)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}
