/** SQL of campaigns. */
import type { Kysely } from 'kysely'
import { type AttemptState, CampaignSettings } from '../contracts/campaigns.ts'
import type { CampaignId, TeamId } from '../contracts/ids.ts'

interface OwnTables {
  campaign: { id: CampaignId; settings: string; version: number }
  attempt: { campaign_id: CampaignId; state: AttemptState; team_id: TeamId }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Adds a campaign unless it is there. */
export async function insertCampaign(db: Kysely<unknown>, id: CampaignId, settings: CampaignSettings): Promise<void> {
  await own(db)
    .insertInto('campaign')
    .values({ id, settings: JSON.stringify(settings), version: 1 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Settings and version of a campaign. */
export async function findCampaign(
  db: Kysely<unknown>,
  id: CampaignId,
): Promise<{ settings: CampaignSettings; version: number } | undefined> {
  const row = await own(db).selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { settings: CampaignSettings.parse(JSON.parse(row.settings)), version: row.version }
}

/** Changes settings if the campaign still has this version; false when somebody was faster. */
export async function updateCampaign(
  db: Kysely<unknown>,
  id: CampaignId,
  version: number,
  settings: CampaignSettings,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('campaign')
    .set({ settings: JSON.stringify(settings), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** How many attempts are in each state; with `units` those of these units' cases. */
export async function countAttempts(
  db: Kysely<unknown>,
  id: CampaignId,
  units?: readonly TeamId[],
): Promise<Map<AttemptState, number>> {
  const rows = await own(db)
    .selectFrom('attempt')
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .where('campaign_id', '=', id)
    .$if(units !== undefined, (query) => query.where('team_id', 'in', units!))
    .groupBy('state')
    .execute()
  return new Map(rows.map((row) => [row.state, Number(row.count)]))
}
