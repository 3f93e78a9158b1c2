/** Finds an existing passenger by typing; picks one by click or key. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { page } from '../../server/contracts/common.ts'
import { PassengerSummary } from '../../server/contracts/passengers.ts'
import { get } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { Section } from '../ui/panel.tsx'
import { passengersText } from './passengers.text.ts'

const minLength = 2

export function PassengerPicker({ onChoose }: { onChoose: (passengerId: string) => void }) {
  const t = useText(passengersText)
  const word = useText(words)
  const [search, setSearch] = useState('')
  const found = useQuery({
    queryKey: [queryKeys.passengers, 'pick', search],
    queryFn: () => get('/passengers', page(PassengerSummary), { search, limit: 10 }),
    enabled: search.length >= minLength,
  })
  return (
    <Section title={t('linkOther')}>
      <Select<string>
        aria-label={t('linkOther')}
        className="full"
        showSearch={{ filterOption: false, onSearch: (text) => setSearch(text.trim()) }}
        placeholder={t('searchHint')}
        value={null}
        loading={found.isFetching}
        notFoundContent={search.length < minLength ? null : t('searchNone')}
        options={(found.data?.items ?? []).map((one) => ({
          value: one.id,
          label: [one.name, one.latinName, word(`tier.${one.tier}`), one.memberNumber].filter(Boolean).join(' · '),
        }))}
        onChange={onChoose}
      />
    </Section>
  )
}
