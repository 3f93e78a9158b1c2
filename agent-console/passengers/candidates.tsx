/** Several passengers use the number: each with the reason why it was proposed, one click links. */
import { Button } from 'antd'
import { useState } from 'react'
import type { Candidate } from '../../server/contracts/passengers.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { PassengerChips } from './identity.tsx'
import { PassengerPicker } from './passenger-picker.tsx'
import { passengersText } from './passengers.text.ts'

export function Candidates(props: { candidates: Candidate[]; onChoose: (passengerId: string) => Promise<void> }) {
  const t = useText(passengersText)
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<unknown>()
  const choose = async (id: string) => {
    setBusy(id)
    setError(undefined)
    try {
      await props.onChoose(id)
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <>
      <Section title={t('candidates')}>
        <p className="muted small">{t('candidatesHint')}</p>
        {props.candidates.map((candidate) => (
          <CandidateLine
            key={candidate.passenger.id}
            candidate={candidate}
            busy={busy === candidate.passenger.id}
            disabled={busy !== undefined}
            onChoose={() => void choose(candidate.passenger.id)}
          />
        ))}
        <ErrorLine error={error} />
      </Section>
      <PassengerPicker onChoose={(id) => void choose(id)} />
    </>
  )
}

interface CandidateLineProps {
  candidate: Candidate
  busy: boolean
  disabled: boolean
  onChoose: () => void
}

function CandidateLine({ candidate, busy, disabled, onChoose }: CandidateLineProps) {
  const t = useText(passengersText)
  const language = useLanguage()
  const { passenger, reasons, lastContactAt } = candidate
  return (
    <div className="line candidate">
      <div className="line-head">
        <strong>{passenger.name}</strong>
        <span className="muted">{passenger.latinName}</span>
        <PassengerChips passenger={passenger} />
      </div>
      <div className="small muted">
        {reasons.map((reason) => t(`why.${reason}`)).join(' · ')}
        {lastContactAt !== undefined && ` · ${t('lastContact')} ${momentText(lastContactAt, language)}`}
      </div>
      <Button
        size="small"
        aria-label={`${t('choose')} ${passenger.name}`}
        loading={busy}
        disabled={disabled && !busy}
        onClick={onChoose}
      >
        {t('choose')}
      </Button>
    </div>
  )
}
