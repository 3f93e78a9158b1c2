/** The audit log, newest first. Actions and objects are codes of the house and shown as they are. */
import { Button, Table, type TableColumnsType } from 'antd'
import { AuditEntry } from '../../server/contracts/auth.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { auditText } from './audit.text.ts'

export function AuditPage() {
  const t = useText(auditText)
  const word = useText(words)
  const language = useLanguage()
  const entries = usePages(queryKeys.audit, '/audit', AuditEntry)
  // A newer server may know actions that this page does not: its own word is better than none.
  const say = (kind: 'action' | 'object', code: string) => {
    const key = `${kind}.${code}`
    return isKnown(key) ? t(key) : code
  }
  const columns: TableColumnsType<AuditEntry> = [
    { title: '#', dataIndex: 'seq', width: 80, align: 'right' },
    {
      title: t('at'),
      key: 'at',
      width: 130,
      render: (_, entry) => <span className="figures">{momentText(entry.at, language)}</span>,
    },
    { title: t('actor'), key: 'actor', width: 200, render: (_, entry) => entry.actorName ?? t('system') },
    {
      title: t('role'),
      key: 'role',
      width: 110,
      render: (_, entry) => (entry.role ? word(`role.${entry.role}`) : '–'),
    },
    { title: t('action'), key: 'action', width: 220, render: (_, entry) => say('action', entry.action) },
    {
      title: t('object'),
      key: 'object',
      render: (_, entry) => (
        <span className="figures">
          {say('object', entry.objectType)} <span className="muted">{entry.objectId}</span>
        </span>
      ),
    },
    { title: t('ip'), dataIndex: 'ip', width: 140 },
  ]
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <span className="muted">{t('hint')}</span>
      </div>
      <ErrorLine error={entries.error} onRetry={entries.retry} />
      <Table<AuditEntry>
        size="small"
        rowKey="seq"
        columns={columns}
        dataSource={entries.items}
        loading={{ spinning: entries.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('none')} /> }}
      />
      {entries.more && (
        <Button onClick={entries.more} loading={entries.isLoadingMore}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

function isKnown(key: string): key is keyof typeof auditText.zh {
  return Object.hasOwn(auditText.zh, key)
}
