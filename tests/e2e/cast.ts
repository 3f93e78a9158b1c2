/** Who plays in the browser tests: logins and passengers of the demo airline. */

export const cast = {
  agent: { username: 'li.na', password: 'demo-agent-1', displayName: '李娜' },
  colleague: { username: 'wang.wei', password: 'demo-agent-2', displayName: '王伟' },
  supervisor: { username: 'chen.jing', password: 'demo-supervisor', displayName: '陈静' },
  /** A passenger whose number is theirs alone. */
  known: { name: '王小明', number: '+8613800138000' },
}
