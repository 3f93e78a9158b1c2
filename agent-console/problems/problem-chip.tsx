/** The state of a problem: icon, word, tone. */
import {
  CheckCircleOutlined,
  EyeOutlined,
  QuestionCircleOutlined,
  StopOutlined,
  ToolOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { ProblemState, ProblemSummary } from '../../server/contracts/problems.ts'
import { useText } from '../lib/i18n.ts'
import type { Tone } from '../lib/tones.ts'
import { Chip } from '../ui/chip.tsx'
import { problemsText } from './problems.text.ts'

const looks: Record<ProblemState, { tone: Tone; icon: ReactNode }> = {
  proposed: { tone: 'amber', icon: <QuestionCircleOutlined aria-hidden /> },
  declined: { tone: 'grey', icon: <StopOutlined aria-hidden /> },
  open: { tone: 'red', icon: <WarningOutlined aria-hidden /> },
  'in-hand': { tone: 'talking', icon: <ToolOutlined aria-hidden /> },
  solved: { tone: 'ready', icon: <CheckCircleOutlined aria-hidden /> },
  watched: { tone: 'grey', icon: <EyeOutlined aria-hidden /> },
}

export function ProblemChips({ problem }: { problem: ProblemSummary }) {
  const t = useText(problemsText)
  const { tone, icon } = looks[problem.state]
  return (
    <span className="chips">
      <Chip tone={tone} icon={icon}>
        {t(`state.${problem.state}`)}
      </Chip>
      {problem.recurrences > 0 && <Chip tone="amber">{t('recurred', { count: problem.recurrences })}</Chip>}
    </span>
  )
}
