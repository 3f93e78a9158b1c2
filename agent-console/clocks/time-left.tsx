/** Time left of a clock: seconds while it is short, days and hours while it is long; state by icon and word, never by colour alone. */
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
  PauseCircleOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { ClockState, DueClock } from '../../server/contracts/clocks.ts'
import { useNow } from '../lib/clock.ts'
import { spanText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import type { Tone } from '../lib/tones.ts'
import { Chip } from '../ui/chip.tsx'
import { clocksText } from './clocks.text.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const looks: Record<ClockState, { tone: Tone; icon: ReactNode }> = {
  running: { tone: 'talking', icon: <ClockCircleOutlined aria-hidden /> },
  paused: { tone: 'grey', icon: <PauseCircleOutlined aria-hidden /> },
  breached: { tone: 'red', icon: <ExclamationCircleOutlined aria-hidden /> },
  met: { tone: 'ready', icon: <CheckCircleOutlined aria-hidden /> },
  'stopped-late': { tone: 'amber', icon: <WarningOutlined aria-hidden /> },
  withdrawn: { tone: 'grey', icon: <MinusCircleOutlined aria-hidden /> },
}

/** Icon, word and colour of a clock's state. */
export function ClockStateChip({ state, ours = true }: { state: ClockState; ours?: boolean }) {
  const t = useText(clocksText)
  const { tone, icon } = looks[state]
  const word = state === 'breached' && !ours ? t('expired') : t(`state.${state}`)
  return (
    <Chip tone={state === 'breached' && !ours ? 'grey' : tone} icon={icon}>
      {word}
    </Chip>
  )
}

/** Counts down, and up once the end has passed. */
export function TimeLeft({ clock }: { clock: Pick<DueClock, 'dueAt' | 'warnAt'> }) {
  const t = useText(clocksText)
  const now = useNow()
  const left = clock.dueAt - now
  const span = Math.abs(left)
  const time =
    span >= 2 * dayMs
      ? t('daysHours', { days: Math.floor(span / dayMs), hours: Math.floor((span % dayMs) / hourMs) })
      : spanText(span)
  const late = now >= clock.warnAt
  return <time className={late ? 'figures late' : 'figures'}>{t(left >= 0 ? 'left' : 'over', { time })}</time>
}
