/** The dossier of one account (AC-29, BY-35): data, people, cases, agreement, plans, the end, and everything that happened with its people. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Account } from '../../server/contracts/accounts.ts'
import { TimelineItem } from '../../server/contracts/passengers.ts'
import { get } from '../lib/api.ts'
import { momentText, phoneText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { segmentWords } from '../lib/segments.text.ts'
import { caseTone, tierTone } from '../lib/tones.ts'
import { useMayOpenCase, useViewer } from '../lib/viewer.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Fact, Panel, Section } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { AccountForm } from './account-form.tsx'
import { accountsText } from './accounts.text.ts'
import { Commitments } from './commitments.tsx'
import { Ending } from './ending.tsx'

export function AccountPage() {
  const t = useText(accountsText)
  const { id = '' } = useParams()
  const isLead = useViewer((viewer) => viewer.role === 'supervisor' || viewer.role === 'admin')
  const [editing, setEditing] = useState(false)
  const found = useQuery({ queryKey: [queryKeys.account, id], queryFn: () => get(`/accounts/${id}`, Account) })
  const account = found.data
  if (!account)
    return (
      <div className="page-body">
        <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
        {found.isLoading && <LateSkeleton rows={10} />}
      </div>
    )
  const mayEdit = isLead && account.state !== 'ended'
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{account.name}</h1>
        <AccountChips account={account} />
        {mayEdit && !editing && (
          <Button className="end" size="small" onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        )}
      </div>
      {editing && (
        <Panel title={t('edit')}>
          <AccountForm account={account} onSaved={() => setEditing(false)} onClose={() => setEditing(false)} />
        </Panel>
      )}
      <div className="passenger-columns">
        <Panel title={t('dossier')}>
          <Dossier account={account} />
          <Ending account={account} mayAsk={isLead} />
        </Panel>
        <Panel title={t('people')}>
          <People account={account} />
          <OpenCases account={account} />
          <Section title={t('commitments')}>
            <Commitments
              items={account.commitments}
              path={`/accounts/${account.id}/commitments`}
              queryKey={[queryKeys.account, account.id]}
            />
          </Section>
        </Panel>
        <Panel title={t('timeline')}>
          <AccountTimeline id={account.id} />
        </Panel>
      </div>
    </div>
  )
}

function AccountChips({ account }: { account: Account }) {
  const t = useText(accountsText)
  const word = useText(segmentWords)
  return (
    <span className="chips">
      <Chip tone="talking">{word(`account.${account.kind}`)}</Chip>
      {account.grade && <Chip tone="gold">{word(`grade.${account.grade}`)}</Chip>}
      {account.customerClass && <Chip tone="gold">{word(`class.${account.customerClass}`)}</Chip>}
      <Chip tone={account.state === 'active' ? 'ready' : 'red'}>{t(`state.${account.state}`)}</Chip>
      {account.implant && <Chip>{t('implant')}</Chip>}
    </span>
  )
}

function Dossier({ account }: { account: Account }) {
  const t = useText(accountsText)
  const language = useLanguage()
  return (
    <>
      <div className="facts">
        <Fact label={t('stage')}>{t(`stage.${account.stage}`)}</Fact>
        <Fact label={t('unit')}>{account.unitName ? labelText(account.unitName, language) : '–'}</Fact>
        <Fact label={t('owner')}>{account.ownerName ?? '–'}</Fact>
        <Fact label={t('city')}>{account.city ?? '–'}</Fact>
        <Fact label={t('address')}>{account.address ?? '–'}</Fact>
        <Fact label={t('phone')}>
          <span className="figures">{account.phone ? phoneText(account.phone) : '–'}</span>
        </Fact>
        <Fact label={t('email')}>{account.email ?? '–'}</Fact>
        <Fact label={t('revisit')}>
          <span className="figures">{account.revisitOn ?? '–'}</span>
        </Fact>
      </div>
      <Section title={t('agreement')}>
        <div className="facts">
          <Fact label={t('agreementNumber')}>{account.agreementNumber ?? '–'}</Fact>
          <Fact label={t('agreementFrom')}>
            <span className="figures">
              {account.agreementFrom ?? '–'} → {account.agreementTo ?? '–'}
            </span>
          </Fact>
        </div>
        {account.agreementTerms && <p className="text small">{account.agreementTerms}</p>}
      </Section>
      <Section title={t('representatives')}>
        {account.representatives.length === 0 && <div className="muted small">–</div>}
        {account.representatives.map((one) => (
          <div key={`${one.name} ${one.role}`} className="line">
            {one.name} <span className="muted">{one.role}</span>{' '}
            <span className="figures">{one.e164 ? phoneText(one.e164) : ''}</span>
          </div>
        ))}
      </Section>
      {account.note && <p className="text small">{account.note}</p>}
    </>
  )
}

function People({ account }: { account: Account }) {
  const t = useText(accountsText)
  const word = useText(words)
  return (
    <>
      {account.people.length === 0 && <div className="muted small">{t('noPeople')}</div>}
      {account.people.map(({ passenger, role, main }) => (
        <div key={passenger.id} className="line">
          <div className="line-head">
            <Link to={`/passengers/${passenger.id}`}>{passenger.name}</Link>
            <span className="muted">{role}</span>
            <Chip tone={tierTone[passenger.tier]}>{word(`tier.${passenger.tier}`)}</Chip>
            {main && <Chip tone="ready">{t('main')}</Chip>}
          </div>
        </div>
      ))}
    </>
  )
}

function OpenCases({ account }: { account: Account }) {
  const t = useText(accountsText)
  return (
    <Section title={t('openCases')}>
      {account.openCases.length === 0 && <div className="muted small">{t('noCases')}</div>}
      {account.openCases.map((item) => (
        <CaseLine key={item.id} item={item} />
      ))}
    </Section>
  )
}

function CaseLine({ item }: { item: Account['openCases'][number] }) {
  const word = useText(words)
  const language = useLanguage()
  const mayOpen = useMayOpenCase(item.teamId)
  return (
    <div className="line">
      <div className="line-head">
        {mayOpen ? <Link to={`/cases/${item.id}`}>{item.number}</Link> : <span>{item.number}</span>}
        <span>{item.subject}</span>
        <Chip tone={caseTone[item.state]}>{word(`case.${item.state}`)}</Chip>
      </div>
      <div className="small muted figures">
        {item.passengerName} · {momentText(item.openedAt, language)}
      </div>
    </div>
  )
}

function AccountTimeline({ id }: { id: string }) {
  const t = useText(accountsText)
  const ui = useText(uiText)
  const language = useLanguage()
  const timeline = usePages(queryKeys.account, `/accounts/${id}/timeline`, TimelineItem, {}, true, id)
  return (
    <>
      <ErrorLine error={timeline.error} onRetry={timeline.retry} />
      {!timeline.isLoading && timeline.items.length === 0 && <div className="muted small">{t('noTimeline')}</div>}
      <ol className="events">
        {timeline.items.map((item) => (
          <li key={item.id}>
            <span className="muted figures">{momentText(item.at, language)}</span>
            <span>{item.passengerName}</span>
            <span>
              <EventWords item={item} />
              {item.agentName && <span className="muted"> · {item.agentName}</span>}
              {item.text && <div className="clamp">{item.text}</div>}
            </span>
          </li>
        ))}
      </ol>
      {timeline.more && (
        <Button size="small" onClick={timeline.more} loading={timeline.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
    </>
  )
}

/** What happened, as far as the words of the house say it. */
function EventWords({ item }: { item: TimelineItem }) {
  const t = useText(accountsText)
  const word = useText(words)
  const has = (key: string): key is keyof typeof words.zh => Object.hasOwn(words.zh, key)
  const known = [`case.${item.what}`, `interaction.${item.what}`, `attempt.${item.what}`].find(has)
  const detail = item.detail === undefined ? undefined : `disposition.${item.detail}`
  const own = `what.${item.what}`
  const what = Object.hasOwn(accountsText.zh, own) ? t(own as 'what.opened') : known ? word(known) : item.what
  const said = [what, detail && has(detail) ? word(detail) : undefined]
  return <>{said.filter(Boolean).join(' · ')}</>
}
