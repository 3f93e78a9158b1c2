/** The catalogue as in force; until it has come, and where it does not come, as shipped. */
import { useQuery } from '@tanstack/react-query'
import { Catalogue, type CatalogueLeaf, leaves, withCarrier } from '../../server/contracts/catalogue.ts'
import { get } from '../lib/api.ts'
import { queryKeys } from '../lib/queries.ts'

const shipped: CatalogueLeaf[] = leaves.map((leaf) => ({
  ...leaf,
  label: withCarrier(leaf.label),
  optional: leaf.optional ?? [],
  search: leaf.id,
  enabled: true,
  extraRequired: [],
  version: 0,
}))

/** Every leaf as in force. */
export function useLeaves(): CatalogueLeaf[] {
  const found = useQuery({
    queryKey: [queryKeys.catalogue],
    queryFn: () => get('/catalogue', Catalogue),
    staleTime: 300_000,
    retry: false,
  })
  return found.data?.leaves ?? shipped
}
