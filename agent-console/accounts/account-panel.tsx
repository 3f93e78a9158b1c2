/** The account of a passenger on the passenger's page: which one, what is promised, and a way to link another. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { z } from 'zod'
import { Account, AccountSummary, Commitment } from '../../server/contracts/accounts.ts'
import { page } from '../../server/contracts/common.ts'
import type { PassengerProfile } from '../../server/contracts/passengers.ts'
import { get, put, remove } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { segmentWords } from '../lib/segments.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Fact, Section } from '../ui/panel.tsx'
import { accountsText } from './accounts.text.ts'
import { Commitments } from './commitments.tsx'

export function AccountPanel({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(accountsText)
  const key = [queryKeys.passenger, passenger.id, 'commitments']
  const own = useQuery({
    queryKey: key,
    queryFn: () => get(`/passengers/${passenger.id}/commitments`, z.array(Commitment)),
  })
  return (
    <div className="form-columns">
      <div>{passenger.account ? <Belongs passenger={passenger} /> : <LinkForm passenger={passenger} />}</div>
      <Section title={t('commitments')}>
        <ErrorLine error={own.error} onRetry={() => void own.refetch()} />
        <Commitments items={own.data ?? []} path={`/passengers/${passenger.id}/commitments`} queryKey={key} />
      </Section>
    </div>
  )
}

function Belongs({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(accountsText)
  const word = useText(segmentWords)
  const client = useQueryClient()
  const { account } = passenger
  const leaving = useMutation({
    mutationFn: () => remove(`/accounts/${account?.id ?? ''}/contacts/${passenger.id}`, Account),
    onSuccess: () => client.invalidateQueries({ queryKey: [queryKeys.passenger, passenger.id] }),
  })
  if (!account) return null
  return (
    <Section title={t('belongs')}>
      <div className="facts">
        <Fact label={word(`account.${account.kind}`)}>
          <Link to={`/accounts/${account.id}`}>{account.name}</Link>
        </Fact>
        {account.grade && <Fact label={t('grade')}>{word(`grade.${account.grade}`)}</Fact>}
      </div>
      <Button size="small" loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('remove')}
      </Button>
      <ErrorLine error={leaving.error} />
    </Section>
  )
}

function LinkForm({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(accountsText)
  const client = useQueryClient()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [role, setRole] = useState('')
  const found = useQuery({
    queryKey: [queryKeys.accounts, 'pick', search],
    queryFn: () => get('/accounts', page(AccountSummary), { search, state: 'active', limit: 10 }),
  })
  const linking = useMutation({
    mutationFn: () => put(`/accounts/${chosen ?? ''}/contacts/${passenger.id}`, Account, { role }),
    onSuccess: () => client.invalidateQueries({ queryKey: [queryKeys.passenger, passenger.id] }),
  })
  return (
    <Section title={t('link')}>
      <p className="small muted">{t('belongsNone')}</p>
      <div className="row wrap">
        <Select<string>
          size="small"
          aria-label={t('search')}
          showSearch={{ filterOption: false, onSearch: (text) => setSearch(text.trim()) }}
          placeholder={t('searchHint')}
          value={chosen}
          options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
          onChange={setChosen}
          style={{ width: 220 }}
        />
        <Input
          size="small"
          aria-label={t('role')}
          placeholder={t('role')}
          maxLength={60}
          value={role}
          onChange={(event) => setRole(event.target.value)}
          style={{ width: 120 }}
        />
        <Button size="small" disabled={chosen === null} loading={linking.isPending} onClick={() => linking.mutate()}>
          {t('link')}
        </Button>
      </div>
      <ErrorLine error={linking.error} />
    </Section>
  )
}
