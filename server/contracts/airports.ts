/** Airports: facts of the world, and what the airport is to this airline. */
import { z } from 'zod'
import { Label, Version } from './common.ts'

/** Three letters of IATA. */
export const Iata = z.string().regex(/^[A-Z]{3}$/)
export type Iata = z.infer<typeof Iata>

/** CP-07 to CP-11: who answers for what happens on the ground there. */
export const StationClass = z.enum(['home', 'outstation-base', 'outstation-none', 'outstation-office', 'overseas'])
export type StationClass = z.infer<typeof StationClass>

/** Words for the classes of stations. */
export const stationClassLabels: Record<StationClass, Label> = {
  home: { zh: '本场基地', en: 'Home base' },
  'outstation-base': { zh: '外站，有分子公司基地', en: 'Outstation with branch base' },
  'outstation-none': { zh: '外站，无基地', en: 'Outstation without base' },
  'outstation-office': { zh: '外站，有营业部', en: 'Outstation with sales office' },
  overseas: { zh: '国外办事处、机场站', en: 'Overseas office or station' },
}

export const Airport = z.object({
  iata: Iata,
  name: Label,
  city: Label,
  /** ISO 3166, two letters. */
  country: z.string(),
  /** IANA zone. */
  zone: z.string(),
  /** Degrees north and east. */
  latitude: z.number(),
  longitude: z.number(),
  stationClass: StationClass,
  version: z.int(),
})
export type Airport = z.infer<typeof Airport>

export const AirportEdit = z.object({ version: Version, stationClass: StationClass })
