/** What the airports are to the demo airline: Guangzhou is home, six branches have a base, some cities an office. */
import type { StationClass } from '../contracts/airports.ts'

const stations: Partial<Record<StationClass, string[]>> = {
  home: ['CAN'],
  'outstation-base': ['PEK', 'PVG', 'SHA', 'SZX', 'WUH', 'CTU', 'XIY'],
  'outstation-office': [
    'PKX',
    'TFU',
    'CKG',
    'KMG',
    'HGH',
    'NKG',
    'CSX',
    'XMN',
    'HAK',
    'SYX',
    'SHE',
    'DLC',
    'URC',
    'KWL',
  ],
}

/** The classes that differ from an outstation without base and from overseas. */
export const demoStations = Object.entries(stations).flatMap(([stationClass, airports]) =>
  airports.map((iata) => ({ iata, stationClass: stationClass as StationClass })),
)
