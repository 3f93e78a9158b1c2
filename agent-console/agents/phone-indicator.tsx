/** Whether the phone is registered: apart from what the call does (a registration in mid-call is still a call). */
import {
  ApiOutlined,
  CustomerServiceOutlined,
  DisconnectOutlined,
  LoadingOutlined,
  SwapOutlined,
} from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useText } from '../lib/i18n.ts'
import { usePhone } from '../lib/phone.ts'
import type { Tone } from '../lib/tones.ts'
import { Chip } from '../ui/chip.tsx'
import { useAgents } from './agents.store.ts'
import { agentsText } from './agents.text.ts'

const look = {
  off: { tone: 'grey', icon: <ApiOutlined aria-hidden /> },
  connecting: { tone: 'amber', icon: <LoadingOutlined aria-hidden /> },
  registered: { tone: 'ready', icon: <CustomerServiceOutlined aria-hidden /> },
  lost: { tone: 'red', icon: <DisconnectOutlined aria-hidden /> },
  elsewhere: { tone: 'grey', icon: <SwapOutlined aria-hidden /> },
} as const satisfies Record<string, { tone: Tone; icon: React.ReactNode }>

export function PhoneIndicator() {
  const t = useText(agentsText)
  const registration = usePhone((state) => state.registration)
  const quality = usePhone((state) => state.quality)
  const { tone, icon } = look[registration]
  const text = t(`phone.${registration}`)
  return (
    <Tooltip title={text}>
      <span role="status" aria-label={text} className="phone-indicator">
        <Chip tone={tone} icon={icon}>
          {quality ? (
            <span className="figures">
              {quality.lossPercent.toFixed(1)}% · {Math.round(quality.jitterMs)} ms
            </span>
          ) : (
            ''
          )}
        </Chip>
      </span>
    </Tooltip>
  )
}

/** A line over the page that names what is wrong with microphone or phone and offers the way out. */
export function PhoneProblemBanner({ onResume }: { onResume: () => void }) {
  const t = useText(agentsText)
  const problem = usePhone((state) => state.problem)
  const registration = usePhone((state) => state.registration)
  const onShift = useAgents((state) => state.me !== undefined && state.me.presence !== 'offline')
  if (registration === 'elsewhere')
    return (
      <div className="banner tone-amber" role="alert">
        <SwapOutlined aria-hidden />
        <span>{t('openElsewhere')}</span>
        <Button size="small" onClick={onResume}>
          {t('useHere')}
        </Button>
      </div>
    )
  if (!problem && !(onShift && registration === 'off')) return null
  return (
    <div className="banner tone-red" role="alert">
      <DisconnectOutlined aria-hidden />
      <span>{problem ? t(`problem.${problem}`) : t('phone.off')}</span>
      <Button size="small" onClick={onResume}>
        {t('resumePhone')}
      </Button>
    </div>
  )
}
