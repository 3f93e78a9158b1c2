/** COMPOSITION of what goes in and out: keys of other systems, their requests, files, webhooks. */
import { join } from 'node:path'

import type { Units } from './api-keys/api-keys.ports.ts'
import { apiKeysRoutes } from './api-keys/api-keys.routes.ts'
import type { ApiKeys } from './api-keys/api-keys.service.ts'
import { exportSources } from './app-export-sources.ts'
import type { Audit } from './audit/audit.service.ts'
import type { Campaigns } from './campaigns/campaigns.service.ts'
import type { Cases } from './cases/cases.service.ts'
import type { UserId } from './contracts/ids.ts'
import { exportsRoutes } from './exports/exports.routes.ts'
import { createExports } from './exports/exports.service.ts'
import { createImportRunner } from './imports/import-runner.ts'
import { importsRoutes } from './imports/imports.routes.ts'
import { createImports } from './imports/imports.service.ts'
import { createWrongRows } from './imports/wrong-rows.ts'
import type { PassengerFinder } from './intake/intake.ports.ts'
import { intakeRoutes } from './intake/intake.routes.ts'
import { createIntake } from './intake/intake.service.ts'
import type { Organisation } from './organisation/organisation.service.ts'
import { passengerFields } from './passengers/import-fields.ts'
import { createPassengerBulk } from './passengers/passenger-bulk.ts'
import type { Passengers } from './passengers/passengers.service.ts'
import type { Bus } from './platform/bus.ts'
import type { Clock } from './platform/clock.ts'
import type { Http } from './platform/http.ts'
import type { Log } from './platform/log.ts'
import type { Store, Write } from './platform/store.ts'
import type { Tasks } from './tasks/tasks.service.ts'
import { createCourier } from './webhooks/courier.ts'
import { createSeal } from './webhooks/sealed.ts'
import { readAllowed } from './webhooks/target-address.ts'
import { createWebhookRelay } from './webhooks/webhook-relay.ts'
import { webhooksRoutes } from './webhooks/webhooks.routes.ts'
import { createWebhooks } from './webhooks/webhooks.service.ts'

const importWorker = new URL('./app-import-worker.ts', import.meta.url)

export interface ExchangeDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  bootId: string
  secret: string
  dataDir: string
  timeZone: string
  /** Targets of webhooks beside public addresses, as WEBHOOK_ALLOW says. */
  webhookAllow?: string | undefined
  organisation: Organisation
  audit: Audit
  apiKeys: ApiKeys
  passengers: Passengers
  cases: Cases
  tasks: Tasks
  campaigns: Campaigns
}

export type Exchange = ReturnType<typeof createExchange>

/** Builds the rooms; nothing runs yet. */
export function createExchange(deps: ExchangeDeps) {
  const { store, bus, clock, log, audit, apiKeys, passengers, cases } = deps
  const intake = createIntake({ store, clock, cases, passengers: finderOf(passengers) })
  const seal = createSeal(deps.secret)
  const courier = createCourier({ allowed: readAllowed(deps.webhookAllow ?? ''), now: () => clock.monotonic() })
  const webhooks = createWebhooks({ store, clock, audit, seal, courier, onWork: () => webhookRelay.wake() })
  const webhookRelay = createWebhookRelay({ store, bus, clock, log, seal, courier, chance: Math.random })
  const bulk = createPassengerBulk({ store, clock })
  const shapes = { passengers: { fields: passengerFields } }
  const targets = { passengers: bulk }
  const { timeZone } = deps
  const runner = createImportRunner({ store, clock, log, worker: importWorker, targets, timeZone })
  const folder = join(deps.dataDir, 'imports')
  const imports = createImports({ store, clock, log, audit, runner, shapes, targets, folder })
  const wrongRows = createWrongRows({ store, audit, shapes })
  const sources = exportSources({ ...deps, bulk })
  const exportFolder = join(deps.dataDir, 'exports')
  const exports = createExports({ store, clock, log, audit, sources, bootId: deps.bootId, folder: exportFolder })
  return {
    apiKeys,
    intake,
    webhooks,
    webhookRelay,
    imports,
    exports,
    facts: { factsAfter: (after: number, limit: number) => store.factsAfter(after, limit) },
    wrongRows,
    /** Takes up what a former run left. */
    async start(): Promise<void> {
      await webhookRelay.start()
      await imports.takeUp()
      await exports.takeUp()
    },
    async close(): Promise<void> {
      await imports.close()
      await exports.close()
      await webhookRelay.close()
    },
  }
}

/** Registers the routes of these rooms. */
export function exchangeRoutes(http: Http, exchange: Exchange): void {
  const { apiKeys, intake, webhooks, imports, wrongRows, exports, facts } = exchange
  apiKeysRoutes(http, { apiKeys })
  intakeRoutes(http, { intake })
  webhooksRoutes(http, { webhooks })
  importsRoutes(http, { imports, wrongRows })
  exportsRoutes(http, { exports, facts })
}

/** Who is meant by what another system knows: only where exactly one passenger fits. */
function finderOf(passengers: Passengers): PassengerFinder {
  return {
    async find({ passengerId, memberNumber, phone }) {
      if (passengerId && (await passengers.summary(passengerId))) return passengerId
      if (memberNumber) {
        const { items } = await passengers.search({ search: memberNumber, limit: 20 })
        const same = items.filter((item) => item.memberNumber?.toLowerCase() === memberNumber.toLowerCase())
        if (same.length === 1) return same[0]?.id
      }
      const match = phone ? await passengers.identify(phone) : undefined
      return match?.kind === 'known' ? match.passengerId : undefined
    },
  }
}

/** Units as API keys need them. */
export function unitsOf(organisation: Organisation): Units {
  return {
    async unitOf(id) {
      const unit = await organisation.unit(id)
      // A key sees what belongs to its unit and to the units under it.
      return unit && { name: unit.name, ...(await organisation.reachOf({ role: 'supervisor', teamId: id })) }
    },
  }
}

/** Names of people and of the keys of other systems: these act too, and what they did must have a name. */
export function withKeyNames(organisation: Organisation, apiKeys: ApiKeys) {
  return {
    nameOf: async (id: UserId, within?: Write): Promise<string | undefined> =>
      (await organisation.nameOf(id, within)) ?? (await apiKeys.nameOf(id, within)),
    async namesOf(ids: UserId[]): Promise<Map<UserId, string>> {
      const names = await organisation.namesOf(ids)
      for (const id of new Set(ids)) {
        const name = names.has(id) ? undefined : await apiKeys.nameOf(id)
        if (name !== undefined) names.set(id, name)
      }
      return names
    },
  }
}
