/** Why two records may be one person; what speaks against it has another tone and a minus. */
import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import type { DuplicateReason } from '../../server/contracts/identity.ts'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { identityText } from './identity.text.ts'

export function ReasonChips({ reasons }: { reasons: DuplicateReason[] }) {
  const t = useText(identityText)
  return (
    <span className="chips">
      {reasons.map((reason) => {
        const against = reason.startsWith('other-')
        return (
          <Chip
            key={reason}
            tone={against ? 'amber' : 'ready'}
            icon={against ? <MinusOutlined aria-hidden /> : <PlusOutlined aria-hidden />}
          >
            {t(`reason.${reason}`)}
          </Chip>
        )
      })}
    </span>
  )
}
