/** The posts of a unit: who answers, who stands in. */
import { useMutation } from '@tanstack/react-query'
import { App, Button, Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Person, Unit } from '../../server/contracts/organisation.ts'
import { NewPost, Post, PostTemplate, postTemplates } from '../../server/contracts/posts.ts'
import { post, put } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { useViewer } from '../lib/viewer.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { usePosts, useReload } from './organisation.api.ts'
import { organisationText } from './organisation.text.ts'
import { useWrong } from './wrong.ts'

export function PostsPanel({ unit, people }: { unit: Unit; people: Person[] }) {
  const t = useText(organisationText)
  const isAdmin = useViewer((viewer) => viewer.role === 'admin')
  const posts = usePosts()
  const [editing, setEditing] = useState<Post | 'new' | undefined>()
  const own = posts.data?.filter((one) => one.unitId === unit.id) ?? []
  return (
    <>
      <ErrorLine error={posts.error} onRetry={() => void posts.refetch()} />
      {posts.isSuccess && own.length === 0 && <EmptyState title={t('noPosts')} />}
      {own.map((one) => (
        <PostLine key={one.id} post={one} onEdit={isAdmin ? () => setEditing(one) : undefined} />
      ))}
      {isAdmin && (
        <div className="form-foot">
          <Button onClick={() => setEditing('new')}>{t('addPost')}</Button>
        </div>
      )}
      {editing && (
        <PostDialog
          key={editing === 'new' ? 'new' : editing.id}
          unit={unit}
          people={people}
          post={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  )
}

function PostLine({ post, onEdit }: { post: Post; onEdit: (() => void) | undefined }) {
  const t = useText(organisationText)
  const language = useLanguage()
  const names = (people: Post['holders']) => people.map((one) => one.name).join('、')
  return (
    <div className="line task-line">
      <div>
        <div className="row wrap">
          <strong>{post.title[language]}</strong>
          {post.accountable && <Chip tone="talking">{t('accountableShort')}</Chip>}
          {post.disabled && <Chip tone="grey">{t('disabled')}</Chip>}
          {post.holders.length === 0 && <Chip tone="amber">{t('vacant')}</Chip>}
        </div>
        <div className="small muted">
          {t('holders')}: {names(post.holders) || '–'} · {t('deputies')}: {names(post.deputies) || '–'}
        </div>
      </div>
      {onEdit && (
        <Button size="small" onClick={onEdit}>
          {t('editPost')}
        </Button>
      )}
    </div>
  )
}

interface PostDraft {
  template: PostTemplate | undefined
  title: { zh: string; en: string }
  accountable: boolean
  holders: string[]
  deputies: string[]
  disabled: boolean
}

const draftOf = (from: Post | undefined): PostDraft => ({
  template: from?.template,
  title: from?.title ?? postTemplates.head,
  accountable: from?.accountable ?? true,
  holders: from?.holders.map((one) => one.id) ?? [],
  deputies: from?.deputies.map((one) => one.id) ?? [],
  disabled: from?.disabled ?? false,
})

interface DialogProps {
  unit: Unit
  people: Person[]
  post: Post | undefined
  onClose: () => void
}

function PostDialog({ unit, people, post: from, onClose }: DialogProps) {
  const t = useText(organisationText)
  const reload = useReload()
  const { message } = App.useApp()
  const [draft, setDraft] = useState(() =>
    from ? draftOf(from) : { ...draftOf(undefined), template: 'head' as const },
  )
  const [tried, setTried] = useState(false)
  const saving = useMutation({
    mutationFn: () =>
      from
        ? put(`/posts/${from.id}`, Post, { ...draft, version: from.version })
        : post('/posts', Post, { ...draft, unitId: unit.id }),
    onSettled: reload,
    onSuccess() {
      void message.success(t('saved'))
      onClose()
    },
  })
  const wish = { ...draft, unitId: unit.id }
  const change = (part: Partial<PostDraft>) => {
    setDraft({ ...draft, ...part } as typeof draft)
    setTried(true)
  }
  return (
    <Modal
      open
      title={from ? t('editPost') : t('addPost')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={saving.isPending}
      okButtonProps={{ disabled: !NewPost.safeParse(wish).success }}
      onOk={() => saving.mutate()}
      onCancel={onClose}
    >
      <PostFields
        draft={draft}
        change={change}
        people={people}
        isNew={!from}
        wrong={useWrong(NewPost, wish, tried, saving.error)}
      />
      <ErrorLine error={saving.error} />
    </Modal>
  )
}

interface PostFieldsProps {
  draft: PostDraft
  change: (part: Partial<PostDraft>) => void
  people: Person[]
  isNew: boolean
  wrong: (path: string) => string | undefined
}

function PostFields({ draft, change, people, isNew, wrong }: PostFieldsProps) {
  const t = useText(organisationText)
  const language = useLanguage()
  const options = people
    .filter((person) => !person.disabled)
    .map((person) => ({ value: person.id as string, label: `${person.displayName} · ${person.teamName[language]}` }))
  const whom = (label: string, field: 'holders' | 'deputies') => (
    <Field label={label} error={wrong(field)}>
      {({ id }) => (
        <Select
          id={id}
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft[field]}
          options={options}
          onChange={(ids: string[]) => change({ [field]: ids })}
        />
      )}
    </Field>
  )
  return (
    <>
      {isNew && (
        <Field label={t('template')}>
          {({ id }) => (
            <Select<PostTemplate | ''>
              id={id}
              value={draft.template ?? ''}
              options={[
                ...PostTemplate.options.map((value) => ({ value, label: postTemplates[value][language] })),
                { value: '' as const, label: t('custom') },
              ]}
              onChange={(template) =>
                change(
                  template === ''
                    ? { template: undefined }
                    : { template, title: postTemplates[template], accountable: template === 'head' },
                )
              }
            />
          )}
        </Field>
      )}
      <Field label={t('titleZh')} required error={wrong('title.zh')}>
        {(ids) => (
          <Input
            {...ids}
            value={draft.title.zh}
            maxLength={60}
            onChange={(event) => change({ title: { ...draft.title, zh: event.target.value } })}
          />
        )}
      </Field>
      <Field label={t('titleEn')} required error={wrong('title.en')}>
        {(ids) => (
          <Input
            {...ids}
            value={draft.title.en}
            maxLength={80}
            onChange={(event) => change({ title: { ...draft.title, en: event.target.value } })}
          />
        )}
      </Field>
      {whom(t('holders'), 'holders')}
      {whom(t('deputies'), 'deputies')}
      <div className="row wrap">
        <Checkbox checked={draft.accountable} onChange={(event) => change({ accountable: event.target.checked })}>
          {t('accountable')}
        </Checkbox>
        {!isNew && (
          <Checkbox checked={draft.disabled} onChange={(event) => change({ disabled: event.target.checked })}>
            {t('disable')}
          </Checkbox>
        )}
      </div>
    </>
  )
}
