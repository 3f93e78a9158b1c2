/** How many calls a second the house takes: sipp on the same machine, at rising rates, until something fails. */
import { availableParallelism } from 'node:os'
import { freePort, rtpPorts, sipPorts } from '../kit/free-ports.ts'
import { runSipp, type SippResult } from '../kit/sipp.ts'
import type { WholeHouse } from '../kit/whole-house.ts'
import { cpuMs, rssMb } from './figures.ts'

/** A run at one rate. */
export interface LoadFigures {
  rate: number
  calls: number
  failed: number
  retransmissions: number
  cpuMsPerCall: number
  rssMb: number
}

const seconds = 10
/** One step up; at most this many rates are tried. */
const stepUp = 50
const mostRates = 8

/** The highest rate with nothing failed and nothing sent twice; when there is none, the figures of the lowest one tried. */
export async function measureCallsPerSecond(house: WholeHouse, say: (line: string) => void): Promise<LoadFigures> {
  let best: LoadFigures | undefined
  // The first thousand calls find code that nobody has run yet.
  await load(house, 100, () => say('Warmed up.'))
  let last = await load(house, 200, say)
  for (let tried = 1; tried < mostRates; tried++) {
    if (isClean(last)) best = last
    if (best !== undefined && !isClean(last)) break
    const next = best === undefined ? Math.floor(last.rate / 2) : last.rate + stepUp
    if (next < 10) break
    last = await load(house, next, say)
  }
  if (isClean(last)) best = last
  return best ?? last
}

const isClean = ({ failed, retransmissions }: LoadFigures): boolean => failed === 0 && retransmissions === 0

async function load(house: WholeHouse, rate: number, say: (line: string) => void): Promise<LoadFigures> {
  const before = await cpuMs(house.pid)
  const result = await callAt(house, rate)
  const cpu = (await cpuMs(house.pid)) - before
  const figures = {
    rate,
    calls: result.calls,
    failed: result.failed,
    retransmissions: result.retransmissions,
    cpuMsPerCall: Math.round((cpu / Math.max(1, result.calls)) * 100) / 100,
    rssMb: await rssMb(house.pid),
  }
  say(`${rate} calls/s for ${seconds} s on ${availableParallelism()} cores: ${JSON.stringify(figures)}`)
  if (result.errors !== '') say(result.errors.slice(0, 600))
  return figures
}

async function callAt(house: WholeHouse, rate: number): Promise<SippResult> {
  return runSipp({
    scenario: shortCall,
    target: `127.0.0.1:${house.sipPort}`,
    number: house.hotline,
    port: await freePort(sipPorts),
    // sipp holds this port and never reads it: packets end there without a word to their sender.
    mediaPort: await freePort({ low: rtpPorts.high - 99, high: rtpPorts.high - 10 }),
    calls: rate * seconds,
    rate,
    limit: rate * 5,
    limitMs: (seconds + 20) * 1000,
  })
}

/** INVITE, 200, ACK, one second of prompt, BYE. */
const shortCall = `<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="a short call">
  <send retrans="500"><![CDATA[

INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:+8613900139000@[local_ip]:[local_port]>;tag=[pid]-[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:+8613900139000@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=load 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
a=ptime:20

  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[

ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:+8613900139000@[local_ip]:[local_port]>;tag=[pid]-[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <pause milliseconds="1000"/>
  <send retrans="500"><![CDATA[

BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:+8613900139000@[local_ip]:[local_port]>;tag=[pid]-[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

  ]]></send>
  <recv response="200"/>
</scenario>
`
