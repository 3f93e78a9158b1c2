/** What an administrator can do with one person, beside the row. */
import { MoreOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { InitialPassword, type Person, StaffMember } from '../../server/contracts/organisation.ts'
import { anyAnswer, asApiError, post, put, remove } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { useReload } from './organisation.api.ts'
import { organisationText } from './organisation.text.ts'
import type { Given } from './password-dialog.tsx'
import { peopleText } from './people.text.ts'
import { useUndo } from './undo.tsx'

interface PersonActionsProps {
  person: Person
  onEdit: () => void
  onGiven: (given: Given) => void
}

export function PersonActions({ person, onEdit, onGiven }: PersonActionsProps) {
  const t = useText(peopleText)
  const say = useText(organisationText)
  const language = useLanguage()
  const reload = useReload()
  const undo = useUndo()
  const { message, modal } = App.useApp()
  const onError = (error: unknown) => void message.error(asApiError(error).sentence[language])
  const set = (version: number, disabled: boolean) =>
    put(`/users/${person.id}/disabled`, StaffMember, { version, disabled })
  const setting = useMutation({
    mutationFn: (disabled: boolean) => set(person.version, disabled),
    onSettled: reload,
    onError,
    onSuccess: (saved) =>
      undo(saved.disabled ? say('disabled') : say('enabled'), async () => {
        await set(saved.version, !saved.disabled)
        reload()
      }),
  })
  const resetting = useMutation({
    mutationFn: () => post(`/users/${person.id}/initial-password`, InitialPassword),
    onError,
    onSuccess: ({ password }) => onGiven({ name: person.displayName, password }),
  })
  const ending = useMutation({
    mutationFn: () => remove(`/users/${person.id}/sessions`, anyAnswer),
    onError,
    onSuccess: () => void message.success(t('ended')),
  })
  const ask = (title: string, onOk: () => void) =>
    void modal.confirm({ title, onOk, okText: t('confirm'), cancelText: t('cancel') })
  const name = person.displayName
  const acts: Record<string, () => void> = {
    password: () => ask(t('resetAsk', { name }), () => resetting.mutate()),
    sessions: () => ask(t('endAsk', { name }), () => ending.mutate()),
    disabled: () => setting.mutate(!person.disabled),
  }
  return (
    <span className="row">
      <Button size="small" onClick={onEdit}>
        {t('change')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'password', label: t('initialPassword') },
            { key: 'sessions', label: t('endSessions') },
            { key: 'disabled', danger: !person.disabled, label: person.disabled ? say('enable') : say('disable') },
          ],
          onClick: ({ key }) => acts[key]?.(),
        }}
      >
        <Button size="small" aria-label={`${t('moreActions')}: ${name}`} icon={<MoreOutlined aria-hidden />} />
      </Dropdown>
    </span>
  )
}
