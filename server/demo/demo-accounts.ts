/** One account of each kind and two more, with people from the list of demo passengers, and what was promised. */
import type { NewAccount, NewCommitment } from '../contracts/accounts.ts'

export interface DemoAccount {
  account: Omit<NewAccount, 'ownerId'>
  /** Place of the account manager in the list of logins. */
  owner: number
  /** Place in the list of passengers, and what the person is there. */
  people: Array<{ passenger: number; role: string }>
  plans: Array<Omit<NewCommitment, 'dueOn'> & { inDays: number }>
}

const nothing = {
  address: '',
  phone: '',
  email: '',
  agreementNumber: '',
  agreementFrom: null,
  agreementTo: null,
  agreementTerms: '',
  revisitOn: null,
  note: '',
  representatives: [],
  implant: false,
  grade: null,
  customerClass: null,
} satisfies Partial<NewAccount>

/** Days of the agreement are those of the year in which the demo is seeded. */
export function demoAccounts(now: number): DemoAccount[] {
  const year = new Date(now).getUTCFullYear()
  const agreement = (number: string) => ({
    agreementNumber: number,
    agreementFrom: `${year}-01-01`,
    agreementTo: `${year}-12-31`,
    revisitOn: new Date(now).toISOString().slice(0, 10),
  })
  return [
    {
      account: {
        ...nothing,
        ...agreement(`XY-${year}-0012`),
        kind: 'agreement',
        name: '德贵集团',
        stage: 'served',
        grade: 'A',
        customerClass: 'A',
        implant: true,
        city: '上海',
        address: '上海市浦东新区世纪大道 88 号',
        phone: '+862158880000',
        email: 'travel@degui.example.com',
        agreementTerms: '国内公务舱 75 折、经济舱 85 折；驻点出票；专属客服；每季度回访。',
        note: '总裁办统一订票，重要航班前一天电话确认。',
        representatives: [
          { name: '何静', role: '大客户代表', e164: '+862158881234' },
          { name: '潘秘书', role: '客户方联系人', e164: '+862158880001' },
        ],
      },
      owner: 3,
      people: [
        { passenger: 3, role: '董事长' },
        { passenger: 30, role: '差旅主管' },
        { passenger: 41, role: '销售总监' },
      ],
      plans: [
        { kind: 'plan', words: '四季度赴欧考察团 12 人，拟提供团队舱位方案', inDays: 14 },
        { kind: 'commitment', words: '答复上次机上餐食投诉的改进措施', inDays: 2 },
      ],
    },
    {
      account: {
        ...nothing,
        kind: 'company',
        name: '云山贸易有限公司',
        stage: 'planned',
        customerClass: 'B',
        city: '广州',
        address: '广州市天河区体育东路 8 号',
        phone: '+862088881234',
      },
      owner: 0,
      people: [
        { passenger: 0, role: '采购经理' },
        { passenger: 22, role: '行政' },
      ],
      plans: [{ kind: 'plan', words: '商谈签订大客户协议，预计年出行 200 人次', inDays: 21 }],
    },
    {
      account: {
        ...nothing,
        kind: 'agency',
        name: '南粤国际旅行社',
        stage: 'served',
        city: '广州',
        phone: '+862088880001',
        representatives: [{ name: '单志强', role: '票务主管', e164: '+862088880001' }],
      },
      owner: 1,
      people: [
        { passenger: 7, role: '票务主管' },
        { passenger: 8, role: '票务' },
        { passenger: 9, role: '计调' },
      ],
      plans: [],
    },
    {
      account: {
        ...nothing,
        ...agreement(`XY-${year}-0108`),
        kind: 'agreement',
        name: 'Brightwater Trading Ltd',
        stage: 'signed',
        grade: 'C',
        city: '北京',
        agreementTerms: '88 折，月结。',
        representatives: [{ name: 'Grace Lee 李恩慈', role: 'Account manager' }],
      },
      owner: 2,
      people: [{ passenger: 15, role: 'Regional director' }],
      plans: [{ kind: 'commitment', words: 'Send the proposal for the London route', inDays: 5 }],
    },
  ]
}
