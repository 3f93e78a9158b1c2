/** Who looks at the page, as far as a part of it must know: of another team's case there is text, but no page to open. */
import { create } from 'zustand'
import type { Role } from '../../server/contracts/auth.ts'

export const useViewer = create<{ userId?: string; role?: Role; units?: string[]; masked?: boolean }>(() => ({}))

/** Whether the viewer may open a case of this team; an unknown team is taken for another. */
export function useMayOpenCase(teamId: string | undefined): boolean {
  const viewer = useViewer()
  return viewer.role === 'admin' || (teamId !== undefined && viewer.units?.includes(teamId) === true)
}
