/** The organisation: units, the people who work in them, and the posts that answer for them. */
import type { TeamId } from '../contracts/ids.ts'
import type { Team } from '../contracts/organisation.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { createHiring, type Hiring } from './hiring.service.ts'
import type { Logins, OpenWork, Skills } from './organisation.ports.ts'
import { createPosts } from './posts.service.ts'
import { createStaff } from './staff.service.ts'
import { createUnits } from './units.service.ts'

export type Organisation = ReturnType<typeof createOrganisation>

/** The room of units, people and posts; `work` is asked before a unit is closed. */
export function createOrganisation({ store, work }: { store: Store; work?: OpenWork }) {
  let revision = 0
  const touch = (tx: Write): void =>
    tx.committed(() => {
      revision += 1
    })
  const staff = createStaff({ store, touch })
  const units = createUnits({ store, staff, touch, work: work ?? { openCasesOf: async () => 0 } })
  const posts = createPosts({ store, units, members: staff.members })

  return {
    ...staff,
    ...units,
    ...posts,

    /** What administration does with people, over the rooms that keep passwords and skills. */
    hiring: (rooms: { logins: Logins; skills: Skills }): Hiring => createHiring({ store, staff, ...rooms }),

    /** Grows with every change of units or people: who keeps a copy knows when it is old. */
    revision: (): number => revision,

    /** All units in short, the headquarters first. */
    teams: async (): Promise<Team[]> => (await units.units()).map(({ id, name }) => ({ id, name })),

    /** Adds a team that stands for itself, below nothing. */
    async addTeam(name: Team['name'], within?: Write): Promise<Team> {
      const id = newId<TeamId>()
      await units.addUnits([{ id, name }], within)
      return { id, name }
    },
  }
}
