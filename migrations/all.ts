import type { Migration } from 'kysely/migration'
import * as platform from './0001_platform.ts'
import * as auth from './0002_auth.ts'
import * as organisation from './0003_organisation.ts'
import * as passengers from './0004_passengers.ts'
import * as cases from './0005_cases.ts'
import * as tasks from './0006_tasks.ts'
import * as campaigns from './0007_campaigns.ts'
import * as surveys from './0008_surveys.ts'
import * as calls from './0010_calls.ts'
import * as agents from './0011_agents.ts'
import * as queues from './0012_queues.ts'
import * as interactions from './0013_interactions.ts'
import * as recordings from './0014_recordings.ts'
import * as units from './0020_organisation.ts'
import * as directory from './0021_directory.ts'
import * as passengerData from './0022_passenger-data.ts'
import * as accounts from './0023_accounts.ts'
import * as identity from './0024_identity.ts'
import * as privacy from './0025_privacy.ts'
import * as airports from './0026_airports.ts'
import * as flights from './0027_flights.ts'
import * as entitlements from './0028_entitlements.ts'
import * as incidents from './0028_incidents.ts'
import * as caseCatalogue from './0029_case-catalogue.ts'
import * as calendars from './0030_calendars.ts'
import * as clocks from './0031_clocks.ts'
import * as dispatch from './0032_dispatch.ts'
import * as problems from './0033_problems.ts'
import * as compensation from './0034_compensation.ts'
import * as exchange from './0035_exchange.ts'
import * as webhooks from './0036_webhooks.ts'
import * as apiKeys from './0037_api-keys.ts'
import * as knowledge from './0038_knowledge.ts'
import * as monitoring from './0040_monitoring.ts'
import * as pauses from './0041_pauses.ts'
import * as interactionsAnew from './0042_interactions.ts'

/** Every migration in order; the name is what the database remembers, so it never changes after release. */
export const migrations: Record<string, Migration> = {
  '0001_platform': platform,
  '0002_auth': auth,
  '0003_organisation': organisation,
  '0004_passengers': passengers,
  '0005_cases': cases,
  '0006_tasks': tasks,
  '0007_campaigns': campaigns,
  '0008_surveys': surveys,
  '0010_calls': calls,
  '0011_agents': agents,
  '0012_queues': queues,
  '0013_interactions': interactions,
  '0014_recordings': recordings,
  '0020_organisation': units,
  '0021_directory': directory,
  '0022_passenger-data': passengerData,
  '0023_accounts': accounts,
  '0024_identity': identity,
  '0025_privacy': privacy,
  '0026_airports': airports,
  '0027_flights': flights,
  '0028_entitlements': entitlements,
  '0028_incidents': incidents,
  '0029_case_catalogue': caseCatalogue,
  '0030_calendars': calendars,
  '0040_monitoring': monitoring,
  '0032_dispatch': dispatch,
  '0033_problems': problems,
  '0034_compensation': compensation,
  '0041_pauses': pauses,
  '0042_interactions': interactionsAnew,
  '0031_clocks': clocks,
  '0035_exchange': exchange,
  '0036_webhooks': webhooks,
  '0037_api_keys': apiKeys,
  '0038_knowledge': knowledge,
}
