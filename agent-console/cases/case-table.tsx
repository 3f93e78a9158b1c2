/** The rows of a work list; up and down move, Enter opens, Space chooses. */
import { Table, type TableColumnsType } from 'antd'
import { type KeyboardEvent, useMemo } from 'react'
import { Link } from 'react-router'
import type { CaseOrder, CaseSummary } from '../../server/contracts/cases.ts'
import type { Language } from '../../server/contracts/common.ts'
import { serverNow } from '../lib/clock.ts'
import { momentText } from '../lib/format.ts'
import { type ReadText, useLanguage, useText } from '../lib/i18n.ts'
import { caseTone } from '../lib/tones.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { casesText } from './cases.text.ts'
import { categoryText } from './category.ts'

interface CaseTableProps {
  items: CaseSummary[]
  loading: boolean
  order: CaseOrder
  unfinished: boolean
  chosen: string[]
  onChoose: (ids: string[]) => void
}

export function CaseTable({ items, loading, order, unfinished, chosen, onChoose }: CaseTableProps) {
  const t = useText(casesText)
  const word = useText(words)
  const language = useLanguage()
  const columns = useMemo(() => columnsOf(t, word, language), [t, word, language])
  const sorted = useMemo(
    () => (order === 'due' ? items : items.toSorted((a, b) => a.openedAt - b.openedAt)),
    [items, order],
  )
  return (
    <Table<CaseSummary>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={sorted}
      loading={{ spinning: loading, delay: 150 }}
      pagination={false}
      rowSelection={{
        selectedRowKeys: chosen,
        onChange: (keys) => onChoose(keys.map(String)),
        getCheckboxProps: (item) => ({
          disabled: item.state === 'closed',
          'aria-label': t('choose', { number: item.number }),
        }),
      }}
      locale={{ emptyText: <EmptyState title={unfinished ? t('noneUnfinished') : t('none')} /> }}
    />
  )
}

/** Up and down go from number to number; Enter opens it, because it is a link. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const table = event.currentTarget.closest('table')
  const links = [...(table?.querySelectorAll<HTMLElement>('a[data-case]') ?? [])]
  const at = links.indexOf(event.currentTarget)
  const next = links[event.key === 'ArrowDown' ? at + 1 : at - 1]
  if (!next) return
  event.preventDefault()
  next.focus()
}

function columnsOf(
  t: ReadText<keyof typeof casesText.zh>,
  word: ReadText<keyof typeof words.zh>,
  language: Language,
): TableColumnsType<CaseSummary> {
  return [
    {
      title: t('number'),
      key: 'number',
      width: 96,
      render: (_, item) => (
        <Link to={`/cases/${item.id}`} className="figures" data-case={item.number} onKeyDown={moveFocus}>
          {item.number}
        </Link>
      ),
    },
    {
      title: t('state'),
      key: 'state',
      width: 150,
      render: (_, item) => (
        <span className="chips">
          <Chip tone={caseTone[item.state]}>{word(`case.${item.state}`)}</Chip>
          {item.lastScore !== undefined && (
            <span className="small muted">{t('scoreText', { score: item.lastScore })}</span>
          )}
        </span>
      ),
    },
    { title: t('due'), key: 'due', width: 130, render: (_, item) => <Due item={item} /> },
    { title: t('kind'), key: 'kind', width: 96, render: (_, item) => word(`kind.${item.kind}`) },
    {
      title: t('category'),
      key: 'category',
      width: 190,
      ellipsis: true,
      render: (_, item) => categoryText(item.category, language),
    },
    { title: t('subject'), dataIndex: 'subject', ellipsis: true },
    {
      title: t('passenger'),
      key: 'passenger',
      width: 150,
      render: (_, item) =>
        item.passengerId ? (
          <Link to={`/passengers/${item.passengerId}?from=case-work`}>{item.passengerName}</Link>
        ) : (
          (item.partyName ?? '–')
        ),
    },
    { title: t('owner'), key: 'owner', width: 130, render: (_, item) => item.ownerName ?? '–' },
    {
      title: t('opened'),
      key: 'opened',
      width: 110,
      render: (_, item) => <span className="figures">{momentText(item.openedAt, language)}</span>,
    },
  ]
}

const soonMs = 3_600_000

/** When the next clock ends, with a word when it has or soon will. */
function Due({ item }: { item: CaseSummary }) {
  const t = useText(casesText)
  const language = useLanguage()
  if (item.nextDueAt === undefined) return <span className="faint">–</span>
  const left = item.nextDueAt - serverNow()
  return (
    <span className="chips">
      <span className="figures">{momentText(item.nextDueAt, language)}</span>
      {left < 0 && <Chip tone="red">{t('overdue')}</Chip>}
      {left >= 0 && left < soonMs && <Chip tone="amber">{t('soon')}</Chip>}
    </span>
  )
}
