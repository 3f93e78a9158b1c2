/** `npm run bench`: measures this machine and prints one JSON object; progress goes to stderr. */
import { availableParallelism } from 'node:os'
import { cast } from '../e2e/cast.ts'
import { startHouse } from '../kit/whole-house.ts'
import { measureCallsPerSecond } from './calls-per-second.ts'
import { percentiles } from './figures.ts'
import { measurePopDelay } from './pop-delay.ts'
import { measurePromptDelay } from './prompt-delay.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

const house = await startHouse({ env: { LOG_LEVEL: 'warn', RTP_PORTS: '27000-28799' } })
try {
  say('Prompt delay: 500 calls at 50 calls/s.')
  const prompt = percentiles(await measurePromptDelay(house, 500))
  say('Screen pop: 30 offers to one agent in Chromium.')
  const pop = percentiles(await measurePopDelay(house, cast.agent, 30))
  say('Load: rising rates of short calls.')
  const load = await measureCallsPerSecond(house, say)
  const figures = {
    cores: availableParallelism(),
    calls_per_second: load.rate,
    failed: load.failed,
    retransmissions: load.retransmissions,
    cpu_ms_per_call: load.cpuMsPerCall,
    prompt_ms: prompt,
    pop_ms: pop,
    rss_mb: load.rssMb,
  }
  console.log(JSON.stringify(figures))
} finally {
  await house.close()
}
