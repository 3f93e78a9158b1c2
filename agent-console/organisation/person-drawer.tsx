/** One person: who, where, in which role, and what the person may take. */
import { useMutation } from '@tanstack/react-query'
import { App, Button, Drawer, Input, Select, TreeSelect } from 'antd'
import { useState } from 'react'
import { Role } from '../../server/contracts/auth.ts'
import { QueueId } from '../../server/contracts/ids.ts'
import { InitialPassword, NewMember, Person, type Skill, StaffMember } from '../../server/contracts/organisation.ts'
import { post, put } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { useReload, useUnits } from './organisation.api.ts'
import type { Given } from './password-dialog.tsx'
import { peopleText } from './people.text.ts'
import { useWrong } from './wrong.ts'

interface Draft extends Omit<NewMember, 'teamId'> {
  teamId: string | undefined
}

interface DrawerProps {
  person: Person | undefined
  onClose: () => void
  onGiven: (given: Given) => void
}

function draftOf(person: Person | undefined): Draft {
  if (!person)
    return {
      username: '',
      displayName: '',
      role: 'agent',
      teamId: undefined,
      language: 'zh',
      title: { zh: '', en: '' },
      extension: '',
    }
  const { username, displayName, role, teamId, language, title, extension } = person
  return { username, displayName, role, teamId, language, title, extension }
}

export function PersonDrawer({ person, onClose, onGiven }: DrawerProps) {
  const t = useText(peopleText)
  const reload = useReload()
  const { message } = App.useApp()
  const [draft, setDraft] = useState(() => draftOf(person))
  const [skills, setSkills] = useState<Skill[]>(person?.skills ?? [])
  const [tried, setTried] = useState(false)
  const saving = useMutation({
    async mutationFn(wish: NewMember) {
      if (!person) {
        const { user, password } = await post('/users', InitialPassword, wish)
        if (skills.length > 0) await put(`/users/${user.id}/skills`, Person, skills)
        onGiven({ name: user.displayName, password })
        return
      }
      if (JSON.stringify(wish) !== JSON.stringify(NewMember.parse(draftOf(person))))
        await put(`/users/${person.id}`, StaffMember, { ...wish, version: person.version })
      if (JSON.stringify(skills) !== JSON.stringify(person.skills))
        await put(`/users/${person.id}/skills`, Person, skills)
    },
    onSettled: reload,
    onSuccess() {
      void message.success(t('saved'))
      onClose()
    },
  })
  const parsed = NewMember.safeParse(draft)
  const save = () => {
    setTried(true)
    if (parsed.success) saving.mutate(parsed.data)
  }
  return (
    <Drawer
      open
      size={420}
      title={person ? t('edit') : t('add')}
      onClose={onClose}
      footer={
        <div className="form-foot">
          <Button type="primary" loading={saving.isPending} onClick={save}>
            {t('save')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <ErrorLine error={saving.error} />
        </div>
      }
    >
      <PersonFields
        draft={draft}
        change={(part) => setDraft({ ...draft, ...part })}
        wrong={useWrong(NewMember, draft, tried, saving.error)}
      />
      {draft.role === 'agent' && <SkillFields skills={skills} onChange={setSkills} />}
    </Drawer>
  )
}

interface FieldsProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
  wrong: (path: string) => string | undefined
}

function PersonFields({ draft, change, wrong }: FieldsProps) {
  const t = useText(peopleText)
  const word = useText(words)
  const language = useLanguage()
  const units = useUnits().data ?? []
  const text = (value: string, set: (value: string) => void, maxLength = 60) => ({
    value,
    maxLength,
    onChange: (event: { target: { value: string } }) => set(event.target.value),
  })
  const { title } = draft
  return (
    <>
      <Field label={t('name')} required error={wrong('displayName')}>
        {(ids) => <Input {...ids} {...text(draft.displayName, (displayName) => change({ displayName }))} />}
      </Field>
      <Field label={t('username')} required error={wrong('username')}>
        {(ids) => (
          <Input {...ids} autoComplete="off" {...text(draft.username, (username) => change({ username }), 64)} />
        )}
      </Field>
      <Field label={t('role')}>
        {({ id }) => (
          <Select
            id={id}
            value={draft.role}
            options={Role.options.map((value) => ({ value, label: word(`role.${value}`) }))}
            onChange={(role) => change({ role })}
          />
        )}
      </Field>
      <Field label={t('unit')} required error={wrong('teamId')}>
        {({ id }) => (
          <TreeSelect
            id={id}
            showSearch={{ treeNodeFilterProp: 'sought' }}
            treeDataSimpleMode
            value={draft.teamId}
            treeData={units
              .filter((unit) => !unit.disabled)
              .map((unit) => ({
                id: unit.id,
                value: unit.id,
                pId: unit.parentId ?? '',
                title: unit.name[language],
                sought: unit.sought,
              }))}
            onChange={(teamId: string | undefined) => change({ teamId })}
          />
        )}
      </Field>
      <Field label={t('titleZh')} error={wrong('title.zh')}>
        {(ids) => <Input {...ids} {...text(title.zh, (zh) => change({ title: { ...title, zh } }))} />}
      </Field>
      <Field label={t('titleEn')} error={wrong('title.en')}>
        {(ids) => <Input {...ids} {...text(title.en, (en) => change({ title: { ...title, en } }))} />}
      </Field>
      <Field label={`${t('extension')} · ${t('extensionHint')}`} error={wrong('extension')}>
        {(ids) => (
          <Input {...ids} inputMode="numeric" {...text(draft.extension, (extension) => change({ extension }), 8)} />
        )}
      </Field>
      <Field label={t('language')}>
        {({ id }) => (
          <Select
            id={id}
            value={draft.language}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: word(`language.${value}`) }))}
            onChange={(next) => change({ language: next })}
          />
        )}
      </Field>
    </>
  )
}

const levels = [1, 2, 3, 4, 5]

function SkillFields({ skills, onChange }: { skills: Skill[]; onChange: (skills: Skill[]) => void }) {
  const t = useText(peopleText)
  const word = useText(words)
  const set = (queueId: QueueId, level: number) => {
    const others = skills.filter((skill) => skill.queueId !== queueId)
    onChange(level === 0 ? others : [...others, { queueId, level }])
  }
  return (
    <fieldset className="case-fields">
      <legend className="muted small">{t('skills')}</legend>
      {QueueId.options.map((queueId) => (
        <Field key={queueId} label={word(`queue.${queueId}`)}>
          {({ id }) => (
            <Select
              id={id}
              value={skills.find((skill) => skill.queueId === queueId)?.level ?? 0}
              options={[
                { value: 0, label: t('noSkill') },
                ...levels.map((value) => ({ value, label: t('level', { level: value }) })),
              ]}
              onChange={(level) => set(queueId, level)}
            />
          )}
        </Field>
      ))}
    </fieldset>
  )
}
