/** Who is logged in. Undefined until the server has said so, null when nobody is. */
import { create } from 'zustand'
import { type LoginRequest, SessionUser } from '../../server/contracts/auth.ts'
import type { Language } from '../../server/contracts/common.ts'
import { type ApiError, anyAnswer, asApiError, get, onSessionLost, post, put, remove } from '../lib/api.ts'
import { changeLanguage } from '../lib/i18n.ts'
import { useViewer } from '../lib/viewer.ts'

interface SessionState {
  user: SessionUser | null | undefined
  /** Why the last try to load the session failed (other than "not logged in"). */
  failure: ApiError | undefined
  load: () => Promise<void>
  login: (request: LoginRequest) => Promise<void>
  logout: () => Promise<void>
  speak: (language: Language) => Promise<void>
  /** The server ended the session. */
  end: () => void
}

export const useSession = create<SessionState>((set, read) => ({
  user: undefined,
  failure: undefined,
  async load() {
    try {
      const user = await get('/session', SessionUser)
      set({ user, failure: undefined })
      await changeLanguage(user.language)
    } catch (error) {
      const failure = asApiError(error)
      if (failure.status === 401) set({ user: null, failure: undefined })
      else set({ failure })
    }
  },
  async login(request) {
    const user = await post('/session', SessionUser, request)
    await changeLanguage(user.language)
    set({ user, failure: undefined })
  },
  async logout() {
    await remove('/session', anyAnswer)
    set({ user: null })
  },
  async speak(language) {
    await changeLanguage(language)
    const { user } = read()
    if (!user) return
    await put('/session/preferences', anyAnswer, { language })
    set({ user: { ...user, language } })
  },
  end: () => set((state) => (state.user ? { user: null } : state)),
}))

onSessionLost(() => useSession.getState().end())

useSession.subscribe(({ user }) =>
  useViewer.setState(user ? { userId: user.id, role: user.role, units: user.units, masked: user.masked } : {}, true),
)
