/** The line on top of every page: where to go, whom to find, how the agent stands, who is logged in. */
import {
  DownOutlined,
  MoonOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
  SunOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { Badge, Button, Dropdown, Input, type InputRef, Tooltip } from 'antd'
import { useCallback, useRef } from 'react'
import { Link, NavLink, useLocation, useNavigate } from 'react-router'
import type { Role, SessionUser } from '../../server/contracts/auth.ts'
import { PhoneIndicator } from '../agents/phone-indicator.tsx'
import { PresenceMenu } from '../agents/presence-menu.tsx'
import { useReopened } from '../cases/cases.store.ts'
import { useHotkey } from '../lib/hotkeys.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { useSession } from '../session/session.store.ts'
import { LanguageSwitch } from '../ui/language-switch.tsx'
import { Logo } from '../ui/logo.tsx'
import { appText } from './app.text.ts'
import { endShift, startShift } from './house-phone.ts'
import { useLook } from './theme.ts'

const desk = { to: '/desk', text: 'nav.desk' } as const
const shared = [
  { to: '/cases', text: 'nav.cases' },
  { to: '/passengers', text: 'nav.passengers' },
  { to: '/accounts', text: 'nav.accounts' },
  { to: '/tasks', text: 'nav.tasks' },
  { to: '/clocks', text: 'nav.clocks' },
  { to: '/orders', text: 'nav.orders' },
  { to: '/flights', text: 'nav.flights' },
  { to: '/knowledge', text: 'nav.knowledge' },
] as const
const lead = [{ to: '/wallboard', text: 'nav.wallboard' }, ...shared] as const
const registers = [
  { to: '/directory', text: 'nav.directory' },
  { to: '/problems', text: 'nav.problems' },
  { to: '/digests', text: 'nav.digests' },
] as const
const leadMore = [
  ...registers,
  { to: '/compensation', text: 'nav.compensation' },
  { to: '/campaign', text: 'nav.campaign' },
  { to: '/incidents', text: 'nav.incidents' },
  { to: '/customers', text: 'nav.customers' },
] as const

const organisation = [
  { to: '/organisation', text: 'nav.organisation' },
  { to: '/people', text: 'nav.people' },
] as const

/** The pages of a role, in the order of the navigation; the first one is where a login leads. */
export const pagesOf = {
  agent: [desk, ...shared],
  supervisor: lead,
  admin: lead,
} as const satisfies Record<Role, ReadonlyArray<{ to: string; text: string }>>

const exchange = [
  { to: '/imports', text: 'nav.imports' },
  { to: '/exports', text: 'nav.exports' },
  { to: '/api-keys', text: 'nav.apiKeys' },
  { to: '/webhooks', text: 'nav.webhooks' },
] as const

/** What is opened less often, behind one word, so that the line fits a screen in both languages. */
const moreOf = {
  agent: registers,
  supervisor: [...leadMore, exchange[1], ...organisation],
  admin: [
    ...leadMore,
    ...organisation,
    ...exchange,
    { to: '/catalogue', text: 'nav.catalogue' },
    { to: '/queue-times', text: 'nav.queueTimes' },
    { to: '/airports', text: 'nav.airports' },
    { to: '/calendars', text: 'nav.calendars' },
    { to: '/audit', text: 'nav.audit' },
  ],
} as const satisfies Record<Role, ReadonlyArray<{ to: string; text: string }>>

export function TopBar({ user }: { user: SessionUser }) {
  const t = useText(appText)
  const speak = useSession((state) => state.speak)
  return (
    <header className="top-bar">
      <Logo />
      <Navigation role={user.role} />
      <PassengerSearch />
      <div className="top-bar-end">
        {user.role === 'agent' && (
          <>
            <PresenceMenu onStart={() => void startShift()} onEnd={() => void endShift()} />
            <PhoneIndicator />
          </>
        )}
        <LanguageSwitch label={t('language')} onChange={(language) => void speak(language)} />
        <LookButton />
        <UserMenu user={user} />
      </div>
    </header>
  )
}

function Navigation({ role }: { role: Role }) {
  const t = useText(appText)
  const reopened = useReopened((state) => state.items.length)
  return (
    <nav aria-label={t('nav')} className="nav">
      {pagesOf[role].map((page) => (
        <NavLink key={page.to} to={page.to}>
          {t(page.text)}
          {page.to === '/cases' && reopened > 0 && <Badge size="small" count={reopened} />}
        </NavLink>
      ))}
      <MorePages role={role} />
      {role === 'admin' && <a href="/docs">{t('nav.api')}</a>}
    </nav>
  )
}

function MorePages({ role }: { role: Role }) {
  const t = useText(appText)
  const { pathname } = useLocation()
  const current = moreOf[role].find((page) => pathname.startsWith(page.to))
  const items = moreOf[role].map((page) => ({ key: page.to, label: <Link to={page.to}>{t(page.text)}</Link> }))
  return (
    <Dropdown menu={{ items, selectedKeys: current ? [current.to] : [] }} trigger={['click']}>
      <button type="button" className={current ? 'nav-more active' : 'nav-more'}>
        {current ? t(current.text) : t('nav.more')} <DownOutlined aria-hidden />
      </button>
    </Dropdown>
  )
}

function PassengerSearch() {
  const t = useText(appText)
  const navigate = useNavigate()
  const input = useRef<InputRef>(null)
  const focus = useCallback(() => input.current?.focus({ cursor: 'all' }), [])
  useHotkey('/', focus)
  const search = (text: string) => {
    if (text.trim() !== '') void navigate(`/passengers?search=${encodeURIComponent(text.trim())}`)
  }
  return (
    <Input
      ref={input}
      className="top-search"
      prefix={<SearchOutlined aria-hidden />}
      suffix={<kbd className="key">/</kbd>}
      aria-label={t('search')}
      placeholder={t('search')}
      maxLength={80}
      onPressEnter={(event) => search(event.currentTarget.value)}
    />
  )
}

function LookButton() {
  const t = useText(appText)
  const { mode, toggle } = useLook()
  return (
    <Tooltip title={mode === 'dark' ? t('light') : t('dark')}>
      <Button
        type="text"
        aria-label={t('look')}
        icon={mode === 'dark' ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />}
        onClick={toggle}
      />
    </Tooltip>
  )
}

function UserMenu({ user }: { user: SessionUser }) {
  const t = useText(appText)
  const word = useText(words)
  const language = useLanguage()
  const logout = useSession((state) => state.logout)
  const items = [
    {
      key: 'who',
      disabled: true,
      icon: <UserOutlined aria-hidden />,
      label: `${user.username} · ${word(`role.${user.role}`)} · ${labelText(user.teamName, language)}`,
    },
    { key: 'keys', disabled: true, icon: <QuestionCircleOutlined aria-hidden />, label: `${t('hotkeys')}: ?` },
    { key: 'logout', label: t('logout') },
  ]
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => key === 'logout' && void logout() }} trigger={['click']}>
      <Button type="text" title={t('user')} icon={<UserOutlined aria-hidden />}>
        {user.displayName}
      </Button>
    </Dropdown>
  )
}
