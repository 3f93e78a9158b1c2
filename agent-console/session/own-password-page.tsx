/** The first login with a password that somebody else gave: nothing opens before it is changed. */
import { Button, Input } from 'antd'
import { type SubmitEvent, useState } from 'react'
import { OwnPassword } from '../../server/contracts/auth.ts'
import { anyAnswer, asApiError, put } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Logo } from '../ui/logo.tsx'
import { useSession } from './session.store.ts'
import { sessionText } from './session.text.ts'

export function OwnPasswordPage() {
  const t = useText(sessionText)
  const { load, logout } = useSession()
  const [typed, setTyped] = useState({ current: '', next: '', again: '' })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const wish = OwnPassword.safeParse(typed)
  const differs = typed.next !== typed.again
  const refused = error ? asApiError(error).fields.next : undefined

  const send = async () => {
    setTried(true)
    if (!wish.success || differs) return
    setBusy(true)
    setError(undefined)
    try {
      await put('/session/password', anyAnswer, wish.data)
      await load()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void send()
  }
  const lines = [
    {
      field: 'current',
      text: 'givenPassword',
      complete: 'current-password',
      wrong: typed.current === '' ? t('passwordMissing') : undefined,
    },
    {
      field: 'next',
      text: 'newPassword',
      complete: 'new-password',
      wrong: typed.next.length < 12 ? t('tooShort') : undefined,
    },
    { field: 'again', text: 'again', complete: 'new-password', wrong: differs ? t('differs') : undefined },
  ] as const
  return (
    <main className="login">
      <form className="login-box" onSubmit={submit} noValidate>
        <div className="login-head">
          <Logo />
          <div>
            <h1>{t('ownPassword')}</h1>
            <div className="muted">{t('ownPasswordHint')}</div>
          </div>
        </div>
        {lines.map(({ field, text, complete, wrong }) => (
          <Field
            key={field}
            label={t(text)}
            error={
              (tried ? wrong : undefined) ??
              (field === 'next' && refused ? t(refused === 'same' ? 'same' : 'holdsName') : undefined)
            }
          >
            {(ids) => (
              <Input.Password
                {...ids}
                autoFocus={field === 'current'}
                autoComplete={complete}
                maxLength={256}
                value={typed[field]}
                onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('setPassword')}
        </Button>
        <div className="login-error">
          <ErrorLine error={error} />
        </div>
        <Button type="link" onClick={() => void logout()}>
          {t('leave')}
        </Button>
      </form>
    </main>
  )
}
