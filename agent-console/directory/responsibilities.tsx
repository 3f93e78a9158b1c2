/** What a unit handles, one function a line in both languages. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { Label } from '../../server/contracts/common.ts'
import { anyAnswer, get, put } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { directoryText } from './directory.text.ts'

export function Responsibilities({ unitId }: { unitId: string }) {
  const t = useText(directoryText)
  const client = useQueryClient()
  const [typed, setTyped] = useState<string | undefined>()
  const kept = useQuery({
    queryKey: [queryKeys.directory, 'responsibilities', unitId],
    queryFn: () => get(`/units/${unitId}/responsibilities`, z.array(Label)),
  })
  const saving = useMutation({
    mutationFn: (names: Label[]) => put(`/units/${unitId}/responsibilities`, anyAnswer, names),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: [queryKeys.directory] })
      setTyped(undefined)
    },
  })
  const text = typed ?? (kept.data ?? []).map(({ zh, en }) => `${zh} | ${en}`).join('\n')
  const names = text
    .split('\n')
    .map((line) => line.split('|').map((side) => side.trim()))
    .filter((sides) => sides.some((side) => side !== ''))
  const bad = names.findIndex((sides) => sides.length !== 2 || sides.includes(''))
  const save = () => saving.mutate(names.map(([zh = '', en = '']) => ({ zh, en })))
  return (
    <>
      <ErrorLine error={kept.error} onRetry={() => void kept.refetch()} />
      <Field
        label={t('responsibilitiesHint')}
        error={typed !== undefined && bad >= 0 ? t('badLine', { n: bad + 1 }) : undefined}
      >
        {(ids) => <Input.TextArea {...ids} rows={5} value={text} onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      <div className="form-foot">
        <Button disabled={typed === undefined || bad >= 0} loading={saving.isPending} onClick={save}>
          {t('save')}
        </Button>
        {saving.isSuccess && typed === undefined && <span className="muted small">{t('saved')}</span>}
        <ErrorLine error={saving.error} />
      </div>
    </>
  )
}
