/** `npm run requirements`: which of the 276 requirements have a passing test in the last run of `npm run check` or `npm test`, and which have none. */
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { resultFile, root } from '../run/step.ts'
import { type Coverage, coverageOf, type RanTest, type Requirement, strangersIn } from './coverage.ts'

const requirements = JSON.parse(readFileSync(join(root, 'tests', 'requirements', 'rows.json'), 'utf8')) as Requirement[]

interface Report {
  testResults: Array<{ assertionResults: Array<{ fullName: string; status: string }> }>
}

function testsOf(path: string): RanTest[] {
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report
  return report.testResults.flatMap((file) =>
    file.assertionResults.map(({ fullName, status }) => ({ title: fullName, status })),
  )
}

function lineOf({ requirement, passing, failing }: Coverage): string {
  const state = failing > 0 ? `${failing} FAILING` : passing > 0 ? `${passing} passing` : 'no test'
  return `${requirement.id}  ${requirement.priority.padEnd(5)}  ${state.padEnd(11)}  ${requirement.en}  ${requirement.zh}`
}

const reports = globSync(resultFile('*'))
if (reports.length === 0) {
  console.error('No results of a test run: run `npm run check` or `npm test` first.')
  process.exitCode = 1
} else {
  const tests = reports.flatMap(testsOf)
  const rows = coverageOf(requirements, tests)
  for (const row of rows) console.log(lineOf(row))
  const newest = new Date(Math.max(...reports.map((path) => statSync(path).mtimeMs)))
  const failing = rows.filter((row) => row.failing > 0)
  const shown = rows.filter((row) => row.passing > 0 && row.failing === 0)
  const without = rows.filter((row) => row.passing === 0 && row.failing === 0)
  console.log(`\nRead off ${tests.length} tests of the run that ended ${newest.toISOString()}.`)
  for (const id of strangersIn(requirements, tests)) console.log(`A title names ${id}, which is no requirement.`)
  for (const priority of ['P0', 'P0/P1', 'P0/P2', 'P1', 'P2', '–']) {
    const of = (list: Coverage[]) => list.filter(({ requirement }) => requirement.priority === priority).length
    if (of(rows) > 0) console.log(`${priority.padEnd(5)}  ${of(shown)} of ${of(rows)} have a passing test`)
  }
  console.log(`${shown.length} shown, ${failing.length} failing, ${without.length} without a test`)
}
