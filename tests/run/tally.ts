/** Adds up vitest's result files. A test that did not run counts as failed: nothing is skipped silently. */
import { readFileSync } from 'node:fs'

export interface Tally {
  passed: number
  failed: number
  /** One sentence for each failure that no test reported by itself. */
  remarks: string[]
}

interface Results {
  numPassedTests: number
  numFailedTests: number
  testResults: Array<{
    name: string
    status: string
    assertionResults: Array<{ status: string; fullName: string }>
  }>
}

/** The sum over the files; a file that is missing or unreadable is one failure. */
export function tallyOf(paths: string[]): Tally {
  const sum: Tally = { passed: 0, failed: 0, remarks: [] }
  for (const path of paths) {
    const one = tallyOfResults(readResults(path), path)
    sum.passed += one.passed
    sum.failed += one.failed
    sum.remarks.push(...one.remarks)
  }
  return sum
}

/** Passed and failed of one run; files that could not be loaded and tests that were skipped are failures. */
export function tallyOfResults(results: Results | undefined, path: string): Tally {
  if (results === undefined) return { passed: 0, failed: 1, remarks: [`${path} was not written: the run broke off.`] }
  const remarks: string[] = []
  for (const file of results.testResults) {
    if (file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'))
      remarks.push(`${file.name} failed outside its tests.`)
    for (const { status, fullName } of file.assertionResults)
      if (status !== 'passed' && status !== 'failed') remarks.push(`Did not run (${status}): ${fullName}`)
  }
  return { passed: results.numPassedTests, failed: results.numFailedTests + remarks.length, remarks }
}

function readResults(path: string): Results | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Results
  } catch {
    // The caller counts a run without results as a failure.
    return undefined
  }
}
