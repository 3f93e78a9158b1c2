/** The column that stays beside every tab of a passenger's page: name, chips, membership, who looks after, what must be asked. */
import { WarningOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { PassengerProfile } from '../../server/contracts/passengers.ts'
import { post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { segmentWords } from '../lib/segments.text.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Fact, Section } from '../ui/panel.tsx'
import { CareForm } from './care-form.tsx'
import { Identity } from './identity.tsx'
import { passengersText } from './passengers.text.ts'
import { profileText } from './profile.text.ts'

export function IdentityCard({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(passengersText)
  const own = useText(profileText)
  return (
    <>
      <Identity passenger={passenger} />
      <StalePrompt passenger={passenger} />
      <div className="facts">
        <Fact label={t('member')}>{passenger.memberNumber ?? '–'}</Fact>
        <Fact label={t('memberSince')}>{passenger.memberSince ?? '–'}</Fact>
        <Fact label={own('tierUntil')}>{passenger.tierUntil ?? '–'}</Fact>
        <Fact label={t('miles')}>
          <span className="figures">
            {passenger.miles.toLocaleString()} · {passenger.segments} {t('segments')}
          </span>
        </Fact>
        <Fact label={own('points')}>
          <span className="figures">{passenger.points.toLocaleString()}</span>
          {passenger.pointsExpiring > 0 && (
            <div className="small muted">
              {own('pointsExpiring', {
                points: passenger.pointsExpiring.toLocaleString(),
                day: passenger.pointsExpireOn ?? '',
              })}
            </div>
          )}
        </Fact>
        {passenger.marks && (
          <Fact label={own('score')}>
            <strong className="figures">{passenger.marks.score}</strong>
          </Fact>
        )}
      </div>
      {passenger.prospect && <Conversion passenger={passenger} />}
      <Care passenger={passenger} />
    </>
  )
}

/** GA-15: asks to confirm old contact data; one click keeps the answer. */
function StalePrompt({ passenger }: { passenger: PassengerProfile }) {
  const own = useText(profileText)
  const language = useLanguage()
  const client = useQueryClient()
  const confirming = useMutation({
    mutationFn: () =>
      post(`/passengers/${passenger.id}/confirmation`, PassengerProfile, { version: passenger.version }),
    onSuccess: (next) => client.setQueryData([queryKeys.passenger, passenger.id], next),
  })
  if (!passenger.contactDataStale)
    return passenger.dataConfirmedAt === undefined ? null : (
      <div className="small muted">
        {own('confirmed')} {momentText(passenger.dataConfirmedAt, language)}
      </div>
    )
  return (
    <div className="notice tone-amber" role="status">
      <WarningOutlined aria-hidden /> {own('stale')}{' '}
      <Button size="small" loading={confirming.isPending} onClick={() => confirming.mutate()}>
        {own('confirm')}
      </Button>
      <ErrorLine error={confirming.error} />
    </div>
  )
}

/** BY-09: a prospect becomes a customer. */
function Conversion({ passenger }: { passenger: PassengerProfile }) {
  const own = useText(profileText)
  const client = useQueryClient()
  const [memberNumber, setMemberNumber] = useState('')
  const converting = useMutation({
    mutationFn: () =>
      post(`/passengers/${passenger.id}/conversion`, PassengerProfile, {
        version: passenger.version,
        ...(memberNumber.trim() !== '' && { memberNumber: memberNumber.trim().toUpperCase() }),
      }),
    onSuccess: (next) => client.setQueryData([queryKeys.passenger, passenger.id], next),
  })
  return (
    <Section title={own('convert')}>
      <p className="small muted">{own('convertHint')}</p>
      <div className="row">
        <Input
          size="small"
          aria-label={own('memberNumber')}
          placeholder={own('memberNumber')}
          maxLength={16}
          value={memberNumber}
          onChange={(event) => setMemberNumber(event.target.value)}
        />
        <Button size="small" type="primary" loading={converting.isPending} onClick={() => converting.mutate()}>
          {own('convert')}
        </Button>
      </div>
      <ErrorLine error={converting.error} />
    </Section>
  )
}

function Care({ passenger }: { passenger: PassengerProfile }) {
  const own = useText(profileText)
  const word = useText(segmentWords)
  const language = useLanguage()
  const isLead = useViewer((state) => state.role === 'supervisor' || state.role === 'admin')
  const [editing, setEditing] = useState(false)
  const { account } = passenger
  return (
    <Section
      title={own('care')}
      extra={
        isLead && !editing ? (
          <Button size="small" type="link" onClick={() => setEditing(true)}>
            {own('careEdit')}
          </Button>
        ) : null
      }
    >
      {editing ? (
        <CareForm passenger={passenger} onClose={() => setEditing(false)} />
      ) : (
        <div className="facts">
          <Fact label={own('class')}>
            {passenger.customerClass ? word(`class.${passenger.customerClass}`) : own('none')}
          </Fact>
          <Fact label={own('owner')}>{passenger.ownerName ?? '–'}</Fact>
          <Fact label={own('unit')}>{passenger.unitName ? labelText(passenger.unitName, language) : '–'}</Fact>
          <Fact label={own('account')}>
            {account ? (
              <Link to={`/accounts/${account.id}`}>
                {account.name}
                {account.grade ? ` · ${word(`grade.${account.grade}`)}` : ''}
              </Link>
            ) : (
              '–'
            )}
          </Fact>
        </div>
      )}
    </Section>
  )
}
