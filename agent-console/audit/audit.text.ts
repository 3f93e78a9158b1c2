import { defineText } from '../lib/i18n.ts'

export const auditText = defineText(
  'audit',
  {
    page: '审计记录',
    hint: '谁在何时查看或更改了什么；记录不可修改。',
    at: '时间',
    actor: '用户',
    role: '角色',
    ip: '地址',
    action: '操作',
    object: '对象',
    none: '还没有审计记录。',
    more: '更多',
    system: '系统',
  },
  {
    page: 'Audit',
    hint: 'Who saw or changed what, and when; nothing here can be changed.',
    at: 'Time',
    actor: 'User',
    role: 'Role',
    ip: 'Address',
    action: 'Action',
    object: 'Object',
    none: 'Nothing recorded yet.',
    more: 'More',
    system: 'System',
  },
)
