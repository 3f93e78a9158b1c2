import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { filesOf } from './imports.ts'
import { emptyNames, longestFile } from './layers.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const everything = ['server', 'sip', 'agent-console', 'migrations', 'ivr-flows', 'tests']

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/
const numbered = /^migrations\/\d{4}_[a-z0-9]+(-[a-z0-9]+)*\.ts$/

/** README.md is called so everywhere in the world. `contracts/common.ts` holds the words every room shares and nothing that runs. */
const exceptions = new Set(['README.md', 'common.ts'])

const isMisnamed = (path: string): boolean =>
  !basename(path).startsWith('.') &&
  !exceptions.has(basename(path)) &&
  !numbered.test(path) &&
  (!kebab.test(basename(path)) || emptyNames.includes(basename(path).split('.')[0]!))

test('names every file in kebab-case by the noun in it', () => {
  const paths = filesOf(root, everything, (path) => !path.endsWith('.wav')).map(({ path }) => path)

  expect(paths.filter(isMisnamed)).toEqual([])
})

test.each([
  'server/calls/CallBar.ts',
  'server/calls/call_bar.ts',
  'server/calls/utils.ts',
  'agent-console/helpers.tsx',
])('refuses the name %s', (path) => {
  expect(isMisnamed(path)).toBe(true)
})

test(`keeps every file of the house to ${longestFile} lines`, () => {
  const long = filesOf(root, ['server', 'sip', 'agent-console'], (path) => /\.(tsx?|css)$/.test(path))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > longestFile)

  expect(long).toEqual([])
})
