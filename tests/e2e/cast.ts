/** Who plays in the browser tests: logins and passengers of the demo airline. */
import { demoLogins } from '../../server/demo/demo-staff.ts'

const member = (username: string) => demoLogins.find((login) => login.username === username)!

export const cast = {
  agent: member('agent1'),
  colleague: member('agent2'),
  supervisor: member('supervisor1'),
  admin: member('admin'),
  /** A passenger whose number is theirs alone. */
  known: { name: '王小明', number: '+8613800138000' },
}
