/** What the pages of the organisation ask for, and what happens after a change. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { Person, type Unit, UnitOnFile } from '../../server/contracts/organisation.ts'
import { Post } from '../../server/contracts/posts.ts'
import { get } from '../lib/api.ts'
import { queryKeys } from '../lib/queries.ts'

/** The units that this user may see, parents before children. */
export const useUnits = () =>
  useQuery({ queryKey: [queryKeys.units], queryFn: () => get('/units', z.array(UnitOnFile)) })

/** The people that this user may see. */
export const usePeople = () => useQuery({ queryKey: [queryKeys.people], queryFn: () => get('/users', z.array(Person)) })

export const usePosts = () => useQuery({ queryKey: [queryKeys.posts], queryFn: () => get('/posts', z.array(Post)) })

/** Asks anew for all that a change of the organisation can have touched. */
export function useReload(): () => void {
  const client = useQueryClient()
  return () => {
    for (const key of [queryKeys.units, queryKeys.people, queryKeys.posts, queryKeys.directory])
      void client.invalidateQueries({ queryKey: [key] })
  }
}

/** `East China branch / Huangpu sales office`: a unit with those above it, the headquarters left out. */
export function pathOf(unit: Unit, units: readonly Unit[], language: 'zh' | 'en'): string {
  const names: string[] = []
  for (
    let one: Unit | undefined = unit;
    one && names.length < 8;
    one = units.find((above) => above.id === one?.parentId)
  )
    if (one.kind !== 'headquarters' || names.length === 0) names.unshift(one.name[language])
  return names.join(' / ')
}
