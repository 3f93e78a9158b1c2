/** Says on every page that the airline's system is away, since when, and how old what is shown may be. */
import { ApiOutlined } from '@ant-design/icons'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { useSource } from './flights.api.ts'
import { flightsText } from './flights.text.ts'

export function SourceBanner() {
  const t = useText(flightsText)
  const language = useLanguage()
  const source = useSource().data
  if (source?.state !== 'down') return null
  const { since, lastAnswerAt, waitingOrders } = source
  return (
    <div className="banner tone-amber" role="alert">
      <ApiOutlined aria-hidden />
      <span>{t('sourceDown')}</span>
      <span className="figures">{t('sourceSince', { time: momentText(since, language) })}</span>
      {lastAnswerAt !== undefined && (
        <span className="figures">{t('lastAnswer', { time: momentText(lastAnswerAt, language) })}</span>
      )}
      {waitingOrders > 0 && <span>{t('ordersWait', { count: waitingOrders })}</span>}
    </div>
  )
}
