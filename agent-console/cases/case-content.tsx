/** What stands in a case: facts, form, words, resolution, and its whole history. */
import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Case, CaseEvent } from '../../server/contracts/cases.ts'
import { branches, leafOf } from '../../server/contracts/catalogue.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { Fact, Panel, Section } from '../ui/panel.tsx'
import { type CaseEditorSlot, CaseForm } from './case-form.tsx'
import { valueText } from './case-values.ts'
import { casesText } from './cases.text.ts'
import { categoryText } from './category.ts'
import { fieldText } from './field-text.ts'

export function CaseContent({ item, editor }: { item: Case; editor: CaseEditorSlot | undefined }) {
  const t = useText(casesText)
  const [editing, setEditing] = useState(false)
  const mayEdit = editor !== undefined && item.state !== 'closed'
  return (
    <Panel
      title={item.subject}
      extra={
        mayEdit &&
        !editing && (
          <Button size="small" icon={<EditOutlined aria-hidden />} onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        )
      }
    >
      {editing && mayEdit ? (
        <CaseForm item={item} editor={editor} onDone={() => setEditing(false)} />
      ) : (
        <Read item={item} />
      )}
      <Section title={t('events')}>
        <Events events={item.events} />
      </Section>
    </Panel>
  )
}

function Read({ item }: { item: Case }) {
  const t = useText(casesText)
  const word = useText(words)
  const language = useLanguage()
  const leaf = leafOf(item.category)
  const branch = branches.find((one) => one.id === leaf?.branch && one.kind === 'complaint')
  const label = item.closedAs ? labelText(item.closedAs.label, language) : categoryText(item.category, language)
  const missing = (leaf?.required ?? []).filter((name) => {
    if (name === 'flight' || name === 'flightDate' || name === 'station') return !item[name]
    return item.fields?.[name] === undefined
  })
  return (
    <>
      <div className="facts two">
        <Fact label={t('kind')}>{word(`kind.${item.kind}`)}</Fact>
        <Fact label={t('category')}>
          {branch ? `${labelText(branch.label, language)} / ${label}` : label}
          {!leaf && <Chip tone="amber">{t('leafOpen')}</Chip>}
        </Fact>
        <Fact label={t('passenger')}>
          {item.passengerId ? (
            <Link to={`/passengers/${item.passengerId}?from=case-work`}>{item.passengerName}</Link>
          ) : (
            '–'
          )}
        </Fact>
        {item.party !== undefined && item.party !== 'passenger' && (
          <Fact label={t('party')}>
            {t(`party.${item.party}`)} {item.partyName}
          </Fact>
        )}
        <Fact label={t('flight')}>
          {[item.flight, item.flightDate, item.station].filter(Boolean).join(' · ') || '–'}
        </Fact>
        <Fact label={t('owner')}>{item.ownerName ?? '–'}</Fact>
        <Fact label={t('opened')}>
          <span className="figures">{momentText(item.openedAt, language)}</span>
        </Fact>
        <Fact label={t('channel')}>
          {t(`channel.${item.channel ?? 'phone'}`)}
          {item.firstContactAt !== undefined && (
            <span className="figures muted"> {momentText(item.firstContactAt, language)}</span>
          )}
        </Fact>
        {item.stage && <Fact label={t('stage')}>{t(`stage.${item.stage}`)}</Fact>}
        {item.qualities && item.qualities.length > 0 && (
          <Fact label={t('qualities')}>{item.qualities.map((one) => t(`quality.${one}`)).join(' / ')}</Fact>
        )}
        {Object.entries(item.fields ?? {}).map(([name, value]) => (
          <Fact key={name} label={fieldText(`fields.${name}`, language)}>
            {name === 'courier' ? t(`courier.${String(value) as 'ordered'}`) : valueText(name, value, language)}
          </Fact>
        ))}
      </div>
      {item.state !== 'closed' && missing.length > 0 && (
        <p className="small late">
          {t('stillMissing', {
            fields: missing.map((name) => fieldText(name, language)).join(language === 'zh' ? '、' : ', '),
          })}
        </p>
      )}
      <Section title={t('details')}>
        <p className="text">{item.details || '–'}</p>
      </Section>
      {item.resolution && (
        <Section title={t('resolution')}>
          <p className="text">{item.resolution}</p>
        </Section>
      )}
    </>
  )
}

function Events({ events }: { events: CaseEvent[] }) {
  const t = useText(casesText)
  const language = useLanguage()
  return (
    <ol className="events">
      {events
        .toSorted((a, b) => b.seq - a.seq)
        .map((event) => (
          <li key={event.seq}>
            <span className="muted figures">{momentText(event.at, language)}</span>
            <span>{t(`event.${event.event}`)}</span>
            <span>
              <span className="muted">
                {event.byName ?? t('system')}
                {event.score !== undefined && ` · ${t('scoreText', { score: event.score })}`}
              </span>
              {event.text && <div className="text">{event.text}</div>}
              {event.changes?.map((change) => (
                <div key={change.field} className="small">
                  {fieldText(change.field, language)}:{' '}
                  <s className="muted">{valueText(change.field, change.from, language)}</s> →{' '}
                  {valueText(change.field, change.to, language)}
                </div>
              ))}
            </span>
          </li>
        ))}
    </ol>
  )
}
