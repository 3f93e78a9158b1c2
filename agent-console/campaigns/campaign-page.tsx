/** The satisfaction callback: its rules, what became of its calls, the scores, and who must not be called. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { type AttemptState, Campaign } from '../../server/contracts/campaigns.ts'
import { get } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { Tile } from '../ui/tiles.tsx'
import { AttemptsTable } from './attempts-table.tsx'
import { campaignsText } from './campaigns.text.ts'
import { DoNotCallPanel } from './do-not-call-panel.tsx'
import { SettingsForm } from './settings-form.tsx'

const states: AttemptState[] = ['scheduled', 'dialling', 'answered', 'surveyed', 'retry-at', 'given-up', 'unknown']

export function CampaignPage() {
  const t = useText(campaignsText)
  const language = useLanguage()
  const found = useQuery({
    queryKey: [queryKeys.campaigns],
    queryFn: () => get('/campaigns', z.array(Campaign)),
  })
  const campaign = found.data?.[0]
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{campaign ? labelText(campaign.name, language) : t('page')}</h1>
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={8} />}
      {found.data?.length === 0 && <EmptyState title={t('noCampaign')} />}
      {campaign && <Content campaign={campaign} />}
    </div>
  )
}

function Content({ campaign }: { campaign: Campaign }) {
  const [state, setState] = useState<AttemptState>()
  return (
    <>
      <Tiles campaign={campaign} onOpen={setState} />
      <div className="columns-wide">
        <AttemptsTable campaignId={campaign.id} state={state} onState={setState} />
        <div className="page-stack">
          <SettingsForm campaign={campaign} />
          <DoNotCallPanel />
        </div>
      </div>
    </>
  )
}

function Tiles({ campaign, onOpen }: { campaign: Campaign; onOpen: (state: AttemptState) => void }) {
  const t = useText(campaignsText)
  const word = useText(words)
  const { scores } = campaign
  return (
    <div className="tiles">
      <Tile
        label={t('mean')}
        value={scores.mean === undefined ? '–' : scores.mean.toFixed(2)}
        note={t('answers', { count: scores.count })}
        onOpen={() => onOpen('surveyed')}
      />
      <Tile label={t('low')} value={scores.low} onOpen={() => onOpen('surveyed')} />
      {states.map((state) => (
        <Tile
          key={state}
          label={word(`attempt.${state}`)}
          value={campaign.counts[state]}
          onOpen={() => onOpen(state)}
        />
      ))}
    </div>
  )
}
