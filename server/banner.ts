/** What a newcomer reads after `npm start`: where the console is, who may log in, how to ring. */
import type { RunningHouse } from './main.ts'

/** The lines printed once the house is open. */
export function banner({ config, house, address }: RunningHouse): string {
  const udp = config.SIP_LISTEN.find((listen) => listen.transport === 'udp') ?? config.SIP_LISTEN[0]
  const sip = udp ? `sip:${config.HOTLINE}@${udp.host}:${udp.port}` : config.HOTLINE
  const server = udp && udp.port !== 5060 ? ` --server ${udp.transport}:${udp.host}:${udp.port}` : ''
  const lines = ['', `  Console   ${address}`, `  Hotline   ${sip}`]
  if (house.demo) {
    lines.push('', '  Demo logins')
    for (const login of house.demo.logins)
      lines.push(`    ${login.username.padEnd(12)} ${login.password.padEnd(16)} ${login.role}`)
    lines.push('', '  Ring it    (log in as an agent, start the shift, go ready; then in a second terminal)')
    for (const caller of house.demo.callers) {
      lines.push(`    npm run phone -- ${config.HOTLINE}${server} --from ${caller.number} --press 1,2    ${caller.who}`)
    }
    lines.push('    npm run phone -- --answer 5080       receives the satisfaction callback')
  }
  lines.push('')
  return lines.join('\n')
}
