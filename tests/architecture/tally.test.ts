import { expect, test } from 'vitest'
import { commandsFor } from '../run/system-packages.ts'
import { tallyOfResults } from '../run/tally.ts'

const run = (statuses: string[], fileStatus = 'passed') => ({
  numPassedTests: statuses.filter((status) => status === 'passed').length,
  numFailedTests: statuses.filter((status) => status === 'failed').length,
  testResults: [
    { name: 'a.test.ts', status: fileStatus, assertionResults: statuses.map((status) => ({ status, fullName: 'a' })) },
  ],
})

test('counts what passed and what failed', () => {
  expect(tallyOfResults(run(['passed', 'passed', 'failed'], 'failed'), 'x')).toMatchObject({ passed: 2, failed: 1 })
})

test.each(['skipped', 'pending', 'todo'])('counts a test that is %s as failed', (status) => {
  expect(tallyOfResults(run(['passed', status]), 'x')).toMatchObject({ passed: 1, failed: 1 })
})

test('counts a file that cannot be loaded as one failure', () => {
  expect(tallyOfResults(run([], 'failed'), 'x')).toMatchObject({ passed: 0, failed: 1 })
})

test('counts a run that left no results as one failure', () => {
  expect(tallyOfResults(undefined, 'x')).toMatchObject({ passed: 0, failed: 1 })
})

test('asks Debian for everything by apt, and Ubuntu for all but the browser', () => {
  expect(commandsFor(['chromium', 'sip-tester'], false).at(-1)).toEqual(
    'apt-get install -y --no-install-recommends chromium sip-tester'.split(' '),
  )
  expect(commandsFor(['chromium', 'sip-tester'], true).map((command) => command.join(' '))).toEqual([
    'apt-get update',
    'apt-get install -y --no-install-recommends sip-tester',
    'npx playwright-core install --with-deps chromium',
  ])
})
