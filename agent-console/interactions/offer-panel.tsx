/** The middle of the desk while the phone rings: which queue, how long it still rings, answer or decline. */
import { CloseOutlined, PhoneFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { spanText } from '../lib/format.ts'
import { isTyping } from '../lib/hotkeys.ts'
import { useText } from '../lib/i18n.ts'
import { usePhone } from '../lib/phone.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { ButtonKey } from '../ui/key-hint.tsx'
import { Fact, Panel } from '../ui/panel.tsx'
import { CountDown } from '../ui/running.tsx'
import { afterPaint } from './after-paint.ts'
import type { Contact } from './contact.machine.ts'
import { useInteractions } from './interactions.store.ts'
import { interactionsText } from './interactions.text.ts'

export function OfferPanel({ contact, name, onAnswer }: { contact: Contact; name: string; onAnswer: () => void }) {
  const t = useText(interactionsText)
  const word = useText(words)
  const { reject, asking, error } = useInteractions()
  const canAnswer = usePhone((state) => state.line === 'ringing')
  const { pop } = contact
  const queue = pop.queueId ? word(`queue.${pop.queueId}`) : '–'
  const answerButton = useRef<HTMLButtonElement>(null)
  usePaintAcknowledged(pop.offerId)
  useEffect(() => {
    // A person who is typing elsewhere keeps the cursor: a space must not take a call.
    if (canAnswer && !isTyping(document.activeElement)) answerButton.current?.focus()
  }, [canAnswer])
  return (
    <Panel title={t('offerTitle')} className="offer">
      <p className="sr-only" aria-live="assertive">
        {t('offerAnnounced', { name, queue })}
      </p>
      <div className="offer-name">{name}</div>
      {pop.draft && <p className="offer-note tone-amber">{t('broken')}</p>}
      <div className="facts">
        <Fact label={t('queue')}>{queue}</Fact>
        {pop.offeredAt !== undefined && pop.ringMs !== undefined && (
          <Fact label={t('ringsFor')}>
            <CountDown until={pop.offeredAt + pop.ringMs} />
          </Fact>
        )}
        {pop.idleMs !== undefined && (
          <Fact label={t('idleFor')}>
            <span className="figures">{spanText(pop.idleMs)}</span>
          </Fact>
        )}
      </div>
      <div className="row offer-actions">
        <Button
          ref={answerButton}
          type="primary"
          size="large"
          className="answer-button"
          icon={<PhoneFilled aria-hidden />}
          aria-label={t('answer')}
          disabled={!canAnswer}
          onClick={onAnswer}
        >
          {t('answer')} <ButtonKey keys="F2" />
        </Button>
        <Button
          size="large"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('decline')}
          loading={asking}
          onClick={() => void reject()}
        >
          {t('decline')}
        </Button>
      </div>
      <p className="muted">{canAnswer ? t('pressAnswer') : t('waitingForPhone')}</p>
      <ErrorLine error={error} />
    </Panel>
  )
}

/** The server rings the phone once the pop is really on the screen. */
function usePaintAcknowledged(offerId: string | undefined): void {
  const acknowledge = useInteractions((state) => state.acknowledgePaint)
  const open = useInteractions((state) => state.painted !== undefined)
  useEffect(() => {
    if (offerId === undefined || !open) return undefined
    return afterPaint(() => acknowledge(offerId))
  }, [offerId, open, acknowledge])
}
