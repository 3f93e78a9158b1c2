/** The line at the bottom while a supervisor monitors a call: whose, since when, as what, and the way out. */
import { AudioOutlined, CloseOutlined, EyeOutlined, TeamOutlined } from '@ant-design/icons'
import { Button, Segmented, Tooltip } from 'antd'
import type { MonitorMode } from '../../server/contracts/monitoring.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Running } from '../ui/running.tsx'
import { useMonitoring } from './monitoring.store.ts'
import { monitoringText } from './monitoring.text.ts'

const icons: Record<MonitorMode, React.ReactNode> = {
  listen: <EyeOutlined aria-hidden />,
  whisper: <AudioOutlined aria-hidden />,
  barge: <TeamOutlined aria-hidden />,
}
const modes: MonitorMode[] = ['listen', 'whisper', 'barge']

export function MonitorBar() {
  const t = useText(monitoringText)
  const { session, error, asking, change, leave } = useMonitoring()
  if (!session && error === undefined) return null
  return (
    <section className="monitor-bar" aria-label={t('bar')}>
      {session && (
        <>
          <span className={session.state === 'on' ? 'tone-talking' : 'tone-amber'} role="status">
            {t(session.state === 'on' ? 'on' : 'ringing')}
          </span>
          <strong>{session.agentName}</strong>
          <Running since={session.startedAt} />
          <Tooltip title={t('hint')}>
            <Segmented<MonitorMode>
              aria-label={t('bar')}
              value={session.mode}
              disabled={asking}
              options={modes.map((value) => ({ value, label: t(value), icon: icons[value] }))}
              onChange={(mode) => void change(mode)}
            />
          </Tooltip>
          <Button icon={<CloseOutlined aria-hidden />} danger disabled={asking} onClick={() => void leave()}>
            {t('leave')}
          </Button>
        </>
      )}
      <ErrorLine error={error} />
    </section>
  )
}
