/** Hands the caller on to another queue: one click, one choice. */
import { SwapOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { Call } from '../../server/contracts/calls.ts'
import { QueueId } from '../../server/contracts/ids.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { useCalls } from './calls.store.ts'
import { callsText } from './calls.text.ts'

export function TransferButton({ call }: { call: Call }) {
  const t = useText(callsText)
  const word = useText(words)
  const asking = useCalls((state) => state.asking)
  const transfer = useCalls((state) => state.transfer)
  const others = QueueId.options.filter((queueId) => queueId !== call.queueId)
  const items = others.map((queueId) => ({ key: queueId, label: t('transferTo', { queue: word(`queue.${queueId}`) }) }))
  const live = call.state === 'talking' || call.state === 'held'
  return (
    <Dropdown
      trigger={['click']}
      disabled={!live || asking !== undefined}
      menu={{ items, onClick: ({ key }) => void transfer(QueueId.parse(key)) }}
    >
      <Button className="bar-button" icon={<SwapOutlined aria-hidden />} loading={asking === 'transfer'}>
        {t('transfer')}
      </Button>
    </Dropdown>
  )
}
