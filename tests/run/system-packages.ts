/** The programs that browser, SIP and database tests need from the system, and how to get them. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findChromium } from '../kit/chromium.ts'
import { findPostgres } from '../kit/postgres.ts'

export interface SystemNeed {
  name: string
  /** Debian's package. */
  package: string
  present(): boolean
}

export const systemNeeds: SystemNeed[] = [
  { name: 'Chromium', package: 'chromium', present: () => findChromium() !== undefined },
  { name: 'sipp', package: 'sip-tester', present: () => onPath('sipp') },
  { name: 'PostgreSQL', package: 'postgresql', present: () => findPostgres() !== undefined },
  { name: 'a Chinese font', package: 'fonts-wqy-microhei', present: hasChineseFont },
]

/** Brings what is missing when apt may be used here; returns the names still missing and the one line that brings them. */
export function bringSystemPackages(): { missing: string[]; line: string } {
  const wanted = systemNeeds.filter((need) => !need.present())
  if (wanted.length === 0) return { missing: [], line: '' }
  const commands = commandsFor(wanted.map((need) => need.package))
  if (mayInstall()) for (const command of commands) run(command)
  const missing = systemNeeds.filter((need) => !need.present())
  const line = commandsFor(missing.map((need) => need.package))
    .map((command) => asPerson(command))
    .join(' && ')
  return { missing: missing.map(({ name }) => name), line }
}

/** Ubuntu's chromium package is only a door to a snap, which runs in no container: there playwright-core brings its own. */
export function commandsFor(packages: string[], ubuntu = isUbuntu()): string[][] {
  const byApt = ubuntu ? packages.filter((name) => name !== 'chromium') : packages
  const commands: string[][] = []
  if (byApt.length > 0) {
    commands.push(['apt-get', 'update'])
    commands.push(['apt-get', 'install', '-y', '--no-install-recommends', ...byApt])
  }
  if (ubuntu && packages.includes('chromium'))
    commands.push(['npx', 'playwright-core', 'install', '--with-deps', 'chromium'])
  return commands
}

function asPerson(command: string[]): string {
  return command[0] === 'apt-get' ? `sudo ${command.join(' ')}` : command.join(' ')
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function mayInstall(): boolean {
  if (!onPath('apt-get')) return false
  return isRoot() || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
}

function run(command: string[]): void {
  const [program, ...args] = isRoot() || command[0] !== 'apt-get' ? command : ['sudo', '-n', ...command]
  console.log(`Running: ${[program, ...args].join(' ')}`)
  // A step that fails shows in what is still missing afterwards.
  spawnSync(program!, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  })
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

function hasChineseFont(): boolean {
  if (existsSync('/usr/share/fonts/truetype/wqy/wqy-microhei.ttc')) return true
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}

function isUbuntu(): boolean {
  return existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
