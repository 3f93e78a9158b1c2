import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** One project a layer: `unit` is quick and needs nothing; `wire` opens loopback sockets and workers; `e2e` starts the whole house, Chromium and sipp. */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          root,
          environment: 'node',
          include: ['tests/{architecture,server,sip,journeys,ivr-flows}/**/*.test.ts'],
          exclude: ['**/*.wire.test.ts'],
          // Half the time: modules are loaded once a worker. The tests keep nothing in them (order shuffled to see).
          isolate: false,
          // Far above what any test takes: a busy machine is not a failure.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'console',
          root,
          environment: 'jsdom',
          include: ['tests/console/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/kit/console-setup.ts'],
          // One page for all files of a worker: loading antd anew for each would take most of the time. Each test sets its own stores.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'wire',
          root,
          environment: 'node',
          include: ['tests/sip/**/*.wire.test.ts', 'tests/engines/**/*.test.ts', 'tests/server/**/*.wire.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          fileParallelism: false,
        },
      },
      {
        // The rooms and journeys once more, on PostgreSQL.
        test: {
          name: 'postgres',
          root,
          environment: 'node',
          globalSetup: ['tests/kit/postgres-setup.ts'],
          isolate: false,
          include: ['tests/{server,journeys}/**/*.test.ts'],
          // No database in these, and one whose moments are counted in turns of this process.
          exclude: [
            '**/*.wire.test.ts',
            'tests/server/{platform,ivr,console}/**',
            // It counts the turns of this process, and fills the disk of SQLite.
            'tests/journeys/{hang-up-windows,full-disk}.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          root,
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
