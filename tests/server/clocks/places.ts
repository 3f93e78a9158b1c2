/** Airports of the tests of clocks. */
import type { Place } from '../../../server/clocks/situation.rules.ts'

const zones: Record<string, [country: string, zone: string]> = {
  PEK: ['CN', 'Asia/Shanghai'],
  PVG: ['CN', 'Asia/Shanghai'],
  SHA: ['CN', 'Asia/Shanghai'],
  CAN: ['CN', 'Asia/Shanghai'],
  CTU: ['CN', 'Asia/Shanghai'],
  HKG: ['HK', 'Asia/Hong_Kong'],
  TPE: ['TW', 'Asia/Taipei'],
  NRT: ['JP', 'Asia/Tokyo'],
  JFK: ['US', 'America/New_York'],
  SFO: ['US', 'America/Los_Angeles'],
  LHR: ['GB', 'Europe/London'],
  FRA: ['DE', 'Europe/Berlin'],
  CDG: ['FR', 'Europe/Paris'],
  MAD: ['ES', 'Europe/Madrid'],
  FCO: ['IT', 'Europe/Rome'],
}

/** One of them by its code. */
export function placeOf(iata: string): Place | undefined {
  const found = zones[iata]
  return found && { iata, country: found[0], zone: found[1] }
}
