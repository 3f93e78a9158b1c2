/** The pages of dispatch beside each other; board and rules are for leads. */
import { NavLink } from 'react-router'
import { useText } from '../lib/i18n.ts'
import { useViewer } from '../lib/viewer.ts'
import { dispatchText } from './dispatch.text.ts'

const pages = [
  { to: '/orders', text: 'orders' },
  { to: '/dispatch', text: 'board' },
  { to: '/dispatch/rules', text: 'rules' },
] as const

export function DispatchTabs({ current }: { current: (typeof pages)[number]['to'] }) {
  const t = useText(dispatchText)
  const role = useViewer((state) => state.role)
  if (role === 'agent') return null
  return (
    <nav className="page-tabs" aria-label={t('orders')}>
      {pages.map((page) => (
        <NavLink key={page.to} to={page.to} end aria-current={page.to === current ? 'page' : undefined}>
          {t(page.text)}
        </NavLink>
      ))}
    </nav>
  )
}
