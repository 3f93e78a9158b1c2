/** The agent's desk: who, what they want, help; under one call bar. Composed here, because features do not know each other. */
import { useCallback, useEffect } from 'react'
import { useAgents } from '../agents/agents.store.ts'
import { CallBar } from '../calls/call-bar.tsx'
import { useCalls } from '../calls/calls.store.ts'
import { pressedKeys } from '../calls/menu-path.ts'
import { DirectoryList } from '../directory/directory-list.tsx'
import { FlightPanel } from '../flights/flight-panel.tsx'
import { flightsText } from '../flights/flights.text.ts'
import type { Contact } from '../interactions/contact.machine.ts'
import { IdlePanel } from '../interactions/idle-panel.tsx'
import { useInteractions } from '../interactions/interactions.store.ts'
import { OfferPanel } from '../interactions/offer-panel.tsx'
import { WrapUpForm } from '../interactions/wrap-up-form.tsx'
import { KnowledgeHelp } from '../knowledge/help-panel.tsx'
import { phoneText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { CoachedChip } from '../monitoring/coached-chip.tsx'
import { WhoPanel } from '../passengers/who-panel.tsx'
import { TaskList } from '../tasks/task-list.tsx'
import { tasksText } from '../tasks/tasks.text.ts'
import { Panel, Section } from '../ui/panel.tsx'
import { appText } from './app.text.ts'
import { DeskClocks } from './desk-clocks.tsx'
import { HotkeyList } from './hotkey-sheet.tsx'
import { phone } from './house-phone.ts'
import { requestEditor } from './request-slot.tsx'
import { TripEntitlements } from './trip-entitlements.tsx'

export function DeskPage() {
  const t = useText(appText)
  const contact = useInteractions((state) => state.contact)
  const linkPassenger = useInteractions((state) => state.linkPassenger)
  const reject = useInteractions((state) => state.reject)
  const agent = useAgents((state) => state.me)
  const clearCall = useCalls((state) => state.clear)
  const answer = useCallback(() => phone.answer(), [])
  const free = contact === undefined
  useEffect(() => {
    if (free) clearCall()
  }, [free, clearCall])
  const passenger = contact?.pop.passenger
  return (
    <div className="desk">
      <h1 className="sr-only">{t('nav.desk')}</h1>
      <CallBar
        name={passenger?.name ?? (contact?.pop.match.kind === 'ambiguous' ? t('toConfirm') : undefined)}
        tier={passenger?.tier}
        offered={contact?.phase === 'offered'}
        onAnswer={answer}
        onDecline={() => void reject()}
        onToggleMute={() => phone.toggleMute()}
        note={<CoachedChip callId={contact?.pop.callId} />}
      />
      <div className="desk-columns">
        <WhoPanel pop={contact?.pop} onLink={linkPassenger} />
        <Middle contact={contact} onAnswer={answer} agent={agent} />
        <HelpColumn contact={contact} />
      </div>
    </div>
  )
}

interface MiddleProps {
  contact: Contact | undefined
  agent: ReturnType<typeof useAgents.getState>['me']
  onAnswer: () => void
}

function Middle({ contact, agent, onAnswer }: MiddleProps) {
  const callerName = useCallerName(contact)
  if (!contact) return <IdlePanel agent={agent} />
  if (contact.phase === 'offered') return <OfferPanel contact={contact} name={callerName} onAnswer={onAnswer} />
  const clocks = <DeskClocks contact={contact} />
  return <WrapUpForm key={contact.interactionId} contact={contact} editor={requestEditor} clocks={clocks} />
}

/** The caller in words: the name when it is known, else the number. */
export function useCallerName(contact: Contact | undefined): string {
  const t = useText(appText)
  if (contact?.pop.passenger) return contact.pop.passenger.name
  const ani = contact?.pop.call.ani
  return ani ? phoneText(ani) : t('unknownCaller')
}

/** What the airline says about the caller's trips, and what is owed for the one chosen. */
function CallerFlights({ passengerId }: { passengerId: string }) {
  const flights = useText(flightsText)
  return (
    <Section title={flights('trips')}>
      <FlightPanel
        passengerId={passengerId}
        below={(live) => <TripEntitlements passengerId={passengerId} live={live} />}
      />
    </Section>
  )
}

function HelpColumn({ contact }: { contact: Contact | undefined }) {
  const t = useText(appText)
  const tasks = useText(tasksText)
  const wanted = useInteractions((state) => state.draft.case)
  const passengerId = contact?.pop.passenger?.id
  return (
    <Panel title={t('help')}>
      {passengerId && <CallerFlights key={passengerId} passengerId={passengerId} />}
      <KnowledgeHelp
        key={contact?.interactionId}
        about={{
          // An offer is no contact yet: what is opened before the answer belongs to nobody.
          interactionId: contact?.phase === 'offered' ? undefined : contact?.interactionId,
          leaf: wanted?.category,
          kind: wanted?.kind,
          path: contact && pressedKeys(contact.pop.call).join('>'),
        }}
      />
      <Section title={tasks('team')}>
        <TaskList />
      </Section>
      <Section title={t('nav.directory')}>
        <DirectoryList narrow limit={8} />
      </Section>
      <Section title={t('hotkeys')}>
        <HotkeyList />
      </Section>
    </Panel>
  )
}
