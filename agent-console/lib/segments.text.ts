/** Segments, life cycle, classes and kinds of account in words: many features show them. */
import type { AccountGrade, AccountKind } from '../../server/contracts/accounts.ts'
import type { CustomerClass, SegmentMarks } from '../../server/contracts/segments.ts'
import { defineText } from './i18n.ts'

type Key =
  | `axis.${keyof SegmentMarks | 'tier' | 'prospect'}`
  | `relation.${SegmentMarks['relation']}`
  | `purpose.${SegmentMarks['purpose']}`
  | `frequency.${SegmentMarks['frequency']}`
  | `value.${SegmentMarks['value']}`
  | `satisfaction.${SegmentMarks['satisfaction']}`
  | `callerType.${SegmentMarks['callerType']}`
  | `lifecycle.${SegmentMarks['lifecycle']}`
  | `churn.${SegmentMarks['churn']}`
  | `activity.${SegmentMarks['activity']}`
  | `class.${CustomerClass}`
  | `account.${AccountKind}`
  | `grade.${AccountGrade}`
  | 'prospect.true'

export const segmentWords = defineText<Key>(
  'segments',
  {
    'axis.tier': '会员级别',
    'axis.prospect': '潜在旅客',
    'axis.relation': '新老客户',
    'axis.purpose': '出行性质',
    'axis.frequency': '乘机频率',
    'axis.value': '客户价值',
    'axis.satisfaction': '满意度',
    'axis.callerType': '来电者',
    'axis.lifecycle': '生命周期',
    'axis.churn': '流失风险',
    'axis.activity': '活动状态',
    'axis.score': '价值分',
    'relation.new': '新客户',
    'relation.existing': '老客户',
    'relation.vip': 'VIP 客户',
    'purpose.business': '商旅',
    'purpose.individual': '散客',
    'frequency.high': '高频',
    'frequency.low': '低频',
    'value.high': '高价值',
    'value.low': '一般价值',
    'satisfaction.satisfied': '满意',
    'satisfaction.unsatisfied': '不满意',
    'satisfaction.unknown': '满意度未知',
    'callerType.passenger': '旅客本人',
    'callerType.corporate': '企业客户',
    'callerType.agent': '代理人',
    'lifecycle.prospect': '潜在',
    'lifecycle.new': '新获得',
    'lifecycle.growing': '成长',
    'lifecycle.loyal': '忠诚',
    'lifecycle.at-risk': '有流失风险',
    'lifecycle.lost': '已流失',
    'churn.none': '无流失迹象',
    'churn.watch': '需关注',
    'churn.high': '流失风险高',
    'activity.active': '活动',
    'activity.sleeping': '睡眠',
    'activity.not-flown': '未乘机',
    'class.A': 'A 类客户',
    'class.B': 'B 类客户',
    'class.level-2': '二级大客户',
    'account.company': '企业',
    'account.agency': '代理人',
    'account.agreement': '协议客户',
    'grade.A': 'A 级',
    'grade.B': 'B 级',
    'grade.C': 'C 级',
    'grade.D': 'D 级',
    'prospect.true': '潜在旅客',
  },
  {
    'axis.tier': 'Tier',
    'axis.prospect': 'Prospects',
    'axis.relation': 'New or existing',
    'axis.purpose': 'Travels for',
    'axis.frequency': 'Frequency',
    'axis.value': 'Value',
    'axis.satisfaction': 'Satisfaction',
    'axis.callerType': 'Caller',
    'axis.lifecycle': 'Life cycle',
    'axis.churn': 'Churn risk',
    'axis.activity': 'Activity',
    'axis.score': 'Value score',
    'relation.new': 'New',
    'relation.existing': 'Existing',
    'relation.vip': 'VIP',
    'purpose.business': 'Business',
    'purpose.individual': 'Individual',
    'frequency.high': 'Flies often',
    'frequency.low': 'Flies seldom',
    'value.high': 'High value',
    'value.low': 'Ordinary value',
    'satisfaction.satisfied': 'Satisfied',
    'satisfaction.unsatisfied': 'Not satisfied',
    'satisfaction.unknown': 'Satisfaction unknown',
    'callerType.passenger': 'Passenger',
    'callerType.corporate': 'Corporate',
    'callerType.agent': 'Travel agent',
    'lifecycle.prospect': 'Prospect',
    'lifecycle.new': 'Won',
    'lifecycle.growing': 'Growing',
    'lifecycle.loyal': 'Loyal',
    'lifecycle.at-risk': 'At risk',
    'lifecycle.lost': 'Lost',
    'churn.none': 'No sign of leaving',
    'churn.watch': 'Watch',
    'churn.high': 'High churn risk',
    'activity.active': 'Active',
    'activity.sleeping': 'Sleeping',
    'activity.not-flown': 'Not flown',
    'class.A': 'Class A',
    'class.B': 'Class B',
    'class.level-2': 'Level-2 customer',
    'account.company': 'Company',
    'account.agency': 'Agency',
    'account.agreement': 'Agreement customer',
    'grade.A': 'Grade A',
    'grade.B': 'Grade B',
    'grade.C': 'Grade C',
    'grade.D': 'Grade D',
    'prospect.true': 'Prospects',
  },
)
