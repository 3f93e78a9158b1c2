/** The keys of the desk: in the help column, and over any page with "?". */
import { Modal } from 'antd'
import { useCallback, useState } from 'react'
import { useHotkey } from '../lib/hotkeys.ts'
import { useText } from '../lib/i18n.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { appText } from './app.text.ts'

const keys = [
  ['F2', 'key.answer'],
  ['F4', 'key.hold'],
  ['F7', 'key.leaf'],
  ['F8', 'key.mute'],
  ['F9', 'key.recording'],
  ['Ctrl+Enter', 'key.file'],
  ['/', 'key.search'],
  ['?', 'key.sheet'],
] as const

export function HotkeyList() {
  const t = useText(appText)
  return (
    <dl className="keys">
      {keys.map(([key, text]) => (
        <div key={key}>
          <dt>
            <KeyHint keys={key} />
          </dt>
          <dd>{t(text)}</dd>
        </div>
      ))}
    </dl>
  )
}

export function HotkeySheet() {
  const t = useText(appText)
  const [open, setOpen] = useState(false)
  const show = useCallback(() => setOpen(true), [])
  useHotkey('?', show)
  return (
    <Modal open={open} title={t('hotkeys')} footer={null} width={360} onCancel={() => setOpen(false)}>
      <HotkeyList />
    </Modal>
  )
}
