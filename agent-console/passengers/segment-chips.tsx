/** The segments of a passenger as chips: what an agent must know first comes first; what is ordinary stays grey. */
import { MinusCircleFilled, RiseOutlined, StarFilled, WarningFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { ListedPassenger } from '../../server/contracts/passengers.ts'
import { useText } from '../lib/i18n.ts'
import { segmentWords } from '../lib/segments.text.ts'
import type { Tone } from '../lib/tones.ts'
import { Chip } from '../ui/chip.tsx'

/** With `short` only what calls for care. */
export function SegmentChips(props: {
  passenger: Pick<ListedPassenger, 'marks' | 'customerClass'>
  short?: boolean | undefined
}) {
  const word = useText(segmentWords)
  const { marks, customerClass } = props.passenger
  const chip = (key: Parameters<typeof word>[0], tone: Tone = 'grey', icon?: ReactNode) => (
    <Chip key={key} tone={tone} icon={icon}>
      {word(key)}
    </Chip>
  )
  return (
    <span className="chips">
      {customerClass && chip(`class.${customerClass}`, 'gold', <StarFilled aria-hidden />)}
      {marks?.churn === 'high' && chip('churn.high', 'red', <WarningFilled aria-hidden />)}
      {marks?.churn === 'watch' && chip('churn.watch', 'amber', <WarningFilled aria-hidden />)}
      {marks?.satisfaction === 'unsatisfied' && chip('satisfaction.unsatisfied', 'red', <WarningFilled aria-hidden />)}
      {marks?.activity === 'sleeping' && chip('activity.sleeping', 'amber', <MinusCircleFilled aria-hidden />)}
      {marks?.value === 'high' && chip('value.high', 'gold', <RiseOutlined aria-hidden />)}
      {marks && marks.callerType !== 'passenger' && chip(`callerType.${marks.callerType}`, 'talking')}
      {marks && !props.short && (
        <>
          {chip(`purpose.${marks.purpose}`)}
          {chip(`frequency.${marks.frequency}`)}
          {marks.relation !== 'vip' && chip(`relation.${marks.relation}`)}
          {chip(`lifecycle.${marks.lifecycle}`)}
          {marks.satisfaction === 'satisfied' && chip('satisfaction.satisfied', 'ready')}
        </>
      )}
    </span>
  )
}
