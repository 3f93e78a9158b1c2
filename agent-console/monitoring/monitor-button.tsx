/** In the cell of an agent who talks: the way into the call. */
import { EyeOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { AgentState } from '../../server/contracts/agents.ts'
import { useText } from '../lib/i18n.ts'
import { useMonitoring } from './monitoring.store.ts'
import { monitoringText } from './monitoring.text.ts'

export function MonitorButton({ agent, onListen }: { agent: AgentState; onListen: (callId: string) => void }) {
  const t = useText(monitoringText)
  const busy = useMonitoring((state) => state.session !== undefined || state.asking)
  const { callId } = agent
  if (agent.activity !== 'talking' || callId === undefined) return null
  const label = t('listenTo', { name: agent.displayName })
  return (
    <Tooltip title={label}>
      <Button
        size="small"
        type="text"
        aria-label={label}
        icon={<EyeOutlined aria-hidden />}
        disabled={busy}
        onClick={() => onListen(callId)}
      />
    </Tooltip>
  )
}
