/** WHO calls: everything comes with the pop, no request follows. Known, one of several, or unknown. */
import { StarFilled, UserOutlined, WarningOutlined } from '@ant-design/icons'
import { Link } from 'react-router'
import type { ScreenPop } from '../../server/contracts/interactions.ts'
import type { PassengerProfile } from '../../server/contracts/passengers.ts'
import { phoneText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { EmptyState, Fact, Panel, Section } from '../ui/panel.tsx'
import { Candidates } from './candidates.tsx'
import { Identity } from './identity.tsx'
import { passengersText } from './passengers.text.ts'
import { profileText } from './profile.text.ts'
import { ProspectForm } from './prospect-form.tsx'
import { CaseLine, InteractionLine, PreferenceFacts, TripLine } from './record-lines.tsx'

export interface WhoPanelProps {
  pop: ScreenPop | undefined
  /** Says who the caller is. */
  onLink: (passengerId: string) => Promise<void>
}

export function WhoPanel({ pop, onLink }: WhoPanelProps) {
  const t = useText(passengersText)
  return (
    <Panel title={t('who')}>
      {pop ? (
        <Caller pop={pop} onLink={onLink} />
      ) : (
        <EmptyState icon={<UserOutlined aria-hidden />} title={t('noCaller')} />
      )}
    </Panel>
  )
}

function Caller({ pop, onLink }: { pop: ScreenPop; onLink: WhoPanelProps['onLink'] }) {
  if (pop.passenger) return <KnownCaller pop={pop} passenger={pop.passenger} />
  if (pop.match.kind === 'ambiguous')
    return (
      <Candidates key={pop.interactionId} candidates={pop.match.candidates} number={pop.call.ani} onChoose={onLink} />
    )
  return <ProspectForm key={pop.interactionId} number={pop.call.ani} language={pop.call.language} onLink={onLink} />
}

function KnownCaller({ pop, passenger }: { pop: ScreenPop; passenger: PassengerProfile }) {
  const t = useText(passengersText)
  const own = useText(profileText)
  const word = useText(words)
  const more = <Link to={`/passengers/${passenger.id}`}>{t('more')}</Link>
  return (
    <>
      {pop.asOwner && (
        <div className="notice tone-ready" role="status">
          <StarFilled aria-hidden /> {own('asOwner')}
        </div>
      )}
      <Identity passenger={passenger} />
      {passenger.contactDataStale && (
        <div className="notice tone-amber" role="status">
          <WarningOutlined aria-hidden /> {own('stale')}
        </div>
      )}
      <div className="facts">
        {passenger.memberNumber && <Fact label={t('member')}>{passenger.memberNumber}</Fact>}
        <Fact label={t('miles')}>
          <span className="figures">
            {passenger.miles.toLocaleString()} · {passenger.segments} {t('segments')}
          </span>
        </Fact>
        {passenger.marks && (
          <Fact label={own('score')}>
            <strong className="figures">{passenger.marks.score}</strong>
          </Fact>
        )}
        {passenger.account && (
          <Fact label={own('company')}>
            <Link to={`/accounts/${passenger.account.id}`}>{passenger.account.name}</Link>
          </Fact>
        )}
        <Fact label={t('language')}>{word(`language.${passenger.language}`)}</Fact>
        {passenger.numbers.map((number) => (
          <Fact key={number.e164} label={t(`numberKind.${number.kind}`)}>
            <span className="figures">{phoneText(number.e164)}</span>
            {number.shared && <span className="muted"> {t('shared')}</span>}
          </Fact>
        ))}
      </div>
      <Section title={t('nextTrip')}>{pop.nextTrips[0] ? <TripLine trip={pop.nextTrips[0]} /> : <Nothing />}</Section>
      <Section title={t('lastTrip')}>{pop.lastTrips[0] ? <TripLine trip={pop.lastTrips[0]} /> : <Nothing />}</Section>
      <Section title={t('openCases')}>
        {pop.openCases.length === 0 && <div className="muted small">{t('noCases')}</div>}
        {pop.openCases.map((item) => (
          <CaseLine key={item.id} item={item} />
        ))}
      </Section>
      <Owed pop={pop} />
      <Section title={t('preferences')}>
        <PreferenceFacts passenger={passenger} />
      </Section>
      <Section title={t('timeline')} extra={more}>
        {pop.interactions.length === 0 && <div className="muted small">{t('noTimeline')}</div>}
        {pop.interactions.slice(0, 5).map((item) => (
          <InteractionLine key={item.id} item={item} />
        ))}
      </Section>
    </>
  )
}

/** BY-36: what the house still owes the caller: tasks, promises, plans with the company. */
function Owed({ pop }: { pop: ScreenPop }) {
  const own = useText(profileText)
  const word = useText(words)
  const nothing = pop.commitments.length === 0 && pop.openTasks.length === 0
  return (
    <Section title={own('commitments')}>
      {nothing && <div className="muted small">{own('nothingOpen')}</div>}
      {pop.commitments.map((one) => (
        <div key={one.id} className="line">
          <div>{one.words}</div>
          <div className="small muted figures">{[one.dueOn, one.byName].filter(Boolean).join(' · ')}</div>
        </div>
      ))}
      {pop.openTasks.map((task) => (
        <div key={task.id} className="line">
          {word(`task.${task.kind}`)}
        </div>
      ))}
    </Section>
  )
}

function Nothing() {
  const t = useText(passengersText)
  return <div className="muted small">{t('noTrip')}</div>
}
