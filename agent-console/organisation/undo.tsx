/** Says what was done and offers to take it back, for a few seconds. */
import { App, Button } from 'antd'
import { asApiError } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { organisationText } from './organisation.text.ts'

const offeredForS = 8

export function useUndo(): (said: string, takeBack: () => Promise<unknown>) => void {
  const t = useText(organisationText)
  const language = useLanguage()
  const { message } = App.useApp()
  return (said, takeBack) => {
    const key = `undo-${Date.now()}`
    const undo = () => {
      takeBack().then(
        () => message.success({ key, content: t('undone') }),
        (error: unknown) => message.error({ key, content: asApiError(error).sentence[language] }),
      )
    }
    void message.success({
      key,
      duration: offeredForS,
      content: (
        <span>
          {said}{' '}
          <Button size="small" type="link" onClick={undo}>
            {t('undo')}
          </Button>
        </span>
      ),
    })
  }
}
