import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { LoginPage } from '../../../agent-console/session/login-page.tsx'
import { useSession } from '../../../agent-console/session/session.store.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { sessionUser } from '../../kit/console-records.ts'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

describe('logging in', () => {
  beforeEach(async () => {
    await changeLanguage('zh')
    useSession.setState({ user: null, failure: undefined })
  })

  async function tryLogin(password: string) {
    const user = userEvent.setup()
    await user.type(screen.getByLabelText('用户名'), ' lina ')
    if (password) await user.type(screen.getByLabelText('密码'), password)
    await user.click(screen.getByRole('button', { name: '登录' }))
    return user
  }

  it('brings the user and the language of the user', async () => {
    const server = createConsoleServer({ 'POST /session': () => answer(sessionUser({ language: 'en' })) })
    show(<LoginPage />)
    await tryLogin('secret')
    await waitFor(() => expect(useSession.getState().user?.displayName).toBe('李娜'))
    expect(server.asks('POST /session')[0]?.body).toEqual({ username: 'lina', password: 'secret' })
    expect(document.documentElement.lang).toBe('en')
  })

  it('says in the language on the screen why it was refused, with the code', async () => {
    createConsoleServer({ 'POST /session': () => refuse(401, 'wrong-credentials') })
    show(<LoginPage />)
    const user = await tryLogin('wrong')
    expect((await screen.findByRole('alert')).textContent).toContain('用户名或密码不正确。wrong-credentials')
    await user.click(screen.getByText('EN'))
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('User name or password is wrong.'))
  })

  it('asks nothing while the password is missing, and says so beside the field', async () => {
    const server = createConsoleServer({})
    show(<LoginPage />)
    await tryLogin('')
    expect(screen.getByLabelText('密码').getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText('请输入密码')).toBeTruthy()
    expect(server.asked).toEqual([])
  })

  it('can be used by everybody', async () => {
    const { container } = show(<LoginPage />)
    expect(await brokenRules(container)).toEqual([])
  })
})
