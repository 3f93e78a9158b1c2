/** Name and password; the language can be chosen before anybody is known. */
import { Button, Input } from 'antd'
import { type SubmitEvent, useState } from 'react'
import { changeLanguage, useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { LanguageSwitch } from '../ui/language-switch.tsx'
import { Logo } from '../ui/logo.tsx'
import { useSession } from './session.store.ts'
import { sessionText } from './session.text.ts'

export function LoginPage() {
  const t = useText(sessionText)
  const login = useSession((state) => state.login)
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()

  const send = async () => {
    setTried(true)
    if (username.trim() === '' || password === '') return
    setBusy(true)
    setError(undefined)
    try {
      await login({ username: username.trim(), password })
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void send()
  }

  return (
    <main className="login">
      <form className="login-box" onSubmit={submit} noValidate>
        <div className="login-head">
          <Logo />
          <div>
            <h1>{t('house')}</h1>
            <div className="muted">{t('title')}</div>
          </div>
        </div>
        <Field label={t('username')} error={tried && username.trim() === '' ? t('usernameMissing') : undefined}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              autoComplete="username"
              maxLength={64}
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('password')} error={tried && password === '' ? t('passwordMissing') : undefined}>
          {(ids) => (
            <Input.Password
              {...ids}
              autoComplete="current-password"
              maxLength={256}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('login')}
        </Button>
        <div className="login-error">
          <ErrorLine error={error} />
        </div>
        <LanguageSwitch label={t('language')} onChange={(language) => void changeLanguage(language)} />
      </form>
    </main>
  )
}
