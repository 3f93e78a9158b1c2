/** Checks what was typed into the fields of a request. A problem is a code with a sentence in both languages. */
import { z } from 'zod'
import { caseFields, type FieldDef, type FieldName, type FieldType, isFieldName } from './case-fields.ts'
import { hasControlCharacter, type Label } from './common.ts'

/** An amount in the currency's smallest unit: 120000 CNY is 1,200.00 yuan. */
export const Money = z.object({
  amount: z.int().positive().max(1_000_000_000_00),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.infer<typeof Money>

export const fieldProblems = {
  required: { zh: '必填', en: 'Required' },
  unknown: { zh: '没有此字段', en: 'There is no such field' },
  'too-long': { zh: '内容过长', en: 'Too long' },
  text: { zh: '内容有误', en: 'Not valid' },
  flight: { zh: '如 YT3101', en: 'Like YT3101' },
  date: { zh: '年-月-日', en: 'Year-month-day' },
  station: { zh: '三字机场代码，如 CAN', en: 'Three letters, like CAN' },
  ticket: { zh: '13 位票号；如填校验位须正确', en: '13 digits; a check digit, when given, must be right' },
  bag: { zh: 'PIR（如 CANYT12345）或行李牌号', en: 'PIR (like CANYT12345) or bag tag number' },
  agency: { zh: '代理人代码，如 CAN123 或 8 位 IATA 号', en: 'Like CAN123, or the 8 digits of an IATA number' },
  country: { zh: '两字国家（地区）代码，如 US', en: 'Two letters, like US' },
  pnr: { zh: '6 位订座记录', en: 'Six letters and digits' },
  member: { zh: '4 至 15 位字母数字', en: '4 to 15 letters and digits' },
  seat: { zh: '如 12A', en: 'Like 12A' },
  class: { zh: '一个字母', en: 'One letter' },
  phone: { zh: '电话号码', en: 'A telephone number' },
  'case-number': { zh: '如 C-000123', en: 'Like C-000123' },
  count: { zh: '整数', en: 'A whole number' },
  instant: { zh: '时间', en: 'A time' },
  money: { zh: '大于零的金额和币种', en: 'More than nothing, with a currency' },
  choice: { zh: '请选择', en: 'Choose one' },
  choices: { zh: '至少选择一项', en: 'Choose at least one' },
  'card-number': { zh: '不得填写银行卡号', en: 'Card numbers must not be written down' },
} as const satisfies Record<string, Label>
export type FieldProblem = keyof typeof fieldProblems
export const isFieldProblem = (code: string): code is FieldProblem => Object.hasOwn(fieldProblems, code)

/** 13 digits without separators; undefined when it is no ticket number, or its check digit (14th) is wrong. */
export function ticketNumber(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '')
  if (!/^\d{13,14}$/.test(digits)) return undefined
  const number = digits.slice(0, 13)
  const check = digits[13]
  // Modulus 7 of all thirteen, or of the ten without the airline's code: carriers differ.
  if (check !== undefined && ![BigInt(number), BigInt(number.slice(3))].some((n) => String(n % 7n) === check))
    return undefined
  return number
}

function agencyCode(typed: string): string | undefined {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (/^[A-Z]{3}\d{3}$/.test(code)) return code
  if (!/^\d{8}$/.test(code)) return undefined
  return Number(code.slice(0, 7)) % 7 === Number(code[7]) ? code : undefined
}

const upper = (typed: string) => typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
const fitting = (pattern: RegExp) => (typed: string) => (pattern.test(upper(typed)) ? upper(typed) : undefined)

/** A typed text in its one form, or undefined. */
const readers: Partial<Record<FieldType, (typed: string) => string | undefined>> = {
  flight: fitting(/^[A-Z0-9]{2}\d{1,4}[A-Z]?$/),
  station: fitting(/^[A-Z]{3}$/),
  country: fitting(/^[A-Z]{2}$/),
  pnr: fitting(/^[A-Z0-9]{6}$/),
  member: fitting(/^[A-Z0-9]{4,15}$/),
  seat: fitting(/^\d{1,2}[A-Z]$/),
  class: fitting(/^[A-Z]$/),
  bag: fitting(/^([A-Z]{3}[A-Z0-9]{2}\d{5}|\d{10}|[A-Z0-9]{2}\d{6})$/),
  ticket: ticketNumber,
  agency: agencyCode,
  phone: (typed) => (/^\+?[\d\s-]{5,20}$/.test(typed.trim()) ? typed.trim() : undefined),
  'case-number': (typed) => (/^C-\d{6,}$/.test(typed.trim().toUpperCase()) ? typed.trim().toUpperCase() : undefined),
  date: (typed) => (isDate(typed) ? typed : undefined),
}

function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  )
}

const maxLength: Partial<Record<FieldType, number>> = { long: 1000 }

type Read = { value: unknown } | { problem: FieldProblem }

/** One value in its one form, or what is wrong with it. */
export function readField(name: string, typed: unknown): Read {
  if (!isFieldName(name)) return { problem: 'unknown' }
  const def: FieldDef = caseFields[name]
  if (typeof typed === 'string') return readText(def, typed)
  const { success, data } = shapeOf(def).safeParse(typed)
  return success ? { value: data } : { problem: def.type === 'long' ? 'text' : def.type }
}

function readText(def: FieldDef, typed: string): Read {
  const text = typed.normalize('NFC').trim()
  if (text.length > (maxLength[def.type] ?? 120)) return { problem: 'too-long' }
  if (hasControlCharacter(text)) return { problem: 'text' }
  // A ticket number has as many digits as some cards, and a check digit of its own.
  if (def.type !== 'ticket' && holdsCardNumber(text)) return { problem: 'card-number' }
  if (def.type === 'choice')
    return def.options?.some((one) => one.id === text) ? { value: text } : { problem: 'choice' }
  const reader = readers[def.type]
  if (reader) {
    const value = reader(text)
    return value === undefined ? { problem: problemOf(def.type) } : { value }
  }
  return def.type === 'text' || def.type === 'long' ? { value: text } : { problem: problemOf(def.type) }
}

const problemOf = (type: FieldType): FieldProblem => (type === 'long' ? 'text' : type)

function shapeOf(def: FieldDef): z.ZodType {
  if (def.type === 'count') return z.int().min(0).max(10_000_000)
  if (def.type === 'instant') return z.int().nonnegative()
  if (def.type === 'money') return Money
  if (def.type === 'choices')
    return z
      .array(z.enum((def.options ?? []).map((one) => one.id)))
      .min(1)
      .max(40)
  return z.never()
}

/** Whether a value stands for nothing typed. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** All values in their one form, empty ones left out; `problems` names what is wrong by field. */
export function readFields(typed: Record<string, unknown>): {
  values: Record<string, unknown>
  problems: Record<string, FieldProblem>
} {
  const values: Record<string, unknown> = {}
  const problems: Record<string, FieldProblem> = {}
  for (const [name, value] of Object.entries(typed)) {
    if (isEmpty(value)) continue
    const read = readField(name, value)
    if ('problem' in read) problems[name] = read.problem
    else values[name] = read.value
  }
  return { values, problems }
}

/** The fields of `required` that have no value. */
export function missingOf(required: readonly FieldName[], values: Record<string, unknown>): FieldName[] {
  return required.filter((name) => isEmpty(values[name]))
}

/** Whether a text holds the number of a payment card (14 to 19 digits of a known issuer with a right check sum), however it is spaced. */
export function holdsCardNumber(text: string): boolean {
  const runs = text.normalize('NFKC').match(/\d+(?:[\s.\-‐–—]\d+)*/g) ?? []
  return runs.some((run) => {
    const groups = run.split(/\D/)
    return groups.some((first, from) => {
      if (isCardNumber(first)) return true
      if (first.length !== 4) return false
      return groups.some((_, to) => to > from && isCardNumber(groups.slice(from, to + 1).join('')))
    })
  })
}

const issuers = /^(4|5[1-5]|2[2-7]|3[4-9]|30|6[0-9])/

function isCardNumber(digits: string): boolean {
  if (digits.length < 14 || digits.length > 19 || !issuers.test(digits)) return false
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => {
      const doubled = place % 2 === 1 ? Number(digit) * 2 : Number(digit)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return sum % 10 === 0
}
