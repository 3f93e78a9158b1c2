/** Writes an article: both languages side by side, with a preview; publishing makes the next version. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, DatePicker, Input, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { z } from 'zod'
import { leaves, withCarrier } from '../../server/contracts/catalogue.ts'
import type { Language } from '../../server/contracts/common.ts'
import { Article, ArticleKind, contentParts } from '../../server/contracts/knowledge.ts'
import { StaffMember } from '../../server/contracts/organisation.ts'
import { asApiError, get, post, put } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { ArticleBody } from './article-body.tsx'
import { type ArticleDraft, blocksOf, contentOf, draftOf, missingOf } from './article-draft.ts'
import { BlockRows } from './block-rows.tsx'
import { knowledgeText } from './knowledge.text.ts'
import { StepRows } from './step-rows.tsx'

export function ArticleEditor({ article, onDone }: { article?: Article; onDone: (saved?: Article) => void }) {
  const t = useText(knowledgeText)
  const client = useQueryClient()
  const userId = useViewer((state) => state.userId)
  const [draft, setDraft] = useState(() => draftOf(article, userId))
  const [tried, setTried] = useState(false)
  const edit = (change: Partial<ArticleDraft>) => setDraft((before) => ({ ...before, ...change }))
  const saving = useMutation({
    mutationFn: () =>
      article
        ? put(`/knowledge/${article.id}`, Article, { version: article.version, content: contentOf(draft) })
        : post('/knowledge', Article, contentOf(draft)),
    onSuccess: (saved) => {
      client.setQueryData([queryKeys.knowledge, 'one', saved.id], saved)
      void client.invalidateQueries({ queryKey: [queryKeys.knowledge] })
      onDone(saved)
    },
  })
  const missing = missingOf(draft)
  const fields = saving.error ? asApiError(saving.error).fields : {}
  const errorOf = (name: keyof typeof missing) => (tried && missing[name] ? t('required') : undefined)
  return (
    <form className="article-editor" onSubmit={(event) => event.preventDefault()}>
      <Head draft={draft} edit={edit} errorOf={errorOf} />
      <Section title={`${t('blocks')} · ${t('linesHint')}`}>
        <BlockRows blocks={draft.blocks} onChange={(blocks) => edit({ blocks })} error={errorOf('blocks')} />
      </Section>
      <Section title={t('steps')}>
        <StepRows steps={draft.steps} onChange={(steps) => edit({ steps })} problems={fields} />
      </Section>
      <Preview draft={draft} />
      <div className="form-foot">
        <Button
          type="primary"
          loading={saving.isPending}
          onClick={() => {
            setTried(true)
            if (!Object.values(missing).includes(true)) saving.mutate()
          }}
        >
          {t('save')}
        </Button>
        <Button onClick={() => onDone()}>{t('cancel')}</Button>
        <ErrorLine error={saving.error} />
        <Conflict error={saving.error} />
      </div>
    </form>
  )
}

/** Names the parts that somebody else changed since this editor was opened. */
function Conflict({ error }: { error: unknown }) {
  const t = useText(knowledgeText)
  if (!error || asApiError(error).code !== 'changed-meanwhile') return null
  const parts = contentParts.filter((part) => asApiError(error).fields[part] !== undefined)
  return <span className="late">{t('changedParts', { parts: parts.map((part) => t(`part.${part}`)).join(', ') })}</span>
}

function Head(props: {
  draft: ArticleDraft
  edit: (change: Partial<ArticleDraft>) => void
  errorOf: (name: 'zh' | 'ownerId') => string | undefined
}) {
  const t = useText(knowledgeText)
  const language = useLanguage()
  const { draft, edit } = props
  const people = useQuery({ queryKey: ['users'], queryFn: () => get('/users', z.array(StaffMember)) })
  return (
    <div className="case-fields">
      <Field label={t('titleZh')} required error={props.errorOf('zh')}>
        {(ids) => (
          <Input {...ids} maxLength={80} value={draft.zh} onChange={(event) => edit({ zh: event.target.value })} />
        )}
      </Field>
      <Field label={t('titleEn')}>
        {(ids) => (
          <Input {...ids} maxLength={160} value={draft.en} onChange={(event) => edit({ en: event.target.value })} />
        )}
      </Field>
      <Field label={t('kind')} required>
        {(ids) => (
          <Select
            {...ids}
            value={draft.kind}
            onChange={(kind) => edit({ kind })}
            options={ArticleKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('owner')} required error={props.errorOf('ownerId')}>
        {(ids) => (
          <Select
            {...ids}
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.ownerId}
            onChange={(ownerId) => edit({ ownerId })}
            options={(people.data ?? []).map((one) => ({ value: one.id as string, label: one.displayName }))}
          />
        )}
      </Field>
      <Field label={t('leaves')}>
        {(ids) => (
          <Select
            {...ids}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.leaves}
            onChange={(chosen) => edit({ leaves: chosen })}
            options={leaves.map((leaf) => ({ value: leaf.id, label: labelText(withCarrier(leaf.label), language) }))}
          />
        )}
      </Field>
      <div className="form-grid">
        <Field label={t('paths')}>
          {(ids) => (
            <Select
              {...ids}
              mode="tags"
              value={draft.menuPaths}
              placeholder="2, 1>3"
              onChange={(menuPaths) => edit({ menuPaths })}
            />
          )}
        </Field>
        <Field label={t('expires')}>
          {(ids) => (
            <DatePicker
              {...ids}
              value={draft.expiresAt === undefined ? null : dayjs(draft.expiresAt)}
              onChange={(day) => edit({ expiresAt: day?.endOf('day').valueOf() })}
            />
          )}
        </Field>
      </div>
    </div>
  )
}

function Preview({ draft }: { draft: ArticleDraft }) {
  const t = useText(knowledgeText)
  const [language, setLanguage] = useState<Language>('zh')
  return (
    <Section
      title={t('preview')}
      extra={
        <Segmented<Language>
          size="small"
          aria-label={t('preview')}
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      }
    >
      <div className="article-preview">
        <ArticleBody blocks={blocksOf(draft)} language={language} />
      </div>
    </Section>
  )
}
