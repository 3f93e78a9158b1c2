/** The dependency rule of the house as data: who may import whom. `doors.ts` reads it, `layers.test.ts` holds the house to it. */

/** What the files under one folder may open. Paths end in `/` for a whole folder; `<room>` is the importing file's own room. */
export interface Layer {
  /** The folder (with `/`), or one file. The first layer that fits a file counts. */
  of: string
  /** Own files it may import. */
  files: string[]
  /** Own files of which it may import types only. */
  types?: string[]
  /** Packages it may import; '*' = any that is not kept for others in `keepers`. `node:*` = Node's own. Types of packages are free. */
  packages: string[]
}

const words = 'server/contracts/'
const platform = 'server/platform/'

export const layers: Layer[] = [
  // The letterbox: the browser loads it too.
  { of: 'server/contracts/', files: [words], packages: ['zod'] },
  { of: 'server/platform/', files: [words, platform], packages: ['*', 'node:*'] },
  { of: 'server/journeys/', files: [words, platform, 'server/journeys/'], types: ['server/'], packages: [] },
  { of: 'server/realtime/', files: [words, platform, '<room>'], packages: ['*', 'node:*'] },
  { of: 'server/calls/', files: [words, platform, '<room>'], types: ['sip/telephony.ts'], packages: ['*', 'node:*'] },
  // The composition and the doors of the process stand directly in server/.
  {
    of: 'server/*',
    files: ['server/', 'sip/index.ts', 'migrations/all.ts'],
    types: ['sip/telephony.ts'],
    packages: ['*', 'node:*'],
  },
  { of: 'server/', files: [words, platform, '<room>'], packages: ['*', 'node:*'] },

  { of: 'sip/telephony.ts', files: [], packages: [] },
  { of: 'sip/media/media-engine.ts', files: [], types: ['sip/telephony.ts'], packages: [] },
  { of: 'sip/index.ts', files: ['sip/'], packages: ['node:*'] },
  { of: 'sip/engine/', files: ['sip/engine/'], types: ['sip/telephony.ts'], packages: ['node:*', 'ws'] },
  { of: 'sip/media/', files: ['sip/media/'], types: ['sip/telephony.ts'], packages: ['node:*', 'werift'] },
  {
    of: 'sip/control/',
    files: ['sip/control/', 'sip/telephony.ts', 'sip/media/media-engine.ts'],
    packages: ['node:*', 'drachtio-srf'],
  },
  { of: 'sip/phone/', files: ['sip/phone/', 'sip/media/g711.ts'], packages: ['node:*'] },

  {
    of: 'agent-console/*',
    files: ['agent-console/app/', 'agent-console/lib/', 'agent-console/ui/'],
    packages: ['*', 'node:*'],
  },
  { of: 'agent-console/app/', files: ['agent-console/', words], packages: ['*'] },
  { of: 'agent-console/lib/', files: ['agent-console/lib/', words], packages: ['*'] },
  { of: 'agent-console/ui/', files: ['agent-console/ui/', 'agent-console/lib/', words], packages: ['*'] },
  { of: 'agent-console/', files: ['agent-console/lib/', 'agent-console/ui/', words, '<room>'], packages: ['*'] },

  { of: 'migrations/', files: ['migrations/'], packages: ['kysely'] },
  { of: 'ivr-flows/', files: ['ivr-flows/', 'sip/media/g711.ts'], packages: ['node:*', 'espeak-ng', 'zod'] },
]

/** The suffix is the passport: it narrows what the layer allows, in any room. */
export interface Passport {
  suffix: string
  /** As in Layer; 'room' = every file of its own room. */
  files: string[]
  /** Own files of which it may import types only. */
  types: string[]
  packages: string[]
  /** Own files it may not open even so, by suffix. */
  never?: string[]
  /** Same input, same answer: no clock, no chance, no environment. */
  pure?: boolean
}

const law = ['<room>', words, platform, 'sip/telephony.ts']

export const passports: Passport[] = [
  { suffix: '.machine', files: [words, 'server/platform/machine.ts', '<pure>'], types: law, packages: [], pure: true },
  {
    suffix: '.rules',
    files: [words, '<pure>'],
    types: law,
    // Pure themselves: same input, same answer. Of node:crypto only hashes; `impure` refuses its chance.
    packages: ['zod', 'libphonenumber-js', 'pinyin-pro', 'node:crypto'],
    pure: true,
  },
  { suffix: '.ports', files: [words], types: ['<room>', words, platform, 'sip/telephony.ts'], packages: [] },
  {
    suffix: '.service',
    files: ['<room>', words, platform],
    types: ['sip/telephony.ts'],
    packages: ['*', 'node:*'],
    never: ['.routes'],
  },
  {
    suffix: '.repository',
    files: ['<room>', words, platform],
    types: ['sip/telephony.ts'],
    packages: ['kysely', 'node:*'],
    never: ['.routes', '.service'],
  },
  {
    suffix: '.routes',
    files: ['<room>', words, platform],
    types: [],
    packages: ['fastify', '@fastify/static', '@fastify/multipart', 'zod', 'node:*'],
    never: ['.repository'],
  },
  { suffix: '.store', files: ['<room>', 'agent-console/lib/', words], types: [], packages: ['zustand', 'zod'] },
  { suffix: '.schema', files: ['<room>', words], types: [], packages: ['zod'] },
]

/** Packages that belong to few: everybody else reaches them through these. */
export const keepers: Record<string, (path: string) => boolean> = {
  werift: (path) => path === 'sip/media/browser-leg.ts',
  jssip: (path) => path === 'agent-console/lib/softphone.ts',
  'drachtio-srf': (path) => path.startsWith('sip/control/'),
  kysely: (path) => path.endsWith('.repository.ts') || path.startsWith(platform) || path.startsWith('migrations/'),
  'better-sqlite3': (path) => path.startsWith(platform),
  pg: (path) => path.startsWith(platform),
  pino: (path) => path.startsWith(platform),
  fastify: (path) => path.startsWith(platform) || path.endsWith('.routes.ts') || path === 'server/app.ts',
  'socket.io': (path) => path.startsWith('server/realtime/'),
  'socket.io-client': (path) => path.startsWith('agent-console/lib/'),
  ws: (path) => path.startsWith('sip/engine/') || /^server\/[^/]+\.ts$/.test(path),
}

/** Of these not even the types are for others. */
export const sealed = new Set(['werift', 'jssip'])

/** What no pure file may say. */
export const impure =
  /\b(Date\.now\(|new Date\(\)|Math\.random\(|random(?:Bytes|Int|UUID|Fill)\w*\(|performance\.now\(|process\.|setTimeout\(|setInterval\()/

/** Names that say nothing about what a file holds. */
export const emptyNames = ['utils', 'util', 'helpers', 'helper', 'manager', 'misc', 'common']

/** The most lines a file may have before it must be two. */
export const longestFile = 320
