/** The wallboard with the way into a running call. Composed here, because features do not know each other. */
import { MonitorButton } from '../monitoring/monitor-button.tsx'
import { WallboardPage } from '../supervision/wallboard-page.tsx'
import { listenIn } from './house-phone.ts'

export function WallboardView() {
  return (
    <WallboardPage
      agentAction={(agent) => <MonitorButton agent={agent} onListen={(callId) => void listenIn(callId)} />}
    />
  )
}
