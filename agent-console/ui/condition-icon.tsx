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
  if (tone === 'ready') return <CheckCircleFilled />
  if (tone === 'talking') return <PhoneFilled />
  if (tone === 'amber') return <EditFilled />
  if (tone === 'red') return <DisconnectOutlined />
  if (tone === 'grey') return <MinusCircleFilled />
  return <ClockCircleFilled />
}
