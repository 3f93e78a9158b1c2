/** The pages and where they live. The desk is part of the first load, the others come when they are opened. */
import { Button } from 'antd'
import { lazy } from 'react'
import { createBrowserRouter, Navigate, useRouteError } from 'react-router'
import { useText } from '../lib/i18n.ts'
import { LoginPage } from '../session/login-page.tsx'
import { OwnPasswordPage } from '../session/own-password-page.tsx'
import { useSession } from '../session/session.store.ts'
import { EmptyState } from '../ui/panel.tsx'
import { appText } from './app.text.ts'
import { DeskPage } from './desk-page.tsx'
import { Shell } from './shell.tsx'
import { pagesOf } from './top-bar.tsx'

const CasesPage = lazy(() => import('../cases/cases-page.tsx').then((m) => ({ default: m.CasesPage })))
const CaseView = lazy(() => import('./case-view.tsx').then((m) => ({ default: m.CaseView })))
const PassengersPage = lazy(() =>
  import('../passengers/passengers-page.tsx').then((m) => ({ default: m.PassengersPage })),
)
const PassengerView = lazy(() => import('./passenger-view.tsx').then((m) => ({ default: m.PassengerView })))
const DuplicatesPage = lazy(() =>
  import('../identity/duplicates-page.tsx').then((m) => ({ default: m.DuplicatesPage })),
)
const MergePage = lazy(() => import('../identity/merge-page.tsx').then((m) => ({ default: m.MergePage })))
const PrivacyPage = lazy(() => import('../privacy/privacy-page.tsx').then((m) => ({ default: m.PrivacyPage })))
const CataloguePage = lazy(() => import('../catalogue/catalogue-page.tsx').then((m) => ({ default: m.CataloguePage })))
const AccountsPage = lazy(() => import('../accounts/accounts-page.tsx').then((m) => ({ default: m.AccountsPage })))
const AccountPage = lazy(() => import('../accounts/account-page.tsx').then((m) => ({ default: m.AccountPage })))
const CustomersPage = lazy(() => import('../members/overview-page.tsx').then((m) => ({ default: m.OverviewPage })))
const MemberRulesPage = lazy(() => import('../members/rules-page.tsx').then((m) => ({ default: m.RulesPage })))
const TasksPage = lazy(() => import('../tasks/tasks-page.tsx').then((m) => ({ default: m.TasksPage })))
const OrdersPage = lazy(() => import('../dispatch/orders-page.tsx').then((m) => ({ default: m.OrdersPage })))
const BoardPage = lazy(() => import('../dispatch/board-page.tsx').then((m) => ({ default: m.BoardPage })))
const RulesPage = lazy(() => import('../dispatch/rules-page.tsx').then((m) => ({ default: m.RulesPage })))
const ProblemsPage = lazy(() => import('../problems/problems-page.tsx').then((m) => ({ default: m.ProblemsPage })))
const ProblemPage = lazy(() => import('../problems/problem-page.tsx').then((m) => ({ default: m.ProblemPage })))
const CompensationPage = lazy(() =>
  import('../compensation/compensation-page.tsx').then((m) => ({ default: m.CompensationPage })),
)
const DigestsPage = lazy(() => import('../digests/digests-page.tsx').then((m) => ({ default: m.DigestsPage })))
const DigestPage = lazy(() => import('../digests/digest-page.tsx').then((m) => ({ default: m.DigestPage })))
const CampaignPage = lazy(() => import('../campaigns/campaign-page.tsx').then((m) => ({ default: m.CampaignPage })))
const WallboardView = lazy(() => import('./wallboard-view.tsx').then((m) => ({ default: m.WallboardView })))
const AirportsPage = lazy(() => import('../airports/airports-page.tsx').then((m) => ({ default: m.AirportsPage })))
const FlightsPage = lazy(() => import('../flights/flights-page.tsx').then((m) => ({ default: m.FlightsPage })))
const IncidentsPage = lazy(() => import('../incidents/incidents-page.tsx').then((m) => ({ default: m.IncidentsPage })))
const DueClocksPage = lazy(() => import('../clocks/due-clocks-page.tsx').then((m) => ({ default: m.DueClocksPage })))
const CalendarsView = lazy(() => import('./calendars-view.tsx').then((m) => ({ default: m.CalendarsView })))
const ImportsPage = lazy(() => import('../exchange/imports-page.tsx').then((m) => ({ default: m.ImportsPage })))
const ExportsPage = lazy(() => import('../exchange/exports-page.tsx').then((m) => ({ default: m.ExportsPage })))
const ApiKeysPage = lazy(() => import('../exchange/api-keys-page.tsx').then((m) => ({ default: m.ApiKeysPage })))
const WebhooksPage = lazy(() => import('../exchange/webhooks-page.tsx').then((m) => ({ default: m.WebhooksPage })))
const KnowledgePage = lazy(() => import('../knowledge/knowledge-page.tsx').then((m) => ({ default: m.KnowledgePage })))
const AuditPage = lazy(() => import('../audit/audit-page.tsx').then((m) => ({ default: m.AuditPage })))

const OrganisationPage = lazy(() =>
  import('../organisation/organisation-page.tsx').then((m) => ({ default: m.OrganisationPage })),
)
const PeoplePage = lazy(() => import('../organisation/people-page.tsx').then((m) => ({ default: m.PeoplePage })))
const QueueTimesPage = lazy(() => import('../queues/queue-times-page.tsx').then((m) => ({ default: m.QueueTimesPage })))
const DirectoryPage = lazy(() => import('../directory/directory-page.tsx').then((m) => ({ default: m.DirectoryPage })))

/** The shell for a known user, the login for nobody. */
function Door() {
  const user = useSession((state) => state.user)
  if (!user) return <LoginPage />
  return user.mustChangePassword ? <OwnPasswordPage /> : <Shell key={user.id} user={user} />
}

function Home() {
  const user = useSession((state) => state.user)
  return <Navigate to={user ? pagesOf[user.role][0].to : '/'} replace />
}

function Missing() {
  const t = useText(appText)
  return <EmptyState title={t('notFound')} />
}

function Broken() {
  const t = useText(appText)
  console.error('A page failed.', useRouteError())
  return (
    <EmptyState title={t('loadFailed')}>
      <Button onClick={() => location.reload()}>{t('reload')}</Button>
    </EmptyState>
  )
}

export const createRouter = () =>
  createBrowserRouter([
    {
      path: '/',
      element: <Door />,
      errorElement: <Broken />,
      children: [
        { index: true, element: <Home /> },
        { path: 'desk', element: <DeskPage /> },
        { path: 'cases', element: <CasesPage /> },
        { path: 'cases/:id', element: <CaseView /> },
        { path: 'passengers', element: <PassengersPage /> },
        { path: 'passengers/:id', element: <PassengerView /> },
        { path: 'passengers/:id/merge/:otherId', element: <MergePage /> },
        { path: 'duplicates', element: <DuplicatesPage /> },
        { path: 'privacy', element: <PrivacyPage /> },
        { path: 'catalogue', element: <CataloguePage /> },
        { path: 'accounts', element: <AccountsPage /> },
        { path: 'accounts/:id', element: <AccountPage /> },
        { path: 'customers', element: <CustomersPage /> },
        { path: 'member-rules', element: <MemberRulesPage /> },
        { path: 'tasks', element: <TasksPage /> },
        { path: 'orders', element: <OrdersPage /> },
        { path: 'dispatch', element: <BoardPage /> },
        { path: 'dispatch/rules', element: <RulesPage /> },
        { path: 'problems', element: <ProblemsPage /> },
        { path: 'problems/:id', element: <ProblemPage /> },
        { path: 'compensation', element: <CompensationPage /> },
        { path: 'knowledge', element: <KnowledgePage /> },
        { path: 'knowledge/:id', element: <KnowledgePage /> },
        { path: 'digests', element: <DigestsPage /> },
        { path: 'digests/:id', element: <DigestPage /> },
        { path: 'clocks', element: <DueClocksPage /> },
        { path: 'calendars', element: <CalendarsView /> },
        { path: 'campaign', element: <CampaignPage /> },
        { path: 'wallboard', element: <WallboardView /> },
        { path: 'imports', element: <ImportsPage /> },
        { path: 'exports', element: <ExportsPage /> },
        { path: 'api-keys', element: <ApiKeysPage /> },
        { path: 'webhooks', element: <WebhooksPage /> },
        { path: 'audit', element: <AuditPage /> },
        { path: 'flights', element: <FlightsPage /> },
        { path: 'incidents', element: <IncidentsPage /> },
        { path: 'airports', element: <AirportsPage /> },
        { path: 'organisation', element: <OrganisationPage /> },
        { path: 'people', element: <PeoplePage /> },
        { path: 'queue-times', element: <QueueTimesPage /> },
        { path: 'directory', element: <DirectoryPage /> },
        { path: '*', element: <Missing /> },
      ],
    },
  ])
