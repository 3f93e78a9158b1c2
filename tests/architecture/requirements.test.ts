import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { coverageOf, idsIn, type Requirement, strangersIn } from '../requirements/coverage.ts'

const rows = JSON.parse(readFileSync(new URL('../requirements/rows.json', import.meta.url), 'utf8')) as Requirement[]

describe('the requirements', () => {
  test('are 276, each with an id of its own', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(276)
  })

  test('are shown by tests that name them in brackets', () => {
    expect(idsIn('a case > [CP-07, BY-22] suggests the leaf')).toEqual(['CP-07', 'BY-22'])
    expect(idsIn('the room CP-07 without brackets')).toEqual([])
  })

  test('count as shown when every test that names them passes, and as failing when one does not', () => {
    const [first, second] = coverageOf(
      rows.filter(({ id }) => id === 'BY-01' || id === 'BY-02'),
      [
        { title: '[BY-01] starts', status: 'passed' },
        { title: '[BY-01, BY-02] ends', status: 'failed' },
      ],
    )
    expect(first).toMatchObject({ passing: 1, failing: 1 })
    expect(second).toMatchObject({ passing: 0, failing: 1 })
  })

  test('do not include what a title names by mistake', () => {
    const tests = [
      { title: '[CP-99] is none of them', status: 'passed' },
      { title: '[BZ-01] neither', status: 'passed' },
    ]
    expect(strangersIn(rows, tests)).toEqual(['CP-99'])
  })
})
