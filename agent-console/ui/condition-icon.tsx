/** The icon that stands beside a tone, so that a state can be told without colour. */
import {
  CheckCircleFilled,
  ClockCircleFilled,
  DisconnectOutlined,
  EditFilled,
  MinusCircleFilled,
  PhoneFilled,
} from '@ant-design/icons'
import type { Tone } from '../lib/tones.ts'

export function ConditionIcon({ tone }: { tone: Tone }) {
  if (tone === 'ready') return <CheckCircleFilled aria-hidden />
  if (tone === 'talking') return <PhoneFilled aria-hidden />
  if (tone === 'amber') return <EditFilled aria-hidden />
  if (tone === 'red') return <DisconnectOutlined aria-hidden />
  if (tone === 'grey') return <MinusCircleFilled aria-hidden />
  return <ClockCircleFilled aria-hidden />
}
