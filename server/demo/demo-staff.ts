/** Who works at the demo airline. The passwords are published: a production start refuses them. */
import type { Role } from '../contracts/auth.ts'
import type { QueueId } from '../contracts/ids.ts'

export type DemoTeam = 0 | 1 | 2 | 3 | 4

export interface DemoMember {
  username: string
  password: string
  displayName: string
  role: Role
  /** Place in `demoTeams`. */
  team: DemoTeam
  language: 'zh' | 'en'
  skills: QueueId[]
}

/** Name of the demo airline. */
export const demoAirline = { zh: '云翔航空', en: 'Cloudwing Airlines' }

/** The units whose people may log in: two teams of the centre, the partner, a branch and a department. */
export const demoTeams = [
  {
    code: 'passenger-service',
    parent: 'customer-service',
    kind: 'team',
    name: { zh: '旅客服务组', en: 'Passenger service' },
  },
  {
    code: 'complaint-desk',
    parent: 'customer-service',
    kind: 'team',
    name: { zh: '投诉处理组', en: 'Complaint desk' },
  },
  {
    code: 'partner-liansheng',
    parent: 'customer-service',
    kind: 'partner',
    name: { zh: '联声外包服务中心', en: 'Liansheng Contact Services' },
  },
  { code: 'east-china', parent: 'hq', kind: 'branch', name: { zh: '华东分公司', en: 'East China Branch' } },
  { code: 'cabin-service', parent: 'hq', kind: 'department', name: { zh: '客舱服务部', en: 'Cabin Service' } },
] as const

const service: QueueId[] = ['booking', 'query', 'general']
const complaints: QueueId[] = ['complaint', 'query', 'general']
const everything: QueueId[] = ['booking', 'complaint', 'query', 'general']

/** Logins in the order the start prints them. */
export const demoLogins: DemoMember[] = [
  member('agent1', '林晓 Lin Xiao', 'agent', 0, 'zh', everything),
  member('agent2', '周航 Zhou Hang', 'agent', 0, 'zh', service),
  member('agent3', 'Grace Lee 李恩慈', 'agent', 0, 'en', service),
  member('agent4', '何静 He Jing', 'agent', 1, 'zh', everything),
  member('agent5', '罗刚 Luo Gang', 'agent', 1, 'zh', complaints),
  member('agent6', 'Tom Brown 汤博', 'agent', 1, 'en', complaints),
  member('supervisor1', '郑敏 Zheng Min', 'supervisor', 0, 'zh', []),
  member('supervisor2', 'Sarah Chen 陈莎', 'supervisor', 1, 'en', []),
  member('supervisor3', '顾海东 Gu Haidong', 'supervisor', 3, 'zh', []),
  member('supervisor4', '白露 Bai Lu', 'supervisor', 4, 'zh', []),
  // Works for a partner: sees passengers masked (AC-19).
  member('partner1', '田甜 Tian Tian', 'agent', 2, 'zh', service),
  member('admin', '系统管理员 Administrator', 'admin', 0, 'zh', []),
]

function member(
  username: string,
  displayName: string,
  role: Role,
  team: DemoTeam,
  language: 'zh' | 'en',
  skills: QueueId[],
): DemoMember {
  return { username, password: `demo-${username}`, displayName, role, team, language, skills }
}
