/** Everything that happened with a passenger, newest first. Codes are translated, free text stays text. */
import { Button } from 'antd'
import { Link } from 'react-router'
import { categoryLabel } from '../../server/contracts/catalogue.ts'
import { Disposition } from '../../server/contracts/interactions.ts'
import type { TimelineItem } from '../../server/contracts/passengers.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { useMayOpenCase } from '../lib/viewer.ts'
import { words } from '../lib/words.text.ts'
import { uiText } from '../ui/ui.text.ts'
import { passengersText } from './passengers.text.ts'

export function Timeline(props: {
  items: TimelineItem[]
  more: (() => void) | undefined
  loadingMore: boolean
  filtered?: boolean
}) {
  const t = useText(passengersText)
  const ui = useText(uiText)
  if (props.items.length === 0)
    return <div className="muted small">{t(props.filtered ? 'timelineNone' : 'noTimeline')}</div>
  return (
    <>
      <ol className="events">
        {props.items.map((item) => (
          <TimelineLine key={item.id} item={item} />
        ))}
      </ol>
      {props.more && (
        <Button size="small" onClick={props.more} loading={props.loadingMore}>
          {ui('more')}
        </Button>
      )}
    </>
  )
}

function TimelineLine({ item }: { item: TimelineItem }) {
  const t = useText(passengersText)
  const language = useLanguage()
  const code = useCodeText()
  const mayOpen = useMayOpenCase(item.caseTeamId)
  const text = [code(item.what), item.detail === undefined ? '' : code(item.detail)].filter(Boolean).join(' · ')
  return (
    <li>
      <span className="muted figures">{momentText(item.at, language)}</span>
      <span>{t(`kind.${item.kind}`)}</span>
      <span>
        {item.caseId && mayOpen ? <Link to={`/cases/${item.caseId}`}>{text}</Link> : text}
        {item.direction && <span className="muted"> · {t(`direction.${item.direction}`)}</span>}
        {item.pressed && (
          <span className="muted figures">
            {' '}
            · {t('menu')} {item.pressed.join(' › ')}
          </span>
        )}
        {item.agentName && <span className="muted"> · {item.agentName}</span>}
        {item.text && <div className="clamp">{item.text}</div>}
      </span>
    </li>
  )
}

/** A code of the house in words: dispositions, categories, what happened; a number or an unknown code stays as it is. */
function useCodeText(): (code: string) => string {
  const t = useText(passengersText)
  const word = useText(words)
  const language = useLanguage()
  return (code) => {
    const what = `what.${code}`
    if (isKey(passengersText.zh, what)) return t(what)
    const disposition = Disposition.safeParse(code)
    if (disposition.success) return word(`disposition.${disposition.data}`)
    for (const room of ['attempt', 'interaction', 'queue', 'kind', 'task', 'givenUp'] as const) {
      const key = `${room}.${code}`
      if (isKey(words.zh, key)) return word(key)
    }
    // A case says its kind and its leaf: complaint/cp-03.
    const label = categoryLabel(code.split('/').at(-1) ?? code)
    return label ? labelText(label, language) : code
  }
}

function isKey<K extends string>(texts: Readonly<Record<K, string>>, key: string): key is K {
  return Object.hasOwn(texts, key)
}
