/** Everything that happened with a passenger on every way: choose kinds, search in it, write down what no machine took. */
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { TimelineItem, TimelineKind } from '../../server/contracts/passengers.ts'
import { useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { ContactNoteForm } from './contact-note-form.tsx'
import { passengersText } from './passengers.text.ts'
import { Timeline } from './timeline.tsx'

export function TimelinePanel({ id }: { id: string }) {
  const t = useText(passengersText)
  const [kinds, setKinds] = useState<TimelineKind[]>([])
  const [search, setSearch] = useState('')
  const [writing, setWriting] = useState(false)
  const query = { kinds: kinds.join(',') || undefined, search: search || undefined }
  const timeline = usePages(queryKeys.passenger, `/passengers/${id}/timeline`, TimelineItem, query, true, id)
  return (
    <>
      <div className="timeline-tools">
        <Select<TimelineKind[]>
          mode="multiple"
          size="small"
          aria-label={t('timelineKinds')}
          placeholder={t('timelineAll')}
          maxTagCount="responsive"
          allowClear
          value={kinds}
          onChange={setKinds}
          options={TimelineKind.options.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        <Input.Search
          size="small"
          allowClear
          maxLength={80}
          aria-label={t('timelineSearch')}
          placeholder={t('timelineSearch')}
          onSearch={(text) => setSearch(text.trim())}
        />
        <Button size="small" onClick={() => setWriting(!writing)} aria-expanded={writing}>
          {t('contactNote')}
        </Button>
      </div>
      {writing && <ContactNoteForm id={id} onDone={() => setWriting(false)} />}
      <ErrorLine error={timeline.error} onRetry={timeline.retry} />
      {timeline.isLoading ? (
        <LateSkeleton rows={8} />
      ) : (
        <Timeline
          items={timeline.items}
          more={timeline.more}
          loadingMore={timeline.isLoadingMore}
          filtered={kinds.length > 0 || search !== ''}
        />
      )}
    </>
  )
}
