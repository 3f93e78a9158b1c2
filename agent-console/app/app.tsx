/** The providers around everything: look, language, cache, router. */
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US.js'
import zhCN from 'antd/locale/zh_CN.js'
import { type ReactNode, useEffect, useLayoutEffect } from 'react'
import { type createBrowserRouter, RouterProvider } from 'react-router'
import { useLanguage, useText } from '../lib/i18n.ts'
import { useSession } from '../session/session.store.ts'
import { sessionText } from '../session/session.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { appText } from './app.text.ts'
import { antdTheme, applyColours, useLook } from './theme.ts'

export function Look({ children }: { children: ReactNode }) {
  const mode = useLook((state) => state.mode)
  const language = useLanguage()
  const t = useText(appText)
  useLayoutEffect(() => applyColours(mode), [mode])
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.title = t('title')
  }, [language, t])
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN.default : enUS.default}
      theme={antdTheme(mode)}
      button={{ autoInsertSpace: false }}
    >
      <AntApp className="app">{children}</AntApp>
    </ConfigProvider>
  )
}

export function App({ client, router }: { client: QueryClient; router: ReturnType<typeof createBrowserRouter> }) {
  return (
    <QueryClientProvider client={client}>
      <Look>
        <Session>
          <RouterProvider router={router} />
        </Session>
      </Look>
    </QueryClientProvider>
  )
}

/** Shows nothing of the house before the server has said who is here. */
function Session({ children }: { children: ReactNode }) {
  const t = useText(sessionText)
  const { user, failure, load } = useSession()
  useEffect(() => {
    void load()
  }, [load])
  if (user !== undefined) return children
  return (
    <main className="login">
      {failure ? <ErrorLine error={failure} onRetry={() => void load()} /> : <EmptyState title={t('connecting')} />}
    </main>
  )
}
