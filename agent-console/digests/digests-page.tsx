/** Digests of departments and monthly packs of branches, newest first; when they are made, for leads. */
import { CheckCircleOutlined, ClockCircleOutlined, InboxOutlined } from '@ant-design/icons'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import { DigestKind, DigestSummary } from '../../server/contracts/digests.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { digestsText } from './digests.text.ts'
import { SchedulesPanel } from './schedules-panel.tsx'

export function DigestsPage() {
  const t = useText(digestsText)
  const ui = useText(uiText)
  const isLead = useViewer((state) => state.role) !== 'agent'
  const [query, setQuery] = useSearchParams()
  const kind = DigestKind.safeParse(query.get('kind')).data
  const digests = usePages(queryKeys.digests, '/digests', DigestSummary, { kind })
  const columns = useDigestColumns()
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Segmented
          aria-label={t('kind')}
          value={kind ?? ''}
          onChange={(next) => setQuery(next === '' ? {} : { kind: next }, { replace: true })}
          options={[
            { value: '', label: t('all') },
            ...DigestKind.options.map((value) => ({ value, label: t(`kind.${value}`) })),
          ]}
        />
        <span className="muted small">{t('email')}</span>
      </div>
      <ErrorLine error={digests.error} onRetry={digests.retry} />
      <Table<DigestSummary>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={digests.items}
        loading={{ spinning: digests.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('none')}>{t('noneHint')}</EmptyState> }}
      />
      {digests.more && (
        <Button onClick={digests.more} loading={digests.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
      {isLead && <SchedulesPanel />}
    </div>
  )
}

export function DigestChips({ digest }: { digest: DigestSummary }) {
  const t = useText(digestsText)
  const isPack = digest.kind === 'branch-month'
  return (
    <span className="chips">
      {isPack && digest.sentAt === undefined && (
        <Chip tone="amber" icon={<InboxOutlined aria-hidden />}>
          {t('status.open')}
        </Chip>
      )}
      {isPack && digest.sentAt !== undefined && (
        <Chip tone="talking" icon={<CheckCircleOutlined aria-hidden />}>
          {t('status.sent')}
        </Chip>
      )}
      {digest.late && (
        <Chip tone="red" icon={<ClockCircleOutlined aria-hidden />}>
          {t('status.late')}
        </Chip>
      )}
      {digest.readAt !== undefined ? (
        <Chip tone="ready" icon={<CheckCircleOutlined aria-hidden />}>
          {t('status.read')}
        </Chip>
      ) : (
        !isPack && <Chip tone="amber">{t('status.unread')}</Chip>
      )}
    </span>
  )
}

function useDigestColumns(): TableColumnsType<DigestSummary> {
  const t = useText(digestsText)
  const language = useLanguage()
  return useMemo(
    () => [
      {
        title: t('unit'),
        key: 'unit',
        render: (_, digest) => <Link to={`/digests/${digest.id}`}>{labelText(digest.unitName, language)}</Link>,
      },
      { title: t('kind'), key: 'kind', width: 170, render: (_, digest) => t(`kind.${digest.kind}`) },
      {
        title: t('period'),
        key: 'period',
        width: 240,
        render: (_, digest) => (
          <span className="figures">
            {momentText(digest.fromAt, language)} – {momentText(digest.toAt, language)}
          </span>
        ),
      },
      {
        title: t('made'),
        key: 'made',
        width: 120,
        render: (_, digest) => <span className="figures">{momentText(digest.madeAt, language)}</span>,
      },
      {
        title: t('due'),
        key: 'due',
        width: 120,
        render: (_, digest) => (
          <span className="figures">{digest.dueAt === undefined ? '–' : momentText(digest.dueAt, language)}</span>
        ),
      },
      { title: t('status'), key: 'status', width: 220, render: (_, digest) => <DigestChips digest={digest} /> },
    ],
    [t, language],
  )
}
