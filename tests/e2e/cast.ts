/** Who plays in the browser tests: logins and passengers of the demo airline. */

export const cast = {
  agent: { username: 'agent1', password: 'demo-agent1', displayName: '李娜' },
  colleague: { username: 'agent2', password: 'demo-agent2', displayName: '王伟' },
  supervisor: { username: 'chief1', password: 'demo-chief1', displayName: '陈静' },
  /** A passenger whose number is theirs alone. */
  known: { name: '王小明', number: '+8613800138000' },
}
