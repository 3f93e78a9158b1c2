import { defineText } from '../lib/i18n.ts'

export const queuesText = defineText(
  'queues',
  {
    page: '队列时限',
    hint: '对之后进入队列的来电生效。',
    queue: '队列',
    ring: '振铃（秒）',
    wrapUp: '话后处理（秒）',
    serviceLevel: '服务水平目标（秒）',
    save: '保存',
    saved: '已保存',
    badValue: '允许 {{from}} 到 {{to}} 秒',
    changedMeanwhile: '已载入最新数值，请核对后重新保存。',
  },
  {
    page: 'Queue times',
    hint: 'They hold for callers who come from now on.',
    queue: 'Queue',
    ring: 'Ring (s)',
    wrapUp: 'Wrap-up (s)',
    serviceLevel: 'Service level target (s)',
    save: 'Save',
    saved: 'Saved',
    badValue: '{{from}} to {{to}} seconds',
    changedMeanwhile: 'The newest values are shown; look at them and save again.',
  },
)
