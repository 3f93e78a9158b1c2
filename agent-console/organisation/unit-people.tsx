/** The people of one unit in short. */
import { Table } from 'antd'
import type { Person } from '../../server/contracts/organisation.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { EmptyState } from '../ui/panel.tsx'
import { organisationText } from './organisation.text.ts'
import { peopleText } from './people.text.ts'

export function UnitPeople({ people }: { people: Person[] }) {
  const t = useText(organisationText)
  const say = useText(peopleText)
  const word = useText(words)
  const language = useLanguage()
  return (
    <Table<Person>
      size="small"
      rowKey="id"
      dataSource={people}
      pagination={false}
      locale={{ emptyText: <EmptyState title={t('noPeople')} /> }}
      columns={[
        { title: say('name'), dataIndex: 'displayName' },
        { title: say('title'), render: (_, person) => person.title[language] },
        { title: say('role'), render: (_, person) => word(`role.${person.role}`) },
        { title: say('extension'), dataIndex: 'extension', className: 'figures' },
        { title: say('state'), render: (_, person) => (person.disabled ? t('disabled') : t('enabled')) },
      ]}
    />
  )
}
