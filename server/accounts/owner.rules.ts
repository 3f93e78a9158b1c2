/** BY-17: exactly one branch is accountable for a customer, by territory and class. */
import type { TeamId } from '../contracts/ids.ts'
import type { Unit } from '../contracts/organisation.ts'
import type { CustomerClass } from '../contracts/segments.ts'

type Place = Pick<Unit, 'id' | 'kind' | 'parentId' | 'city' | 'serves' | 'disabled'>

export interface Customer {
  city: string
  customerClass: CustomerClass | undefined
}

/**
 * Key customers (A, B, level-2) belong to the branch of their territory; everybody else to the sales office of the city,
 * else to its branch. Where no unit serves the city, headquarters. The first in the order of the tree when several fit.
 */
export function accountableUnit(customer: Customer, units: readonly Place[]): TeamId | undefined {
  const open = units.filter((unit) => !unit.disabled)
  const inCity = open.filter((unit) => isOf(unit, customer.city))
  const office = inCity.find((unit) => unit.kind === 'sales-office')
  const branch = inCity.find((unit) => unit.kind === 'branch') ?? branchAbove(office, open)
  const headquarters = open.find((unit) => unit.kind === 'headquarters')
  const chosen = customer.customerClass === undefined ? (office ?? branch) : (branch ?? office)
  return (chosen ?? headquarters)?.id
}

function isOf(unit: Place, city: string): boolean {
  const wanted = fold(city)
  if (wanted === '') return false
  return [...unit.serves, unit.city.zh, unit.city.en].some((place) => fold(place) === wanted)
}

function branchAbove(from: Place | undefined, units: readonly Place[]): Place | undefined {
  const seen = new Set<Place>()
  let unit = from
  while (unit && !seen.has(unit)) {
    if (unit.kind === 'branch') return unit
    seen.add(unit)
    const parentId = unit.parentId
    unit = units.find((one) => one.id === parentId)
  }
  return undefined
}

/** 广州市 and 广州, Guangzhou and guangzhou are one place. */
const fold = (place: string): string => place.normalize('NFKC').trim().toLowerCase().replace(/市$/, '')
