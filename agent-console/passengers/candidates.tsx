/** Several passengers use the number: each with the reason why it was proposed, one click links. */
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { Candidate } from '../../server/contracts/passengers.ts'
import { anyAnswer, put, remove } from '../lib/api.ts'
import { e164Of, momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { PassengerChips } from './identity.tsx'
import { PassengerPicker } from './passenger-picker.tsx'
import { passengersText } from './passengers.text.ts'

/** `number`: what the caller rang from; a person may put it on a record, or say that several people use it. */
export function Candidates(props: {
  candidates: Candidate[]
  number?: string
  onChoose: (passengerId: string) => Promise<void>
}) {
  const t = useText(passengersText)
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<unknown>()
  const e164 = props.number === undefined ? undefined : e164Of(props.number)
  const [shared, setShared] = useState(props.candidates.some((one) => one.reasons.includes('shared-number')))
  const [owners, setOwners] = useState(() => new Map(props.candidates.map((one) => [one.passenger.id, hasNumber(one)])))
  const share = async (on: boolean) => {
    await put(`/numbers/${encodeURIComponent(e164 ?? '')}/shared`, anyAnswer, { shared: on })
    setShared(on)
  }
  const link = async ({ passenger: { id } }: Candidate, on: boolean) => {
    const path = `/passengers/${id}/numbers/${encodeURIComponent(e164 ?? '')}`
    if (on) await put(path, anyAnswer, { kind: 'mobile', shared })
    else await remove(path, anyAnswer)
    setOwners(new Map(owners).set(id, on))
  }
  const choose = (id: string) => keep(() => props.onChoose(id), id)
  const keep = async (act: () => Promise<void>, id: string) => {
    setBusy(id)
    setError(undefined)
    try {
      await act()
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
        {e164 && props.candidates.some((one) => one.reasons.some((why) => why.endsWith('-number'))) && (
          <Checkbox checked={shared} onChange={(event) => void keep(() => share(event.target.checked), 'shared')}>
            {t('sharedNumber')}
          </Checkbox>
        )}
        {props.candidates.map((candidate) => (
          <CandidateLine
            key={candidate.passenger.id}
            candidate={candidate}
            linked={owners.get(candidate.passenger.id) === true}
            busy={busy === candidate.passenger.id}
            disabled={busy !== undefined}
            onChoose={() => void choose(candidate.passenger.id)}
            onLink={
              e164 === undefined ? undefined : (on) => void keep(() => link(candidate, on), candidate.passenger.id)
            }
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
  /** The number is on this record. */
  linked: boolean
  /** Puts the number on the record or takes it off; undefined when it cannot be read. */
  onLink: ((on: boolean) => void) | undefined
}

const hasNumber = ({ reasons }: Candidate): boolean =>
  reasons.includes('own-number') || reasons.includes('shared-number')

function CandidateLine({ candidate, busy, disabled, linked, onChoose, onLink }: CandidateLineProps) {
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
      {onLink && (
        <Button
          size="small"
          aria-label={`${t(linked ? 'unlinkNumber' : 'linkNumber')} ${passenger.name}`}
          disabled={disabled}
          onClick={() => onLink(!linked)}
        >
          {t(linked ? 'unlinkNumber' : 'linkNumber')}
        </Button>
      )}
    </div>
  )
}
