import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { breaches } from './doors.ts'
import { filesOf, importsOf } from './imports.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const wings = ['server', 'sip', 'agent-console', 'migrations', 'ivr-flows']

describe('the house', () => {
  test('keeps to its dependency rule in every file', () => {
    const house = filesOf(root, wings, (path) => /\.tsx?$/.test(path))

    expect(house.length).toBeGreaterThan(25)
    expect(breaches(house)).toEqual([])
  })
})

describe('the dependency rule', () => {
  const planted: Array<[kind: string, path: string, text: string]> = [
    [
      'a room that imports another room',
      'server/queues/queues.service.ts',
      "import { a } from '../agents/agents.service.ts'",
    ],
    [
      'a room that imports even the types of another',
      'server/queues/queues.ports.ts',
      "import type { A } from '../agents/agents.service.ts'",
    ],
    ['a sideways export', 'server/queues/queues.service.ts', "export { a } from '../agents/agents.service.ts'"],
    [
      'a sideways import over several lines',
      'server/queues/queues.service.ts',
      "import {\n  a,\n  b,\n} from '../agents/x.ts'",
    ],
    ['a sideways import for its effect alone', 'server/queues/queues.service.ts', "import '../agents/x.ts'"],
    ['a dynamic sideways import', 'server/queues/queues.service.ts', "const a = await import('../agents/x.ts')"],
    [
      'a worker started in another room',
      'server/queues/queues.service.ts',
      "new Worker(new URL('../agents/x.ts', import.meta.url))",
    ],
    ['an import whose target is computed', 'server/queues/queues.service.ts', 'const a = await import(name)'],
    [
      'a room that imports a journey',
      'server/queues/queues.service.ts',
      "import { a } from '../journeys/inbound-call.ts'",
    ],
    [
      'a room that reaches for the telephony port',
      'server/queues/queues.ports.ts',
      "import type { Leg } from '../../sip/telephony.ts'",
    ],
    [
      'calls that open telephony at run time',
      'server/calls/calls.service.ts',
      "import { a } from '../../sip/telephony.ts'",
    ],
    [
      'calls that know more of sip than its port',
      'server/calls/calls.service.ts',
      "import type { A } from '../../sip/control/leg.ts'",
    ],
    [
      'a journey that opens a room instead of being handed it',
      'server/journeys/inbound-call.ts',
      "import { a } from '../calls/calls.service.ts'",
    ],
    [
      'a journey that knows sip',
      'server/journeys/inbound-call.ts',
      "import type { Leg } from '../../sip/telephony.ts'",
    ],
    ['the platform knowing a room', 'server/platform/bus.ts', "import type { A } from '../queues/queues.service.ts'"],
    ['contracts that open Node', 'server/contracts/ids.ts', "import { randomUUID } from 'node:crypto'"],
    ['realtime that imports a room', 'server/realtime/news.ts', "import { a } from '../cases/cases.service.ts'"],
    ['sip that imports the server', 'sip/control/leg.ts', "import { a } from '../../server/platform/clock.ts'"],
    [
      'sip that imports even types of the server',
      'sip/engine/timers.ts',
      "import type { Clock } from '../../server/platform/clock.ts'",
    ],
    ['control that opens the engine', 'sip/control/leg.ts', "import { a } from '../engine/parser.ts'"],
    ['control that looks behind the media port', 'sip/control/leg.ts', "import type { A } from '../media/mixer.ts'"],
    ['the engine that opens media', 'sip/engine/dialog.ts', "import { a } from '../media/sdp.ts'"],
    ['media that opens control', 'sip/media/mixer.ts', "import { a } from '../control/leg.ts'"],
    ['the phone that opens the engine', 'sip/phone/main.ts', "import { a } from '../engine/parser.ts'"],
    ['a second file with werift', 'sip/media/srtp.ts', "import type { RTCPeerConnection } from 'werift'"],
    ['a second file with jssip', 'agent-console/calls/call-bar.tsx', "import JsSIP from 'jssip'"],
    ['SQL outside a repository', 'server/queues/queues.service.ts', "import { sql } from 'kysely'"],
    ['socket.io in a room', 'server/queues/queues.service.ts', "import { Server } from 'socket.io'"],
    [
      'a console feature that imports another',
      'agent-console/cases/case-list.tsx',
      "import { a } from '../passengers/card.tsx'",
    ],
    [
      'a console that reads the server',
      'agent-console/lib/api.ts',
      "import type { A } from '../../server/platform/errors.ts'",
    ],
    [
      'the console library knowing a feature',
      'agent-console/lib/socket.ts',
      "import { a } from '../calls/calls.store.ts'",
    ],
    [
      'a migration that uses the types of today',
      'migrations/0009_x.ts',
      "import type { A } from '../server/contracts/ids.ts'",
    ],
    ['law that asks Node', 'server/calls/call.machine.ts', "import { randomInt } from 'node:crypto'"],
    ['a rule that opens its service', 'server/calls/call.rules.ts', "import { a } from './calls.service.ts'"],
    ['a rule that looks at the clock', 'server/calls/call.rules.ts', 'export const late = () => Date.now() > 5'],
    ['a rule that throws dice', 'server/calls/call.rules.ts', 'export const dice = () => randomInt(6)'],
    ['a route that goes past its service', 'server/calls/calls.routes.ts', "import { a } from './calls.repository.ts'"],
    ['a repository that knows HTTP', 'server/calls/calls.repository.ts', "import { a } from './calls.routes.ts'"],
    [
      'a store that fetches for itself',
      'agent-console/calls/calls.store.ts',
      "import { a } from '@tanstack/react-query'",
    ],
    ['a default export', 'server/calls/calls.service.ts', 'export default function calls() {}'],
    ['a file in no layer', 'reports/a.ts', 'export const a = 1'],
  ]

  test.each(planted)('catches %s', (_kind, path, text) => {
    expect(breaches([{ path, text }])).toHaveLength(1)
  })

  const lawful: Array<[kind: string, path: string, text: string]> = [
    [
      'a room its own files, the platform and the words',
      'server/queues/queues.service.ts',
      "import { a } from './queues.rules.ts'\nimport { b } from '../platform/clock.ts'\nimport { c } from '../contracts/ids.ts'",
    ],
    [
      'calls the types of the telephony port',
      'server/calls/calls.service.ts',
      "import type { Leg } from '../../sip/telephony.ts'",
    ],
    [
      'journeys the types of rooms',
      'server/journeys/inbound-call.ts',
      "import type { Calls } from '../calls/calls.service.ts'",
    ],
    [
      'the composition everything',
      'server/app.ts',
      "import { a } from './calls/calls.service.ts'\nimport { b } from '../sip/index.ts'",
    ],
    ['a service the types of SQL', 'server/calls/calls.service.ts', "import type { Kysely } from 'kysely'"],
    [
      'an import that stands in a comment',
      'server/queues/queues.service.ts',
      "/**\n * import { a } from '../agents/x.ts'\n */\n// import '../agents/x.ts'",
    ],
  ]

  test.each(lawful)('grants %s', (_kind, path, text) => {
    expect(breaches([{ path, text }])).toEqual([])
  })

  test('tells an import of types from one that runs', () => {
    const text = [
      "import type { A } from 'kysely'",
      "import { type B, c } from 'kysely'",
      "let d: import('fastify').Reply",
      "const e = await import('fastify')",
      "export type * from './f.ts'",
    ].join('\n')

    expect(importsOf({ path: 'server/calls/x.ts', text })).toEqual([
      { target: 'kysely', own: false, typeOnly: true },
      { target: 'kysely', own: false, typeOnly: false },
      { target: 'server/calls/f.ts', own: true, typeOnly: true },
      { target: 'fastify', own: false, typeOnly: true },
      { target: 'fastify', own: false, typeOnly: false },
    ])
  })
})
