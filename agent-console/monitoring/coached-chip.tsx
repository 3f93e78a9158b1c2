/** Tells an agent that a supervisor speaks in the call. A silent listener is not shown. */
import { AudioOutlined } from '@ant-design/icons'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { useCoached } from './monitoring.store.ts'
import { monitoringText } from './monitoring.text.ts'

export function CoachedChip({ callId }: { callId: string | undefined }) {
  const t = useText(monitoringText)
  const coached = useCoached()
  if (!coached.by || coached.callId !== callId) return null
  return (
    <span role="status">
      <Chip tone="talking" icon={<AudioOutlined aria-hidden />}>
        {t(coached.mode === 'barge' ? 'coachedBarge' : 'coachedWhisper', { name: coached.by })}
      </Chip>
    </span>
  )
}
