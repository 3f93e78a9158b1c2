/** Class, flag, owner and accountable unit of a passenger (BY-10, BY-16, BY-17): for leads. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { StaffMember, Team } from '../../server/contracts/organisation.ts'
import { PassengerProfile } from '../../server/contracts/passengers.ts'
import { CustomerClass } from '../../server/contracts/segments.ts'
import { asApiError, get, put } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { segmentWords } from '../lib/segments.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { passengersText } from './passengers.text.ts'
import { profileText } from './profile.text.ts'

const byRule = 'by-rule'

export function CareForm({ passenger, onClose }: { passenger: PassengerProfile; onClose: () => void }) {
  const t = useText(passengersText)
  const own = useText(profileText)
  const word = useText(segmentWords)
  const language = useLanguage()
  const client = useQueryClient()
  const people = useQuery({ queryKey: ['staff'], queryFn: () => get('/users', z.array(StaffMember)) })
  const units = useQuery({ queryKey: ['teams'], queryFn: () => get('/teams', z.array(Team)) })
  const [customerClass, setClass] = useState(passenger.customerClass ?? null)
  const [difficult, setDifficult] = useState(passenger.difficult)
  const [ownerId, setOwner] = useState<string | null>(passenger.ownerId ?? null)
  const [unitId, setUnit] = useState<string>(passenger.unitId ?? byRule)
  const saving = useMutation({
    mutationFn: () =>
      put(`/passengers/${passenger.id}/care`, PassengerProfile, {
        version: passenger.version,
        customerClass,
        difficult,
        ownerId,
        ...(unitId !== byRule && { unitId }),
      }),
    onSuccess(next) {
      client.setQueryData([queryKeys.passenger, passenger.id], next)
      void client.invalidateQueries({ queryKey: [queryKeys.passenger, passenger.id] })
      onClose()
    },
  })
  const refusals = saving.error ? asApiError(saving.error).fields : {}
  return (
    <>
      <Field label={own('class')}>
        {(ids) => (
          <Select
            {...ids}
            allowClear
            value={customerClass}
            placeholder={own('none')}
            options={CustomerClass.options.map((value) => ({ value, label: word(`class.${value}`) }))}
            onChange={(value) => setClass(value ?? null)}
          />
        )}
      </Field>
      <Checkbox checked={difficult} onChange={(event) => setDifficult(event.target.checked)}>
        {own('difficult')}
      </Checkbox>
      <Field label={own('owner')} error={refusals.ownerId}>
        {(ids) => (
          <Select
            {...ids}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={ownerId}
            placeholder={own('none')}
            options={(people.data ?? [])
              .filter((one) => !one.disabled)
              .map((one) => ({ value: one.id as string, label: one.displayName }))}
            onChange={(value) => setOwner(value ?? null)}
          />
        )}
      </Field>
      <Field label={own('unit')}>
        {(ids) => (
          <Select
            {...ids}
            showSearch={{ optionFilterProp: 'label' }}
            value={unitId}
            options={[
              { value: byRule, label: own('unitByRule') },
              ...(units.data ?? []).map((one) => ({ value: one.id as string, label: labelText(one.name, language) })),
            ]}
            onChange={setUnit}
          />
        )}
      </Field>
      <div className="row">
        <Button type="primary" size="small" loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
      <ErrorLine error={saving.error} />
    </>
  )
}
