/** The agent's state with its running time, and the choice of another: ready, not ready with a reason, end of shift. */
import { DownOutlined, LoginOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps, Tooltip } from 'antd'
import { type AgentState, ChosenReason, type PresenceRequest } from '../../server/contracts/agents.ts'
import { useText } from '../lib/i18n.ts'
import { agentCondition } from '../lib/tones.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ConditionIcon } from '../ui/condition-icon.tsx'
import { Running } from '../ui/running.tsx'
import { useAgents } from './agents.store.ts'
import { agentsText } from './agents.text.ts'

const reasons = ChosenReason.options

export function PresenceMenu({ onStart, onEnd }: { onStart: () => void; onEnd: () => void }) {
  const t = useText(agentsText)
  const { me, asking } = useAgents()
  // Unknown is not signed out: a button that goes away again would be a lie.
  if (!me) return <Button className="presence-button" loading disabled title={t('presence')} />
  if (me.presence === 'offline')
    return (
      <Tooltip title={t('startShiftHint')}>
        <Button type="primary" icon={<LoginOutlined aria-hidden />} loading={asking} onClick={onStart}>
          {t('startShift')}
        </Button>
      </Tooltip>
    )
  return <PresenceChoice me={me} asking={asking} onEnd={onEnd} />
}

function PresenceChoice({ me, asking, onEnd }: { me: AgentState; asking: boolean; onEnd: () => void }) {
  const t = useText(agentsText)
  const word = useText(words)
  const choose = useAgents((state) => state.choose)
  const condition = agentCondition(me)
  const reason = me.presence === 'not-ready' && me.reason ? word(`reason.${me.reason}`) : undefined
  const items: MenuProps['items'] = [
    { key: 'ready', label: t('ready'), disabled: me.presence === 'ready' },
    ...reasons.map((one) => ({
      key: one,
      label: `${word('presence.not-ready')} · ${word(`reason.${one}`)}`,
      disabled: me.reason === one && me.presence === 'not-ready',
    })),
    { type: 'divider' },
    { key: 'end', label: t('endShift'), disabled: me.activity !== 'idle' && me.activity !== 'unreachable' },
  ]
  const pick = (key: string) => {
    if (key === 'end') onEnd()
    else {
      const request = requestOf(key)
      if (request) void choose(request)
    }
  }
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => pick(key) }} trigger={['click']} disabled={asking}>
      <Button title={t('presence')} className="presence-button" loading={asking}>
        <Chip tone={condition.tone} icon={<ConditionIcon tone={condition.tone} />}>
          {word(condition.word)}
          {reason && condition.word.startsWith('presence') ? ` · ${reason}` : ''}
        </Chip>
        <Running since={condition.since} />
        <DownOutlined className="faint" aria-hidden />
      </Button>
    </Dropdown>
  )
}

function requestOf(key: string): PresenceRequest | undefined {
  if (key === 'ready') return { presence: 'ready' }
  const reason = ChosenReason.safeParse(key)
  return reason.success ? { presence: 'not-ready', reason: reason.data } : undefined
}
