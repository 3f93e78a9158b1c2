/** The people of the house: hire, move, disable, skills, passwords. Supervisors read their part. */
import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import type { Person } from '../../server/contracts/organisation.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { useViewer } from '../lib/viewer.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { usePeople } from './organisation.api.ts'
import { organisationText } from './organisation.text.ts'
import { type Given, PasswordDialog } from './password-dialog.tsx'
import { peopleText } from './people.text.ts'
import { PersonActions } from './person-actions.tsx'
import { PersonDrawer } from './person-drawer.tsx'

export function PeoplePage() {
  const t = useText(peopleText)
  const say = useText(organisationText)
  const isAdmin = useViewer((viewer) => viewer.role === 'admin')
  const people = usePeople()
  const [search, setSearch] = useState('')
  const [editing, setEditing] = useState<Person | 'new' | undefined>()
  const [given, setGiven] = useState<Given | undefined>()
  const shown = (people.data ?? []).filter((person) => fits(person, search))
  const columns = useColumns(isAdmin, setEditing, setGiven)
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Input
          allowClear
          className="top-search"
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={60}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <span className="muted">{t('count', { count: shown.length })}</span>
        <span className="muted small">{isAdmin ? t('loginNote') : say('readOnly')}</span>
        {isAdmin && (
          <div className="end">
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => setEditing('new')}>
              {t('add')}
            </Button>
          </div>
        )}
      </div>
      <ErrorLine error={people.error} onRetry={() => void people.refetch()} />
      <Table<Person>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={shown}
        loading={{ spinning: people.isLoading, delay: 150 }}
        pagination={{ pageSize: 50, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
        locale={{ emptyText: <EmptyState title={t('empty')} /> }}
      />
      {editing && (
        <PersonDrawer
          key={editing === 'new' ? 'new' : editing.id}
          person={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onGiven={setGiven}
        />
      )}
      <PasswordDialog given={given} onClose={() => setGiven(undefined)} />
    </div>
  )
}

function fits(person: Person, search: string): boolean {
  const { displayName, username, teamName, extension, title } = person
  const text = [displayName, username, teamName.zh, teamName.en, extension, title.zh, title.en].join(' ').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function useColumns(
  isAdmin: boolean,
  onEdit: (person: Person) => void,
  onGiven: (given: Given) => void,
): TableColumnsType<Person> {
  const t = useText(peopleText)
  const say = useText(organisationText)
  const word = useText(words)
  const language = useLanguage()
  const columns: TableColumnsType<Person> = [
    { title: t('name'), dataIndex: 'displayName' },
    { title: t('username'), dataIndex: 'username' },
    { title: t('role'), render: (_, person) => word(`role.${person.role}`) },
    { title: t('unit'), render: (_, person) => person.teamName[language] },
    { title: t('title'), render: (_, person) => person.title[language] },
    { title: t('extension'), dataIndex: 'extension', className: 'figures' },
    {
      title: t('skills'),
      render: (_, person) => (
        <span className="chips">
          {person.skills.map(({ queueId, level }) => (
            <Chip key={queueId} tone="grey">
              {word(`queue.${queueId}`)} {level}
            </Chip>
          ))}
        </span>
      ),
    },
    {
      title: t('state'),
      render: (_, person) => (
        <Chip tone={person.disabled ? 'grey' : 'ready'}>{person.disabled ? say('disabled') : say('enabled')}</Chip>
      ),
    },
  ]
  if (isAdmin)
    columns.push({
      title: t('actions'),
      render: (_, person) => <PersonActions person={person} onEdit={() => onEdit(person)} onGiven={onGiven} />,
    })
  return columns
}
