/** The one moment in which a given password can be read. */
import { CopyOutlined } from '@ant-design/icons'
import { App, Button, Modal } from 'antd'
import { useText } from '../lib/i18n.ts'
import { peopleText } from './people.text.ts'

export interface Given {
  name: string
  password: string
}

export function PasswordDialog({ given, onClose }: { given: Given | undefined; onClose: () => void }) {
  const t = useText(peopleText)
  const { message } = App.useApp()
  const copy = () => {
    if (given) void navigator.clipboard.writeText(given.password).then(() => message.success(t('copied')))
  }
  return (
    <Modal
      open={given !== undefined}
      title={t('passwordTitle')}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('close')}
        </Button>
      }
      onCancel={onClose}
    >
      <p>{t('passwordHint', { name: given?.name ?? '' })}</p>
      <div className="row">
        <code className="one-time-password">{given?.password}</code>
        <Button icon={<CopyOutlined aria-hidden />} onClick={copy}>
          {t('copy')}
        </Button>
      </div>
    </Modal>
  )
}
