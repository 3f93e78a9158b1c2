/** One line that says who is on the phone and since when, with everything an agent can do to the call. It never changes its height. */
import {
  AudioMutedOutlined,
  AudioOutlined,
  CloseOutlined,
  PauseCircleOutlined,
  PauseOutlined,
  PhoneFilled,
  PhoneOutlined,
  PlayCircleOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Call } from '../../server/contracts/calls.ts'
import type { Tier } from '../../server/contracts/passengers.ts'
import { phoneText } from '../lib/format.ts'
import { type Hotkey, useHotkey } from '../lib/hotkeys.ts'
import { useText } from '../lib/i18n.ts'
import { usePhone } from '../lib/phone.ts'
import { tierTone } from '../lib/tones.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { ButtonKey } from '../ui/key-hint.tsx'
import { Running } from '../ui/running.tsx'
import { useCalls } from './calls.store.ts'
import { callsText } from './calls.text.ts'
import { menuPath } from './menu-path.ts'
import { TransferButton } from './transfer-button.tsx'

export interface CallBarProps {
  name: string | undefined
  tier: Tier | undefined
  /** The offer is open: the call can be answered or declined. */
  offered: boolean
  onAnswer: () => void
  onDecline: () => void
  onToggleMute: () => void
  /** What else is to be said of the call, from another feature. */
  note?: ReactNode
}

export function CallBar(props: CallBarProps) {
  const t = useText(callsText)
  const call = useCalls((state) => state.call)
  const error = useCalls((state) => state.error)
  return (
    <section className={`call-bar ${props.offered ? 'is-offered' : ''}`} aria-label={t('bar')}>
      {call ? <Caller call={call} {...props} /> : <span className="muted">{t('noCall')}</span>}
      <div className="call-bar-end">
        {props.note}
        <ErrorLine error={error} />
        {call && (props.offered ? <OfferButtons {...props} /> : <CallButtons call={call} {...props} />)}
      </div>
    </section>
  )
}

function Caller({ call, name, tier, offered }: CallBarProps & { call: Call }) {
  const t = useText(callsText)
  const word = useText(words)
  return (
    <div className="caller">
      <span className={`call-dot tone-${dotTone(call, offered)}`}>
        <PhoneFilled aria-hidden />
      </span>
      <strong className="caller-name">{name ?? t('unknownCaller')}</strong>
      {tier && <Chip tone={tierTone[tier]}>{word(`tier.${tier}`)}</Chip>}
      <span className="figures">{call.ani === '' ? t('withheld') : phoneText(call.ani)}</span>
      <CallTime call={call} offered={offered} />
      {call.queueId && (
        <span>
          <span className="muted">{t('queue')} </span>
          {word(`queue.${call.queueId}`)}
        </span>
      )}
      <span>
        <span className="muted">{t('path')} </span>
        {menuPath(call)}
      </span>
    </div>
  )
}

function CallTime({ call, offered }: { call: Call; offered: boolean }) {
  const t = useText(callsText)
  const up = usePhone((state) => state.line === 'up')
  if (call.state === 'ended') return <span className="muted">{t('ended')}</span>
  if (offered || !call.talkingSince)
    return (
      <span>
        <span className="muted">{t('waited')} </span>
        <Running since={call.startedAt} />
      </span>
    )
  return (
    <span>
      {call.state === 'held' ? (up ? t('held') : t('reconnecting')) : t('inCall')} <Running since={call.talkingSince} />
    </span>
  )
}

function dotTone(call: Call, offered: boolean): string {
  if (call.state === 'ended') return 'grey'
  return offered || call.state === 'held' ? 'amber' : 'talking'
}

function OfferButtons({ onAnswer, onDecline }: CallBarProps) {
  const t = useText(callsText)
  const canAnswer = usePhone((state) => state.line === 'ringing')
  useHotkey('F2', onAnswer, canAnswer)
  return (
    <>
      <BarButton
        label={t('answer')}
        hotkey="F2"
        icon={<PhoneFilled aria-hidden />}
        answer
        disabled={!canAnswer}
        onClick={onAnswer}
      />
      <BarButton label={t('decline')} icon={<CloseOutlined aria-hidden />} onClick={onDecline} />
    </>
  )
}

function CallButtons({ call, onToggleMute }: CallBarProps & { call: Call }) {
  const t = useText(callsText)
  const muted = usePhone((state) => state.muted)
  const up = usePhone((state) => state.line === 'up')
  const asking = useCalls((state) => state.asking)
  const command = useCalls((state) => state.command)
  const live = call.state === 'talking' || call.state === 'held'
  const hold = call.state === 'held' ? 'retrieve' : 'hold'
  const toggleHold = () => void command(hold)
  const hangUp = () => void command('hang-up')
  useHotkey('F2', hangUp, live && !asking)
  useHotkey('F4', toggleHold, live && !asking)
  useHotkey('F8', onToggleMute, up)
  return (
    <>
      <BarButton
        label={muted ? t('unmute') : t('mute')}
        hotkey="F8"
        pressed={muted}
        icon={muted ? <AudioMutedOutlined aria-hidden /> : <AudioOutlined aria-hidden />}
        disabled={!up}
        onClick={onToggleMute}
      />
      <BarButton
        label={hold === 'retrieve' ? t('retrieve') : t('hold')}
        hotkey="F4"
        pressed={hold === 'retrieve'}
        icon={hold === 'retrieve' ? <PlayCircleOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
        disabled={!live}
        loading={asking === 'hold' || asking === 'retrieve'}
        onClick={toggleHold}
      />
      <TransferButton call={call} />
      <RecordingButton call={call} live={live} />
      <BarButton
        label={t('hangUp')}
        hotkey="F2"
        danger
        icon={<PhoneOutlined rotate={225} aria-hidden />}
        disabled={!live}
        loading={asking === 'hang-up'}
        onClick={hangUp}
      />
    </>
  )
}

/** Pauses what is recorded while a card number is said. */
function RecordingButton({ call, live }: { call: Call; live: boolean }) {
  const t = useText(callsText)
  const asking = useCalls((state) => state.asking)
  const command = useCalls((state) => state.command)
  const since = call.recordingPausedSince
  const verb = since === undefined ? 'pause-recording' : 'resume-recording'
  const toggle = () => void command(verb)
  useHotkey('F9', toggle, live && !asking)
  return (
    <>
      {since !== undefined && live && (
        <span role="status" className="late">
          {t('notRecorded')} <Running since={since} />
        </span>
      )}
      <BarButton
        label={since === undefined ? t('pauseRecording') : t('resumeRecording')}
        hotkey="F9"
        pressed={since !== undefined}
        icon={<PauseCircleOutlined aria-hidden />}
        disabled={!live}
        loading={asking === verb}
        onClick={toggle}
      />
    </>
  )
}

interface BarButtonProps {
  label: string
  icon: ReactNode
  hotkey?: Hotkey
  onClick: () => void
  disabled?: boolean
  loading?: boolean
  danger?: boolean
  answer?: boolean
  pressed?: boolean
}

function BarButton(props: BarButtonProps) {
  const { label, icon, hotkey, onClick, disabled = false, loading = false, danger = false, answer = false } = props
  return (
    <Button
      aria-label={label}
      aria-keyshortcuts={hotkey}
      className={`bar-button ${answer ? 'answer-button' : ''}`}
      type={answer ? 'primary' : 'default'}
      danger={danger}
      icon={icon}
      disabled={disabled}
      loading={loading}
      onClick={onClick}
      {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
    >
      {label} {hotkey && <ButtonKey keys={hotkey} />}
    </Button>
  )
}
