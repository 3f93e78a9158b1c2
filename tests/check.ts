/** `npm run check`: what every commit must pass, under a minute. */
import { runCheck } from './run/check-steps.ts'

const start = performance.now()
const results = await runCheck()
const failed = results.filter(({ ok }) => !ok)
console.log(
  `${results.length - failed.length} of ${results.length} ok in ${((performance.now() - start) / 1000).toFixed(1)} s`,
)
process.exitCode = failed.length === 0 ? 0 : 1
