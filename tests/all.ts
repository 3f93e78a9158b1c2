/** `npm test`: everything, from types to browser. Nothing is skipped: what could not run is a failure. */
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { runCheck } from './run/check-steps.ts'
import { resultFile, runStep, type StepResult, tell, vitestStep } from './run/step.ts'
import { bringSystemPackages } from './run/system-packages.ts'
import { tallyOf } from './run/tally.ts'

const vitestRuns = ['unit', 'postgres', 'wire', 'e2e']

/** What this machine lacks and the line that brings it; undefined when all is there. Node's own age is refused by server/node-version.mjs. */
function lack(): string | undefined {
  const { missing, line } = bringSystemPackages()
  return missing.length === 0 ? undefined : `Missing: ${missing.join(', ')}. Run this, then again:\n${line}`
}

async function runEverything(): Promise<StepResult[]> {
  rmSync(dirname(resultFile('')), { recursive: true, force: true })
  mkdirSync(dirname(resultFile('')), { recursive: true })
  const results = await runCheck()
  const rest = [
    { name: 'console build', command: 'vite', args: ['build', '--config', 'agent-console/vite.config.ts'] },
    vitestStep('postgres', ['postgres'], true),
    vitestStep('wire', ['wire'], true),
    vitestStep('e2e', ['e2e'], true),
  ]
  for (const step of rest) {
    const result = await runStep(step)
    tell(result)
    results.push(result)
  }
  return results
}

const wanting = lack()
if (wanting !== undefined) {
  console.error(wanting)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
} else {
  const results = await runEverything()
  const tally = tallyOf(vitestRuns.map(resultFile))
  for (const remark of tally.remarks) console.log(remark)
  // A step that is not a vitest run, or one that failed although each of its tests passed, is one failure.
  const broken = results.filter(
    ({ name, ok }) => !ok && (!vitestRuns.includes(name) || tallyOf([resultFile(name)]).failed === 0),
  )
  for (const { name } of broken) console.log(`The step "${name}" failed.`)
  const failed = tally.failed + broken.length
  process.exitCode = failed === 0 ? 0 : 1
  console.log(`${tally.passed} passed, ${failed} failed`)
}
