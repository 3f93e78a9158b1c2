/** Every refusal has a code and a sentence in both languages; the console shows the sentence, the code in small print. */
import { z } from 'zod'
import type { Label } from './common.ts'

export const errorSentences = {
  'not-logged-in': { zh: '请先登录。', en: 'Please log in first.' },
  'wrong-credentials': { zh: '用户名或密码不正确。', en: 'User name or password is wrong.' },
  'too-many-attempts': { zh: '尝试次数过多，请稍后再试。', en: 'Too many attempts. Please wait and try again.' },
  'not-allowed': { zh: '您没有此操作的权限。', en: 'You do not have the right to do this.' },
  'foreign-origin': { zh: '请求来源不被允许。', en: 'The request comes from an origin that is not allowed.' },
  'unit-in-use': {
    zh: '该单位仍有人员、下级单位或未结工单，不能停用。',
    en: 'People, units or open cases still hang on this unit; it cannot be disabled.',
  },
  'not-yourself': { zh: '不能停用自己的账号。', en: 'You cannot disable your own account.' },
  'last-admin': { zh: '系统至少需要一名管理员。', en: 'The house needs at least one administrator.' },
  'password-change-required': {
    zh: '请先设置自己的密码。',
    en: 'Set a password of your own first.',
  },
  'not-found': { zh: '找不到该记录。', en: 'There is no such record.' },
  'invalid-input': {
    zh: '输入内容有误，请检查标出的字段。',
    en: 'Something in the input is not right; see the fields marked.',
  },
  'too-large': { zh: '提交的内容过大。', en: 'What was sent is too large.' },
  'too-many-requests': { zh: '请求过于频繁，请稍后再试。', en: 'Too many requests. Please wait a moment.' },
  'key-not-valid': {
    zh: '接口密钥无效、已过期或已吊销。',
    en: 'The API key is wrong, has expired or was revoked.',
  },
  'scope-missing': { zh: '此接口密钥没有该操作的权限范围。', en: 'This API key has no scope for that.' },
  'idempotency-key-reused': {
    zh: '该幂等键已用于另一个内容不同的请求。',
    en: 'This idempotency key was used for another request with a different body.',
  },
  'file-not-a-table': {
    zh: '无法识别该文件：请上传 CSV（UTF-8、UTF-16 或 GB18030）或 XLSX 表格。',
    en: 'This file is no table: bring a CSV (UTF-8, UTF-16 or GB18030) or an XLSX file.',
  },
  'file-too-wide': { zh: '表格的列数过多，最多 500 列。', en: 'The table has too many columns; 500 at most.' },
  'file-too-large': {
    zh: '表格过大：请拆分文件后分批上传。',
    en: 'The table is too large; split it and bring the parts one by one.',
  },
  'file-empty': {
    zh: '文件中没有表头，请在第一行写上列名。',
    en: 'The file has no header; its first row must name the columns.',
  },
  'import-not-ready': { zh: '该导入已开始或已结束。', en: 'This import has begun or ended already.' },
  'import-not-done': { zh: '只有已完成的导入可以撤销。', en: 'Only an import that is done can be taken back.' },
  'export-not-ready': { zh: '该文件尚未生成或已过期。', en: 'This file is not ready yet, or its time is over.' },
  'target-not-allowed': {
    zh: '不允许向该地址发送：只能使用公网地址和 443、80、8443 端口，内网目标须由管理员在 WEBHOOK_ALLOW 中放行。',
    en: 'This address may not be told anything: only public addresses on ports 443, 80 and 8443, or what WEBHOOK_ALLOW names.',
  },
  'delivery-pending': { zh: '该投递仍在等待发送。', en: 'This delivery is still waiting to be sent.' },
  'changed-meanwhile': {
    zh: '该记录已被他人修改，请核对最新内容后再保存。',
    en: 'Somebody changed this record meanwhile; look at the new state and save again.',
  },
  'shift-not-started': { zh: '请先开始班次。', en: 'Start your shift first.' },
  'phone-not-registered': {
    zh: '软电话尚未注册，请检查麦克风和网络。',
    en: 'Your phone is not registered yet; check microphone and network.',
  },
  'busy-with-contact': {
    zh: '您正在处理一个联络，完成后才能更改。',
    en: 'You are busy with a contact; finish it first.',
  },
  'not-your-contact': { zh: '这不是您的联络。', en: 'This contact is not yours.' },
  'call-ended': { zh: '通话已结束。', en: 'The call has ended.' },
  'call-not-talking': { zh: '当前状态不能执行此操作。', en: 'The call is not in a state for that.' },
  'already-closed': { zh: '该记录已关闭。', en: 'This record is closed already.' },
  'not-wrapping-up': { zh: '该联络不在话后处理状态。', en: 'This contact is not in wrap-up.' },
  'case-required': { zh: '此业务小结必须填写工单。', en: 'This disposition needs a case.' },
  'passenger-required': { zh: '请先选择或登记旅客。', en: 'Choose or register the passenger first.' },
  'number-taken': { zh: '该号码已登记在其他旅客名下。', en: 'This number belongs to another passenger already.' },
  'number-not-allowed': { zh: '不允许呼叫该号码。', en: 'This number must not be called.' },
  'already-listed': { zh: '该号码已在免打扰名单中。', en: 'This number is on the do-not-call list already.' },
  'clock-not-stopped': {
    zh: '仍有时限缺少必需的完成记录，不能结案。',
    en: 'A clock still lacks the record that it needs; the case cannot be closed.',
  },
  'clock-ended': { zh: '该时限已结束。', en: 'This clock has ended already.' },
  'clock-not-pausable': { zh: '此规则不允许暂停计时。', en: 'The rule does not allow this clock to pause.' },
  'clock-running': { zh: '该工单已有此时限在计时。', en: 'This clock runs on the case already.' },
  'calendar-year-unknown': {
    zh: '系统尚无该年度的节假日安排，请手工录入后确认。',
    en: 'The holidays of this year are not known to the house yet; enter them and confirm.',
  },
  'calendar-year-empty': {
    zh: '该年度尚未录入任何节假日，请先录入再确认。',
    en: 'No holiday of this year has been entered yet; enter them first, then confirm.',
  },
  'second-person-needed': {
    zh: '删除个人数据须由另一位有权限的人员批准。',
    en: 'Another person must approve an erasure, not the one who asked for it.',
  },
  'erasure-blocked': {
    zh: '存在未结工单、进行中的联络、待执行的回访或法律保留，暂不能删除。',
    en: 'Open cases, a running contact, a callback still due or a legal hold stand in the way.',
  },
  'not-ready-yet': { zh: '数据副本尚未生成完毕。', en: 'The copy is not ready yet.' },
  'already-merged': {
    zh: '该旅客档案已合并到另一份档案。',
    en: 'This record was merged into another one already.',
  },
  'merge-not-last': {
    zh: '合并后的档案又被合并过，请先撤销后来的合并。',
    en: 'The merged record was merged again since; undo that later merge first.',
  },
  'same-passenger': { zh: '这是同一份档案。', en: 'This is the same record.' },
  'number-of-several': {
    zh: '该号码登记在多位旅客名下，不能取消共用标记。请先从其他旅客处移除。',
    en: 'Several passengers have this number, so it stays shared. Take it off the others first.',
  },
  'document-wrong': {
    zh: '证件号码不正确，请核对证件类型、位数和校验位。',
    en: 'This is not a valid document number; check its kind, length and check digit.',
  },
  'document-taken': {
    zh: '该证件已登记在另一位旅客名下。请核对是否为重复档案。',
    en: 'This document is on the record of another passenger. Check whether the two are one person.',
  },
  'already-dispatched': {
    zh: '该部门手中已有此工单，请勿重复派发。',
    en: 'This department has the case in its hands already.',
  },
  'no-department': {
    zh: '没有规则适用，请手工选择责任部门。',
    en: 'No rule finds a department; choose one by hand.',
  },
  'order-not-open': { zh: '派单当前状态不能执行此操作。', en: 'The work order is not in a state for that.' },
  'not-your-order': { zh: '这张派单不在您手中。', en: 'This work order is not in your hands.' },
  'not-your-case': {
    zh: '该工单由首问单位负责，您不能执行此操作。',
    en: 'This case belongs to the unit that was asked first.',
  },
  'case-with-department': {
    zh: '该工单仍在责任部门手中，答复或退单后才能关闭。',
    en: 'A department still has this case in its hands; close it after the answer or the return.',
  },
  'problem-not-open': { zh: '问题当前状态不能执行此操作。', en: 'The problem is not in a state for that.' },
  'problem-not-solvable': {
    zh: '请先写明原因并完成全部改进措施。',
    en: 'State the cause and finish every action first.',
  },
  'offer-not-open': { zh: '补偿当前状态不能执行此操作。', en: 'The compensation is not in a state for that.' },
  'own-offer': { zh: '不能审批自己提出的补偿。', en: 'Nobody approves the own offer.' },
  'above-limit': { zh: '金额超出您的审批权限。', en: 'The amount is above your authority.' },
  'card-number': {
    zh: '参考号疑似银行卡号，请勿录入卡号。',
    en: 'This looks like a card number; card numbers are never kept.',
  },
  'pack-incomplete': { zh: '请先填写分析与解决方案。', en: 'Write the analysis and the solutions first.' },
  'leaf-required': {
    zh: '关闭前必须选择业务类别（末级）。',
    en: 'Choose the leaf of the catalogue before you close the case.',
  },
  'leaf-not-offered': { zh: '此业务类别已停用。', en: 'This leaf of the catalogue is not offered any more.' },
  'fields-missing': {
    zh: '关闭前必须填写标出的字段。',
    en: 'Fill in the fields marked before you close the case.',
  },
  'form-not-valid': {
    zh: '表单内容前后不符，请检查标出的字段。',
    en: 'The form does not hold together; see the fields marked.',
  },
  'nobody-to-notify': { zh: '没有尚未通知的旅客。', en: 'Everybody on this flight has a task already.' },
  'not-a-prospect': { zh: '该旅客不是潜在旅客，无需转化。', en: 'This passenger is no prospect; nothing to convert.' },
  'account-terminated': {
    zh: '该客户关系已终止，不能再修改。',
    en: 'The relationship with this account was terminated; it cannot be changed any more.',
  },
  'termination-open': {
    zh: '该客户已有待总部审批的终止申请。',
    en: 'A request to terminate this account already waits for headquarters.',
  },
  'no-termination': { zh: '该客户没有待审批的终止申请。', en: 'No request to terminate this account is open.' },
  'script-not-walkable': {
    zh: '话术流程有误（重复、断开或循环），请检查标出的步骤。',
    en: 'The script cannot be walked to its end (double, broken or looping); see the steps marked.',
  },
  'article-not-yours': {
    zh: '只有所属单位的主管或管理员可以修改该文章。',
    en: 'Only supervisors and administrators of the owning unit may change this article.',
  },
  'not-ready': { zh: '系统暂时不可用，请稍后再试。', en: 'The system is not available right now; try again shortly.' },
  'already-monitoring': {
    zh: '您正在监听另一通电话，请先结束。',
    en: 'You are monitoring another call already; leave it first.',
  },
  'internal-error': { zh: '系统内部错误，已记录。', en: 'Something went wrong on our side; it has been recorded.' },
} as const satisfies Record<string, Label>

export type ErrorCode = keyof typeof errorSentences

/** The body of every 4xx and 5xx. */
export const ErrorBody = z.object({
  code: z.string(),
  sentence: z.object({ zh: z.string(), en: z.string() }),
  /** Field path -> what is wrong with it. */
  fields: z.record(z.string(), z.string()).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
})
export type ErrorBody = z.infer<typeof ErrorBody>
