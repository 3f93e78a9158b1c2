/** The leaves that the house proposes, each with its reason; one key takes the best. */
import { BulbOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { type CaseKind, LeafProposal } from '../../server/contracts/catalogue.ts'
import { post } from '../lib/api.ts'
import { useHotkey } from '../lib/hotkeys.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ButtonKey } from '../ui/key-hint.tsx'
import { useLeaves } from './catalogue.api.ts'
import type { RequestValue } from './request-editor.tsx'
import { requestsText } from './requests.text.ts'

const pauseMs = 400

interface ProposalsProps {
  value: RequestValue
  interactionId?: string | undefined
  disabled: boolean
  onTake: (leaf: string, kind: CaseKind) => void
}

export function Proposals({ value, interactionId, disabled, onTake }: ProposalsProps) {
  const t = useText(requestsText)
  const language = useLanguage()
  const leaves = useLeaves()
  const clues = useSettled(JSON.stringify(cluesOf(value, interactionId)))
  const found = useQuery({
    queryKey: [queryKeys.catalogue, 'proposals', clues],
    queryFn: () => post('/leaf-proposals', z.array(LeafProposal), JSON.parse(clues) as unknown),
    placeholderData: keepPreviousData,
    retry: false,
    enabled: !disabled,
  })
  const taken = found.data?.find((one) => one.leaf === value.category)
  // What fits worse than the one taken is no advice.
  const shown = (found.data ?? []).filter((one) => one !== taken && (!taken || one.weight > taken.weight))
  const best = shown[0]
  const take = () => {
    if (best) onTake(best.leaf, best.kind)
  }
  useHotkey('F7', take, best !== undefined && !disabled)
  const nameOf = (id: string) => {
    const leaf = leaves.find((one) => one.id === id)
    return leaf ? labelText(leaf.label, language) : id
  }
  const reasonOf = (one: LeafProposal) =>
    one.because.map((label) => labelText(label, language)).join(language === 'zh' ? '；' : '; ')
  return (
    <div className="wide proposals" aria-live="polite">
      {taken && (
        <span className="small muted">
          <BulbOutlined aria-hidden /> {t('because', { reason: reasonOf(taken) })}
        </span>
      )}
      {shown.slice(0, taken ? 1 : 2).map((one) => (
        <span key={one.leaf} className="proposal">
          <Button size="small" disabled={disabled} onClick={() => onTake(one.leaf, one.kind)}>
            {t('propose', { leaf: nameOf(one.leaf) })} {one === best && <ButtonKey keys="F7" />}
          </Button>
          <span className="small muted clamp">{t('because', { reason: reasonOf(one) })}</span>
        </span>
      ))}
      {!taken && shown.length === 0 && <span className="small faint">{t('noProposal')}</span>}
    </div>
  )
}

function cluesOf(value: RequestValue, interactionId: string | undefined) {
  return {
    kind: value.kind,
    interactionId,
    flight: value.flight ?? '',
    flightDate: value.flightDate ?? '',
    station: value.station ?? '',
    party: value.party ?? 'passenger',
    text: `${value.subject ?? ''} ${value.details ?? ''}`.slice(0, 4200),
    fields: value.fields ?? {},
  }
}

/** The text once it has rested. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
