import { QueryClient } from '@tanstack/react-query'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useAgents } from '../../../agent-console/agents/agents.store.ts'
import { liveHandlers } from '../../../agent-console/app/live.ts'
import { useReopened } from '../../../agent-console/cases/cases.store.ts'
import { useSession } from '../../../agent-console/session/session.store.ts'
import { CaseSummary } from '../../../server/contracts/cases.ts'
import { agentState, sessionUser, uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const silent = () => undefined
const complaint = CaseSummary.parse({
  id: uuid(300),
  number: 'C-000120',
  kind: 'complaint',
  category: 'cp-04',
  subject: '行李破损',
  state: 'reopened',
  teamId: uuid(1),
  openedAt: 1,
  lastScore: 2,
})

describe('news of the house', () => {
  const handlers = liveHandlers(new QueryClient())
  beforeEach(() => {
    useSession.setState({ user: sessionUser() })
    useAgents.getState().clear()
    useReopened.getState().clear()
  })

  it('fetches state and contact anew when the server cannot replay what was missed', async () => {
    const server = createConsoleServer({
      'GET /agents/me': () => answer(agentState({ presence: 'offline' })),
      'GET /interactions/current': () => answer(null),
    })
    handlers['session:ready']({ seq: 9, replayed: true }, silent)
    expect(server.asked).toEqual([])
    handlers['session:ready']({ seq: 9, replayed: false }, silent)
    await vi.waitFor(() => expect(useAgents.getState().me?.presence).toBe('offline'))
    expect(server.asks('GET /interactions/current')).toHaveLength(1)
  })

  it('never replaces a newer state of the agent by an older one that comes late', () => {
    handlers['agent:state'](
      { seq: 2, agent: agentState({ activity: 'talking', presenceSince: 100, activitySince: 200 }) },
      silent,
    )
    const newer = useAgents.getState().me
    handlers['agent:state']({ seq: 1, agent: agentState({ presenceSince: 100, activitySince: 100 }) }, silent)
    expect(useAgents.getState().me).toBe(newer)
  })

  it('passes over the state of another agent', () => {
    handlers['agent:state']({ seq: 2, agent: agentState({ agentId: uuid(99) }) }, silent)
    expect(useAgents.getState().me).toBeUndefined()
  })

  it('counts a reopened case once, until it is closed', () => {
    const news = { seq: 3, case: complaint, what: 'reopened' as const }
    handlers['case:changed'](news, silent)
    handlers['case:changed'](news, silent)
    expect(useReopened.getState().items).toHaveLength(1)
    handlers['case:changed']({ ...news, what: 'closed' }, silent)
    expect(useReopened.getState().items).toEqual([])
  })

  it('shows the login when the session ended elsewhere', () => {
    handlers['session:ended']({ why: 'logged-out' }, silent)
    expect(useSession.getState().user).toBeNull()
  })
})
