/** Two records side by side: what the rule would do in each field, which a person may choose otherwise, and then the merge. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Radio, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { Merge, type MergeField, MergePreview } from '../../server/contracts/identity.ts'
import { get, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { fieldText, isField } from './fields.text.ts'
import { identityText, isText } from './identity.text.ts'

type Side = 'survivor' | 'loser'

export function MergePage() {
  const t = useText(identityText)
  const { id = '', otherId = '' } = useParams()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<Record<string, Side>>({})
  const path = `/passengers/${id}/merge-preview/${otherId}`
  const preview = useQuery({
    queryKey: [queryKeys.passenger, id, 'merge', otherId],
    queryFn: () => get(path, MergePreview),
  })
  const merge = useMutation({
    mutationFn: ({ survivorVersion, loserVersion }: MergePreview) =>
      post(`/passengers/${id}/merges`, z.array(Merge), { loserId: otherId, survivorVersion, loserVersion, chosen }),
    onSuccess: () => navigate(`/passengers/${id}?tab=identity`),
  })
  const found = preview.data
  const columns = useFieldColumns(chosen, (field, side) => setChosen({ ...chosen, [field]: side }))
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('merge')}</h1>
        <span className="muted small">{t('mergeHint')}</span>
        <span className="row end">
          <Button
            size="small"
            onClick={() => {
              setChosen({})
              void navigate(`/passengers/${otherId}/merge/${id}`, { replace: true })
            }}
          >
            {t('swap')}
          </Button>
          <Button
            size="small"
            type="primary"
            disabled={!found}
            loading={merge.isPending}
            onClick={() => found && merge.mutate(found)}
          >
            {t('doMerge')}
          </Button>
        </span>
      </div>
      <ErrorLine error={preview.error ?? merge.error} onRetry={() => void preview.refetch()} />
      {preview.isLoading && <LateSkeleton rows={12} />}
      {found && (
        <>
          <div className="muted">
            {t('rows')}:{' '}
            {Object.entries(found.rows)
              .filter(([, n]) => n > 0)
              .map(([room, n]) => `${isText(`room.${room}`) ? t(`room.${room}` as never) : room} ${n}`)
              .join(' · ') || '–'}
          </div>
          <Table<MergeField>
            size="small"
            rowKey="field"
            columns={columns}
            dataSource={found.fields.filter((field) => field.survivor !== '' || field.loser !== '')}
            rowClassName={(field) => (field.survivor === field.loser ? 'muted' : '')}
            pagination={false}
          />
        </>
      )}
    </div>
  )
}

function useFieldColumns(
  chosen: Record<string, Side>,
  onChoose: (field: string, side: Side) => void,
): TableColumnsType<MergeField> {
  const t = useText(identityText)
  const name = useText(fieldText)
  const language = useLanguage()
  const word = useText(words)
  const say = (kind: string, code: string) => {
    const key = `${kind}.${code}`
    return isWord(key) ? word(key) : code
  }
  const shown = (field: MergeField, value: string) => {
    if (value === '') return '–'
    if (field.field === 'special_needs') {
      const needs = z.array(z.string()).parse(JSON.parse(value))
      return needs.map((need) => say('need', need)).join(' · ') || '–'
    }
    if (['tier', 'seat', 'meal', 'language'].includes(field.field)) return say(field.field, value)
    if (field.field.endsWith('_at')) return momentText(Number(value), language)
    if (field.field === 'difficult') return value === '1' ? '✓' : '–'
    return value
  }
  const side = (which: Side) => ({
    title: t(which),
    key: which,
    render: (_: unknown, field: MergeField) =>
      field.choosable ? (
        <Radio
          name={field.field}
          checked={(chosen[field.field] ?? field.wins) === which}
          onChange={() => onChoose(field.field, which)}
        >
          {shown(field, field[which])}
        </Radio>
      ) : (
        shown(field, field[which])
      ),
  })
  return [
    {
      title: t('field'),
      key: 'field',
      width: 150,
      render: (_, field) => (isField(field.field) ? name(field.field) : field.field),
    },
    side('survivor'),
    side('loser'),
    {
      title: t('result'),
      key: 'result',
      render: (_, field) => {
        const by = chosen[field.field]
        return <strong>{shown(field, by ? field[by] : field.result)}</strong>
      },
    },
    {
      title: t('rule'),
      key: 'rule',
      width: 170,
      render: (_, field) => <span className="muted">{t(`rule.${field.rule}`)}</span>,
    },
  ]
}

const isWord = (key: string): key is keyof typeof words.zh => Object.hasOwn(words.zh, key)
