import { defineText } from '../lib/i18n.ts'

export const uiText = defineText(
  'ui',
  { more: '更多', retry: '重试', loading: '正在加载', cancel: '取消', save: '保存', close: '关闭' },
  { more: 'More', retry: 'Try again', loading: 'Loading', cancel: 'Cancel', save: 'Save', close: 'Close' },
)
