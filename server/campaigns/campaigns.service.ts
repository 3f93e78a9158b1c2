/** Campaigns: their settings and how they stand. The calls themselves are attempts. */
import { AttemptState, type Campaign, type CampaignSettings } from '../contracts/campaigns.ts'
import type { CampaignId, CaseId, TeamId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import { type AttemptsDeps, createAttempts } from './attempts.service.ts'
import { countAttempts, findCampaign, insertCampaign, updateCampaign } from './campaigns.repository.ts'
import { homeCountries } from './destination.rules.ts'

export interface CampaignsDeps extends Omit<AttemptsDeps, 'settings' | 'countries' | 'store'> {
  store: Store
  /** ISO country codes that may be called; the home countries when not given. */
  countries?: readonly string[]
}

const satisfaction: CampaignId = 'complaint-satisfaction'
const satisfactionName = { zh: '投诉满意度回访', en: 'Complaint satisfaction callback' }

/** Settings of a new house: an hour after the closing, 09:00-20:00 at the passenger, three tries. */
export const campaignDefaults: CampaignSettings = {
  enabled: true,
  delayMs: 3_600_000,
  windowFrom: 9 * 60,
  windowTo: 20 * 60,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  maxAttempts: 3,
  retryBusyMs: 15 * 60_000,
  retryNoAnswerMs: 4 * 3_600_000,
  ringMs: 30_000,
  reopenAtOrBelow: 2,
  maxConcurrent: 2,
}

export type Campaigns = ReturnType<typeof createCampaigns>

/** The room of campaigns; `attempts` are its calls. Ask `start` once before anything else. */
export function createCampaigns(deps: CampaignsDeps) {
  const { store, answers } = deps

  async function settings(id: CampaignId, within?: Write): Promise<CampaignSettings> {
    return found(await findCampaign(within?.db ?? store.db, id)).settings
  }

  const attempts = createAttempts({ ...deps, settings, countries: deps.countries ?? homeCountries })

  /** With `units` the figures are those of the attempts that these units can open. */
  async function get(id: CampaignId, units?: readonly TeamId[]): Promise<Campaign> {
    const { settings, version } = found(await findCampaign(store.db, id))
    const counted = await countAttempts(store.db, id, units)
    // Every state is there, with 0 where there is none.
    const counts = Object.fromEntries(AttemptState.options.map((state) => [state, counted.get(state) ?? 0]))
    return {
      id,
      name: satisfactionName,
      settings,
      version,
      counts: counts as Campaign['counts'],
      scores: await answers.scores(id, units),
    }
  }

  return {
    attempts,
    scheduleFor: (caseId: CaseId, closedAt: number, within?: Write): Promise<void> =>
      attempts.scheduleFor(caseId, closedAt, within),

    /** Creates the campaign on the first start and settles what another boot left in the middle. */
    async start(): Promise<void> {
      await store.write((tx) => insertCampaign(tx.db, satisfaction, campaignDefaults))
      await attempts.recover()
    },

    list: async (units?: readonly TeamId[]): Promise<Campaign[]> => [await get(satisfaction, units)],
    get,
    /** How many calls may run at once. */
    maxConcurrent: async (): Promise<number> => (await settings(satisfaction)).maxConcurrent,

    /** Changes settings. Refuses changed-meanwhile, and a window that never opens. */
    async edit(id: CampaignId, edit: { version: number; settings: CampaignSettings }): Promise<Campaign> {
      if (edit.settings.windowFrom >= edit.settings.windowTo)
        throw new Refusal('invalid-input', {}, { 'settings.windowTo': 'must be later than windowFrom' })
      await store.write(async (tx) => {
        const { version } = found(await findCampaign(tx.db, id))
        if (!(await updateCampaign(tx.db, id, edit.version, edit.settings)))
          throw new Refusal('changed-meanwhile', { version })
        tx.announce('campaign.changed', { campaignId: id })
      })
      return get(id)
    },
  }
}
