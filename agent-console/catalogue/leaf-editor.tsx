/** One entry of the catalogue: what it is now, what a change would mean, what it was before. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { caseFields, fieldNames, isFieldName } from '../../server/contracts/case-fields.ts'
import {
  CatalogueChange,
  CatalogueLeaf,
  CataloguePreview,
  type DepartmentCode,
  departmentCodes,
  departments,
} from '../../server/contracts/catalogue.ts'
import { get, post, put } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel, Section } from '../ui/panel.tsx'
import { catalogueText } from './catalogue.text.ts'

export function LeafEditor({ leaf }: { leaf: CatalogueLeaf }) {
  const t = useText(catalogueText)
  const language = useLanguage()
  const client = useQueryClient()
  const [zh, setZh] = useState(leaf.label.zh)
  const [en, setEn] = useState(leaf.label.en)
  const [department, setDepartment] = useState(leaf.department)
  const [extra, setExtra] = useState<string[]>(leaf.extraRequired)
  const [enabled, setEnabled] = useState(leaf.enabled)
  const [from, setFrom] = useState('')
  const edit = () => ({
    version: leaf.version,
    label: { zh, en },
    department,
    extraRequired: extra,
    enabled,
    ...(from !== '' && { effectiveAt: Date.parse(from) }),
  })
  const preview = useMutation({ mutationFn: () => post(`/catalogue/${leaf.id}/preview`, CataloguePreview, edit()) })
  const saving = useMutation({
    mutationFn: () => put(`/catalogue/${leaf.id}`, CatalogueLeaf, edit()),
    onSuccess: () => client.invalidateQueries({ queryKey: [queryKeys.catalogue] }),
  })
  const shipped = leaf.required.filter((name) => !leaf.extraRequired.includes(name)).filter(isFieldName)
  const nameOf = (name: string) => (isFieldName(name) ? labelText(caseFields[name].label, language) : name)
  return (
    <Panel title={`${leaf.id.toUpperCase()} ${labelText(leaf.label, language)}`}>
      <div className="case-fields">
        <Field label={`${t('label')} 中文`} required>
          {(ids) => <Input {...ids} maxLength={60} value={zh} onChange={(event) => setZh(event.target.value)} />}
        </Field>
        <Field label={`${t('label')} English`} required>
          {(ids) => <Input {...ids} maxLength={100} value={en} onChange={(event) => setEn(event.target.value)} />}
        </Field>
        <Field label={t('department')}>
          {(ids) => (
            <Select<string>
              {...ids}
              showSearch={{ optionFilterProp: 'label' }}
              value={department}
              options={departmentCodes.map((code) => ({ value: code, label: labelText(departments[code], language) }))}
              onChange={setDepartment}
            />
          )}
        </Field>
        <Field label={t('from')}>
          {(ids) => (
            <Input {...ids} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
          )}
        </Field>
        <Field label={t('extra')} className="wide">
          {(ids) => (
            <Select<string[]>
              {...ids}
              mode="multiple"
              optionFilterProp="label"
              value={extra}
              options={fieldNames
                .filter((name) => !shipped.includes(name))
                .map((name) => ({ value: name, label: labelText(caseFields[name].label, language) }))}
              onChange={setExtra}
            />
          )}
        </Field>
      </div>
      <p className="small muted">
        {t('shipped', { fields: shipped.map(nameOf).join(language === 'zh' ? '、' : ', ') || '–' })}
      </p>
      <Checkbox checked={enabled} onChange={(event) => setEnabled(event.target.checked)}>
        {t('enabled')}
      </Checkbox>
      <div className="form-foot">
        <Button loading={preview.isPending} onClick={() => preview.mutate()}>
          {t('preview')}
        </Button>
        <Button type="primary" loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('save')}
        </Button>
        <ErrorLine error={saving.error ?? preview.error} />
      </div>
      {preview.data && (
        <p className="small">
          {t('means', { unfinished: preview.data.unfinished, lacking: preview.data.lacking.length })}{' '}
          <span className="muted">{preview.data.lacking.slice(0, 8).join(', ')}</span>
        </p>
      )}
      <p className="small muted">{t('closedStay')}</p>
      <History leaf={leaf} nameOf={nameOf} />
    </Panel>
  )
}

function History({ leaf, nameOf }: { leaf: CatalogueLeaf; nameOf: (name: string) => string }) {
  const t = useText(catalogueText)
  const language = useLanguage()
  const found = useQuery({
    queryKey: [queryKeys.catalogue, 'history', leaf.id],
    queryFn: () => get(`/catalogue/${leaf.id}/history`, z.array(CatalogueChange)),
  })
  return (
    <Section title={t('history')}>
      <ErrorLine error={found.error} />
      {found.data?.length === 0 && <span className="muted small">{t('noHistory')}</span>}
      <ol className="events">
        {found.data?.map((one) => (
          <li key={one.version}>
            <span className="muted figures">{momentText(one.changedAt, language)}</span>
            <span>{one.changedByName ?? '–'}</span>
            <span>
              {labelText(one.label, language)} · {labelText(departments[one.department as DepartmentCode], language)}
              {one.extraRequired.length > 0 && ` · + ${one.extraRequired.map(nameOf).join(', ')}`}
              {!one.enabled && ` · ${t('off')}`}
              <div className="muted small">{t('effective', { time: momentText(one.effectiveAt, language) })}</div>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
