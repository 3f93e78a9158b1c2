import { defineText } from '../lib/i18n.ts'

export const monitoringText = defineText(
  'monitoring',
  {
    listen: '监听',
    whisper: '耳语',
    barge: '插话',
    leave: '退出监听',
    bar: '监听工具条',
    ringing: '正在接入',
    on: '监听中',
    hint: '监听：双方都听不到您；耳语：仅坐席听到您；插话：双方都听到您。',
    listenTo: '监听 {{name}} 的通话',
    noPhone: '软电话无法使用，请检查麦克风权限。',
    coachedWhisper: '{{name}} 正在耳语辅导，旅客听不到',
    coachedBarge: '{{name}} 已加入通话，旅客也能听到',
  },
  {
    listen: 'Listen',
    whisper: 'Whisper',
    barge: 'Barge in',
    leave: 'Leave',
    bar: 'Monitoring bar',
    ringing: 'Connecting',
    on: 'Monitoring',
    hint: 'Listen: neither hears you. Whisper: only the agent hears you. Barge in: both hear you.',
    listenTo: 'Listen to the call of {{name}}',
    noPhone: 'Your phone cannot be used; check the permission for the microphone.',
    coachedWhisper: '{{name}} whispers to you; the passenger does not hear it',
    coachedBarge: '{{name}} has joined; the passenger hears it too',
  },
)
