/** One unit: what it is called, where it belongs, whom it looks after. Administrators change it, others read it. */
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Popconfirm, Select, TreeSelect } from 'antd'
import { useState } from 'react'
import {
  DepartmentGroup,
  NewUnit,
  ServiceFunction,
  Unit,
  UnitKind,
  type UnitOnFile,
} from '../../server/contracts/organisation.ts'
import { asApiError, post, put } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { useReload } from './organisation.api.ts'
import { organisationText } from './organisation.text.ts'
import { useUndo } from './undo.tsx'
import { type Draft, differing, draftOf, emptyDraft } from './unit-draft.ts'
import { useWrong } from './wrong.ts'

interface UnitFormProps {
  unit?: UnitOnFile
  parentId?: string
  units: UnitOnFile[]
  onSaved: (id: string) => void
}

export function UnitForm({ unit, parentId, units, onSaved }: UnitFormProps) {
  const t = useText(organisationText)
  const reload = useReload()
  const { message } = App.useApp()
  const isAdmin = useViewer((viewer) => viewer.role === 'admin')
  const [draft, setDraft] = useState<Draft>(() => (unit ? draftOf(unit) : emptyDraft(parentId)))
  const [base, setBase] = useState(unit)
  const [touched, setTouched] = useState(false)
  const saving = useMutation({
    mutationFn: (wish: NewUnit) =>
      base ? put(`/units/${base.id}`, Unit, { ...wish, version: base.version }) : post('/units', Unit, wish),
    onSuccess(saved) {
      setTouched(false)
      setBase({ ...saved, sought: '' })
      reload()
      void message.success(t('saved'))
      onSaved(saved.id)
    },
    onError: reload,
  })
  const conflict = saving.error !== null && asApiError(saving.error).code === 'changed-meanwhile'
  // A newer state takes over at once, unless something is being typed; then the conflict says first what differs.
  const newer = unit !== undefined && base !== undefined && unit.version > base.version
  const told = conflict && newer ? differing(draft, unit) : undefined
  if (newer && !touched) {
    setBase(unit)
    setDraft(draftOf(unit))
  }
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part })
    setTouched(true)
    if (newer) setBase(unit)
    saving.reset()
  }
  const parsed = NewUnit.safeParse(draft)
  return (
    <>
      <UnitFields draft={draft} change={change} units={units} error={saving.error} tried={touched} own={unit?.id} />
      {told && <p className="late small">{t('changedMeanwhile', { fields: told.map((key) => t(key)).join('、') })}</p>}
      {isAdmin && (
        <div className="form-foot">
          <Button
            type="primary"
            disabled={!touched || !parsed.success}
            loading={saving.isPending}
            onClick={() => parsed.data && saving.mutate(parsed.data)}
          >
            {t('save')}
          </Button>
          {unit && <DisableUnit unit={unit} />}
          <ErrorLine error={saving.error} />
        </div>
      )}
    </>
  )
}

interface FieldsProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
  units: UnitOnFile[]
  error: unknown
  tried: boolean
  own: string | undefined
}

function UnitFields({ draft, change, units, error, tried, own }: FieldsProps) {
  const t = useText(organisationText)
  const language = useLanguage()
  const readOnly = useViewer((viewer) => viewer.role !== 'admin')
  const wrong = useWrong(NewUnit, draft, tried, error)
  const text = (value: string, set: (value: string) => void) => ({
    value,
    readOnly,
    maxLength: 200,
    onChange: (event: { target: { value: string } }) => set(event.target.value),
  })
  const { name, city, address } = draft
  return (
    <div className="form-grid">
      <Field label={t('nameZh')} required error={wrong('name.zh')}>
        {(ids) => <Input {...ids} {...text(name.zh, (zh) => change({ name: { ...name, zh } }))} />}
      </Field>
      <Field label={t('nameEn')} required error={wrong('name.en')}>
        {(ids) => <Input {...ids} {...text(name.en, (en) => change({ name: { ...name, en } }))} />}
      </Field>
      <Field label={t('code')} required error={wrong('code')}>
        {(ids) => <Input {...ids} title={t('codeHint')} {...text(draft.code, (code) => change({ code }))} />}
      </Field>
      <Field label={t('kind')} error={wrong('kind')}>
        {({ id }) => (
          <Select
            id={id}
            disabled={readOnly}
            value={draft.kind}
            options={UnitKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={(kind) => change({ kind })}
          />
        )}
      </Field>
      <Field label={t('parent')} error={wrong('parentId')}>
        {({ id }) => (
          <TreeSelect
            id={id}
            disabled={readOnly}
            showSearch={{ treeNodeFilterProp: 'sought' }}
            allowClear
            treeDataSimpleMode
            placeholder={t('noParent')}
            value={draft.parentId}
            treeData={units
              .filter((unit) => unit.id !== own && !unit.disabled)
              .map((unit) => ({
                id: unit.id,
                value: unit.id,
                pId: unit.parentId ?? '',
                title: unit.name[language],
                sought: unit.sought,
              }))}
            onChange={(value: string | undefined) => change({ parentId: value })}
          />
        )}
      </Field>
      <Field label={t('group')}>
        {({ id }) => (
          <Select
            id={id}
            allowClear
            disabled={readOnly || draft.kind !== 'department'}
            value={draft.group}
            options={DepartmentGroup.options.map((value) => ({ value, label: t(`group.${value}`) }))}
            onChange={(group) => change({ group })}
          />
        )}
      </Field>
      <Field label={t('service')}>
        {({ id }) => (
          <Select
            id={id}
            disabled={readOnly}
            value={draft.service}
            options={ServiceFunction.options.map((value) => ({ value, label: t(`service.${value}`) }))}
            onChange={(service) => change({ service })}
          />
        )}
      </Field>
      <Field label={t('phone')} error={wrong('phone')}>
        {(ids) => <Input {...ids} {...text(draft.phone, (phone) => change({ phone }))} />}
      </Field>
      <Field label={t('cityZh')} error={wrong('city.zh')}>
        {(ids) => <Input {...ids} {...text(city.zh, (zh) => change({ city: { ...city, zh } }))} />}
      </Field>
      <Field label={t('cityEn')} error={wrong('city.en')}>
        {(ids) => <Input {...ids} {...text(city.en, (en) => change({ city: { ...city, en } }))} />}
      </Field>
      <Field label={t('calendar')} error={wrong('calendarId')}>
        {(ids) => <Input {...ids} {...text(draft.calendarId, (calendarId) => change({ calendarId }))} />}
      </Field>
      <Field label={t('addressZh')} className="wide" error={wrong('address.zh')}>
        {(ids) => <Input {...ids} {...text(address.zh, (zh) => change({ address: { ...address, zh } }))} />}
      </Field>
      <Field label={t('addressEn')} className="wide" error={wrong('address.en')}>
        {(ids) => <Input {...ids} {...text(address.en, (en) => change({ address: { ...address, en } }))} />}
      </Field>
      <Field label={`${t('serves')} · ${t('servesHint')}`} className="wide" error={wrong('serves')}>
        {({ id }) => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            disabled={readOnly}
            value={draft.serves}
            onChange={(serves: string[]) => change({ serves })}
          />
        )}
      </Field>
    </div>
  )
}

/** Closes or opens the unit; what was done can be taken back at once. */
function DisableUnit({ unit }: { unit: UnitOnFile }) {
  const t = useText(organisationText)
  const language = useLanguage()
  const reload = useReload()
  const undo = useUndo()
  const set = (from: { id: string; version: number }, disabled: boolean) =>
    put(`/units/${from.id}/disabled`, Unit, { version: from.version, disabled })
  const setting = useMutation({
    mutationFn: (disabled: boolean) => set(unit, disabled),
    onSettled: reload,
    onSuccess: (saved) =>
      undo(saved.disabled ? t('disabled') : t('enabled'), async () => {
        await set(saved, !saved.disabled)
        reload()
      }),
  })
  const button = (
    <Button
      danger={!unit.disabled}
      loading={setting.isPending}
      onClick={unit.disabled ? () => setting.mutate(false) : undefined}
    >
      {unit.disabled ? t('enable') : t('disable')}
    </Button>
  )
  return (
    <>
      {unit.disabled ? (
        button
      ) : (
        <Popconfirm title={t('disableAsk', { name: unit.name[language] })} onConfirm={() => setting.mutate(true)}>
          {button}
        </Popconfirm>
      )}
      <ErrorLine error={setting.error} />
      <InUse error={setting.error} />
    </>
  )
}

function InUse({ error }: { error: unknown }) {
  const t = useText(organisationText)
  if (!error) return null
  const { code, details } = asApiError(error)
  if (code !== 'unit-in-use') return null
  const count = (key: string) => Number(details[key] ?? 0)
  return (
    <span className="small">
      {t('inUse', { units: count('units'), people: count('people'), openCases: count('openCases') })}
    </span>
  )
}
