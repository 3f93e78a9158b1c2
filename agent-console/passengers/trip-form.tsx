/** CS-06: what a contact learns of a trip is written back: seat, purchase, way to the airport, meal, drink, baggage. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import {
  AirportTransport,
  BaggageState,
  MealPreference,
  PurchaseMode,
  Trip,
} from '../../server/contracts/passengers.ts'
import { asApiError, patch } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { passengersText } from './passengers.text.ts'
import { profileText } from './profile.text.ts'

export function TripForm({ trip, owner, onClose }: { trip: Trip; owner: string; onClose: () => void }) {
  const t = useText(passengersText)
  const own = useText(profileText)
  const word = useText(words)
  const client = useQueryClient()
  const [form, setForm] = useState({
    seat: trip.seat ?? '',
    purchaseMode: trip.purchaseMode ?? null,
    airportTransport: trip.airportTransport ?? null,
    meal: trip.meal ?? null,
    drink: trip.drink ?? '',
    baggage: trip.baggage ?? null,
    baggagePieces: trip.baggagePieces ?? 0,
  })
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const saving = useMutation({
    mutationFn: () =>
      patch(`/trips/${trip.id}`, Trip, {
        ...form,
        version: trip.version ?? 0,
        seat: form.seat.trim().toUpperCase() || null,
        drink: form.drink.trim() || null,
      }),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: [queryKeys.passenger, owner] })
      onClose()
    },
  })
  const refusals = saving.error ? asApiError(saving.error).fields : {}
  const choose = <V extends string>(
    field: 'purchaseMode' | 'airportTransport' | 'meal' | 'baggage',
    label: string,
    options: Array<{ value: V; label: string }>,
  ) => (
    <Field label={label}>
      {(ids) => (
        <Select
          {...ids}
          size="small"
          allowClear
          value={form[field] as V | null}
          options={options}
          onChange={(value: V | undefined) => change({ [field]: value ?? null })}
        />
      )}
    </Field>
  )
  return (
    <>
      <div className="form-columns">
        <Field label={t('seat')} error={refusals.seat && t('badValue')}>
          {(ids) => (
            <Input
              {...ids}
              size="small"
              maxLength={3}
              placeholder="32A"
              value={form.seat}
              onChange={(event) => change({ seat: event.target.value })}
            />
          )}
        </Field>
        {choose(
          'purchaseMode',
          own('trip.purchase'),
          PurchaseMode.options.map((value) => ({ value, label: own(`purchase.${value}`) })),
        )}
        {choose(
          'airportTransport',
          own('trip.transport'),
          AirportTransport.options.map((value) => ({ value, label: own(`transport.${value}`) })),
        )}
        {choose(
          'meal',
          t('meal'),
          MealPreference.options.map((value) => ({ value, label: word(`meal.${value}`) })),
        )}
        <Field label={t('drink')}>
          {(ids) => (
            <Input
              {...ids}
              size="small"
              maxLength={40}
              value={form.drink}
              onChange={(event) => change({ drink: event.target.value })}
            />
          )}
        </Field>
        {choose(
          'baggage',
          own('trip.baggage'),
          BaggageState.options.map((value) => ({ value, label: own(`baggage.${value}`) })),
        )}
        <Field label={own('trip.pieces')}>
          {(ids) => (
            <InputNumber
              {...ids}
              size="small"
              min={0}
              max={20}
              precision={0}
              value={form.baggagePieces}
              onChange={(value) => change({ baggagePieces: value ?? 0 })}
            />
          )}
        </Field>
      </div>
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
