/** The timetable of the demo airline: every day the same, out and back. Nothing of it is a real flight. */

/** One flight of the timetable. Minutes count from midnight by the clocks of the first airport. */
export interface ScheduledLeg {
  flight: string
  from: string
  to: string
  departsMinute: number
  blockMinutes: number
  aircraft: string
  capacity: number
}

export const carrier = 'YT'

const seats: Record<string, number> = {
  A319: 132,
  A320: 158,
  A321: 195,
  B738: 164,
  A333: 292,
  A359: 314,
  B789: 276,
  B77W: 361,
}

/** Number out (back is the next one), from, to, departure and minutes out, departure and minutes back, aircraft. */
const routes = `
3101 CAN PEK 0800 190 1300 200 A333
3103 CAN PEK 1400 190 1900 200 B789
3105 CAN PKX 1030 190 1530 195 A359
3525 CAN PVG 0900 145 1330 155 A321
3527 CAN PVG 1700 145 2100 155 A321
3529 CAN SHA 0730 140 1130 150 A321
3531 CAN HGH 0920 125 1230 130 A320
3533 CAN NKG 1010 135 1350 140 A320
3405 CAN CTU 0840 155 1240 150 A321
3407 CAN TFU 1520 155 1920 150 A320
3411 CAN CKG 0955 130 1330 130 A320
3421 CAN KMG 1100 145 1450 135 A321
3431 CAN XIY 0815 165 1210 165 A321
3441 CAN WUH 1300 110 1610 110 A320
3443 CAN CSX 1845 75 2100 80 B738
3451 CAN CGO 0905 145 1240 150 A320
3461 CAN TAO 1215 185 1640 195 A321
3471 CAN DLC 0750 200 1240 210 A321
3473 CAN SHE 1335 220 1840 230 A321
3475 CAN HRB 0725 260 1300 270 A321
3481 CAN HAK 0915 75 1140 75 B738
3483 CAN SYX 1410 95 1700 95 A320
3485 CAN NNG 1750 75 2010 75 B738
3487 CAN KWL 1925 65 2130 70 B738
3491 CAN XMN 1135 80 1400 85 B738
3493 CAN MXZ 0705 60 0900 65 B738
3495 CAN URC 0900 310 1600 300 A321
3497 CAN LXA 0650 280 1300 260 A319
1407 PEK CTU 1410 180 1830 165 A321
1409 PEK SZX 0930 205 1430 205 A333
1411 PVG XIY 0820 165 1220 150 A321
1413 PVG CKG 1500 190 1940 165 A321
1415 PVG SYX 1040 200 1540 195 A321
1417 SZX HGH 1120 120 1440 130 A320
1419 WUH KMG 0845 160 1250 145 A320
1421 CTU LXA 0640 140 1010 130 A319
301 CAN HKG 0930 65 1150 65 A320
305 CAN TPE 1310 115 1620 120 A320
523 PVG NRT 0910 175 1340 205 A333
525 CAN KIX 0850 215 1430 265 A321
527 CAN ICN 0940 210 1440 235 A321
353 CAN SIN 0845 240 1410 245 A333
355 CAN KUL 1320 240 1850 240 A321
357 CAN BKK 1000 175 1345 165 A321
359 CAN SGN 1455 155 1740 160 A320
361 CAN MNL 0805 170 1200 165 A320
363 CAN DPS 1500 290 2130 295 A333
365 CAN DEL 1940 340 0110 300 A333
3079 CAN DXB 1850 470 0210 435 A359
661 CAN LHR 1430 800 2130 730 B789
663 PVG LHR 1210 765 2000 685 B789
331 CAN CDG 0035 790 1240 720 A359
333 CAN FRA 2355 770 1330 690 A359
335 PVG AMS 0040 755 1245 660 A359
337 PEK FCO 0140 700 1220 625 A333
339 PEK MAD 0155 805 1350 715 A359
699 CAN JFK 1230 925 2300 970 B77W
621 CAN LAX 2030 770 2210 900 B77W
623 PVG SFO 1400 680 1330 790 B789
627 PEK YVR 1600 630 1330 690 B789
325 CAN SYD 2110 560 1010 575 A359
327 CAN MEL 2120 575 1020 590 A359
329 CAN AKL 0030 670 2200 735 B789
`

/** Zones other than China's. */
const zones: Record<string, string> = {
  HKG: 'Asia/Hong_Kong',
  TPE: 'Asia/Taipei',
  NRT: 'Asia/Tokyo',
  KIX: 'Asia/Tokyo',
  ICN: 'Asia/Seoul',
  SIN: 'Asia/Singapore',
  KUL: 'Asia/Kuala_Lumpur',
  BKK: 'Asia/Bangkok',
  SGN: 'Asia/Ho_Chi_Minh',
  MNL: 'Asia/Manila',
  DPS: 'Asia/Makassar',
  DEL: 'Asia/Kolkata',
  DXB: 'Asia/Dubai',
  LHR: 'Europe/London',
  CDG: 'Europe/Paris',
  FRA: 'Europe/Berlin',
  AMS: 'Europe/Amsterdam',
  FCO: 'Europe/Rome',
  MAD: 'Europe/Madrid',
  JFK: 'America/New_York',
  LAX: 'America/Los_Angeles',
  SFO: 'America/Los_Angeles',
  YVR: 'America/Vancouver',
  SYD: 'Australia/Sydney',
  MEL: 'Australia/Melbourne',
  AKL: 'Pacific/Auckland',
}

/** IANA zone of an airport of the timetable. */
export const zoneOf = (iata: string): string => zones[iata] ?? 'Asia/Shanghai'

const minutesOf = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(2))

/** All flights of a day. */
export const schedule: ScheduledLeg[] = routes
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [number, from, to, out, block, back, blockBack, aircraft] = line.split(' ') as [
      ...[string, string, string, string, string, string, string, string],
    ]
    const shared = { aircraft, capacity: seats[aircraft]! }
    return [
      {
        flight: `${carrier}${number}`,
        from,
        to,
        departsMinute: minutesOf(out),
        blockMinutes: Number(block),
        ...shared,
      },
      {
        flight: `${carrier}${Number(number) + 1}`,
        from: to,
        to: from,
        departsMinute: minutesOf(back),
        blockMinutes: Number(blockBack),
        ...shared,
      },
    ]
  })

/** A flight of the timetable by its number. */
export const legOf = (flight: string): ScheduledLeg | undefined => byFlight.get(flight)

const byFlight = new Map(schedule.map((leg) => [leg.flight, leg]))
