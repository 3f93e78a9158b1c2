/** Lists that grow downwards: the cursor paging of the house for the screen. */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { page } from '../../server/contracts/common.ts'
import { get } from './api.ts'

/** The items loaded so far of a paged address, and how to get more. `owner` is the id of the record that the list belongs to. */
export function usePages<T extends z.ZodType>(
  name: string,
  path: string,
  item: T,
  query: Record<string, string | undefined> = {},
  enabled = true,
  owner?: string,
) {
  const pages = useInfiniteQuery({
    queryKey: [name, owner ?? '', path, query],
    queryFn: ({ pageParam }) => get(path, page(item), { ...query, limit: 50, before: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextBefore,
    enabled,
  })
  return {
    items: pages.data?.pages.flatMap((one) => one.items) ?? [],
    isLoading: pages.isLoading,
    error: pages.error,
    retry: () => void pages.refetch(),
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined,
    isLoadingMore: pages.isFetchingNextPage,
  }
}
