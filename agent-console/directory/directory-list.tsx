/** The search of the directory and its hits: whom to ask, on which number, who is on duty. */
import { CopyOutlined, PhoneOutlined, TeamOutlined, UserOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { z } from 'zod'
import { DirectoryEntry, type OnDuty } from '../../server/contracts/directory.ts'
import { get } from '../lib/api.ts'
import { wallTimeText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { directoryText } from './directory.text.ts'

/** `onDial` dials or transfers to a number where the desk can do that; without it the number can be copied. */
export function DirectoryList(props: {
  limit: number
  /** In a narrow column: one line for who is on duty. */
  narrow?: boolean
  onDial?: (number: string, name: string) => void
}) {
  const t = useText(directoryText)
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const hits = useQuery({
    queryKey: [queryKeys.directory, search, props.limit],
    queryFn: () => get('/directory', z.array(DirectoryEntry), { search, limit: props.limit }),
    placeholderData: keepPreviousData,
    // Who is on duty changes by the clock alone.
    refetchInterval: 60_000,
  })
  return (
    <>
      <Input
        allowClear
        aria-label={t('search')}
        placeholder={t('search')}
        title={t('hint')}
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ErrorLine error={hits.error} onRetry={() => void hits.refetch()} />
      {search === '' && <div className="muted small">{t('nowOnDuty')}</div>}
      {hits.data?.length === 0 && search !== '' && <div className="muted small">{t('nobody')}</div>}
      {hits.data?.map((entry) => (
        <EntryLine key={entry.id} entry={entry} brief={props.narrow === true && search === ''} onDial={props.onDial} />
      ))}
      {!props.onDial && <div className="faint small">{t('dialLater')}</div>}
    </>
  )
}

interface LineProps {
  entry: DirectoryEntry
  /** Nothing was searched: who is on duty says enough. */
  brief: boolean
  onDial: ((number: string, name: string) => void) | undefined
}

function EntryLine({ entry, brief, onDial }: LineProps) {
  const t = useText(directoryText)
  const language = useLanguage()
  const name = entry.kind === 'unit' ? entry.name[language] : entry.name
  const where =
    entry.kind === 'unit'
      ? entry.path.map((label) => label[language]).join(' / ')
      : [entry.title[language], entry.unitName[language]].filter(Boolean).join(' · ')
  const duties = entry.kind === 'unit' ? entry.onDuty : entry.onDuty ? [entry.onDuty] : []
  return (
    <div className="line task-line">
      <div>
        <div className="row wrap">
          {entry.kind === 'unit' ? <TeamOutlined aria-hidden /> : <UserOutlined aria-hidden />}
          <strong>{name}</strong>
          {entry.kind === 'person' && entry.onDuty && <Chip tone="ready">{t('onDuty')}</Chip>}
        </div>
        {!brief && <div className="small muted">{where}</div>}
        {!brief && entry.kind === 'unit' && entry.handles.length > 0 && (
          <div className="small">
            {t('handles')}: {entry.handles.map((label) => label[language]).join('、')}
          </div>
        )}
        {duties.map((duty) => (
          <DutyLine key={`${duty.userId}-${duty.toMinute}`} duty={duty} withName={entry.kind === 'unit'} />
        ))}
      </div>
      <NumberButton number={entry.number} name={name} onDial={onDial} />
    </div>
  )
}

function DutyLine({ duty, withName }: { duty: OnDuty; withName: boolean }) {
  const t = useText(directoryText)
  const language = useLanguage()
  const time = wallTimeText(duty.toMinute)
  const until = t('until', { task: duty.task[language], time, zone: duty.zone })
  return (
    <div className="small" title={until}>
      {withName && (
        <>
          {t('onDuty')}: {duty.name} <span className="figures">{duty.number}</span>{' '}
        </>
      )}
      <span className="muted">{t('untilTime', { time })}</span>
    </div>
  )
}

function NumberButton({ number, name, onDial }: { number: string; name: string; onDial: LineProps['onDial'] }) {
  const t = useText(directoryText)
  const { message } = App.useApp()
  if (number === '') return <span className="faint small">{t('noNumber')}</span>
  const copy = () => void navigator.clipboard.writeText(number).then(() => message.success(t('copied')))
  return (
    <span className="row">
      <Button
        size="small"
        className="figures"
        aria-label={t('copy', { number })}
        icon={<CopyOutlined aria-hidden />}
        onClick={copy}
      >
        {number}
      </Button>
      {onDial && (
        <Button
          size="small"
          type="primary"
          aria-label={`${t('dial')} ${name}`}
          icon={<PhoneOutlined aria-hidden />}
          onClick={() => onDial(number, name)}
        />
      )}
    </span>
  )
}
