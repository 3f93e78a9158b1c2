/** HTTP to the server: typed by the contracts, answers checked, refusals as `ApiError` with the sentence in both languages. */
import { z } from 'zod'
import type { Label } from '../../server/contracts/common.ts'
import { ErrorBody } from '../../server/contracts/error-codes.ts'

// zod's compiled parsers need `new Function`, which the server's content policy forbids.
z.config({ jitless: true })

const timeoutMs = 15_000
const uploadMs = 300_000

/** What the console says when no answer came, or one that it does not understand. */
const ownSentences = {
  'no-answer': {
    zh: '无法连接服务器，请检查网络后重试。',
    en: 'The server cannot be reached. Check the network and try again.',
  },
  'not-understood': {
    zh: '服务器的回答无法识别，请刷新页面。',
    en: 'The answer of the server was not understood. Reload the page.',
  },
} as const satisfies Record<string, Label>

/** A request that was refused or failed; `fields` says what is wrong with which input. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: string
  /** 0 when there was no answer. */
  readonly status: number
  readonly sentence: Label
  readonly fields: Record<string, string>
  /** Numbers and codes that belong to the sentence. */
  readonly details: Record<string, unknown>
  constructor(
    code: string,
    status: number,
    sentence: Label,
    more: { fields?: Record<string, string> | undefined; details?: Record<string, unknown> | undefined } = {},
  ) {
    super(code)
    this.code = code
    this.status = status
    this.sentence = sentence
    this.fields = more.fields ?? {}
    this.details = more.details ?? {}
  }
}

/** For answers whose body is of no interest. */
export const anyAnswer = z.unknown()

/** The WAV file of the comment that a passenger spoke after the score. */
export const commentUrl = (attemptId: string) => `/api/surveys/${attemptId}/comment`
/** The WAV file of a recording. */
export const recordingUrl = (recordingId: string) => `/api/recordings/${recordingId}`

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Values = Record<string, string | number | undefined>

const sessionEnded = new Set<() => void>()

/** Hears that the server no longer knows the session (401 on any request but the login itself). */
export function onSessionLost(listener: () => void): () => void {
  sessionEnded.add(listener)
  return () => sessionEnded.delete(listener)
}

/** GET; undefined query values are left out. */
export function get<T extends z.ZodType>(path: string, answer: T, query: Values = {}): Promise<z.output<T>> {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') text.set(name, String(value))
  return request('GET', text.size > 0 ? `${path}?${text.toString()}` : path, answer)
}

export const post = <T extends z.ZodType>(path: string, answer: T, body?: unknown) =>
  request('POST', path, answer, body ?? {})
export const put = <T extends z.ZodType>(path: string, answer: T, body: unknown) => request('PUT', path, answer, body)
export const patch = <T extends z.ZodType>(path: string, answer: T, body: unknown) =>
  request('PATCH', path, answer, body)
export const remove = <T extends z.ZodType>(path: string, answer: T) => request('DELETE', path, answer)

/** Sends one file as `multipart/form-data` in the part `file`; an upload may take longer than a question. */
export async function upload<T extends z.ZodType>(path: string, answer: T, file: File): Promise<z.output<T>> {
  const body = new FormData()
  body.append('file', file)
  const headers = { accept: 'application/json' }
  const init: RequestInit = { method: 'POST', credentials: 'same-origin', headers, body }
  return understood('POST', path, answer, await reach(path, { ...init, signal: AbortSignal.timeout(uploadMs) }))
}

async function request<T extends z.ZodType>(
  method: Method,
  path: string,
  answer: T,
  body?: unknown,
): Promise<z.output<T>> {
  return understood(method, path, answer, await send(method, path, body))
}

async function understood<T extends z.ZodType>(
  method: Method,
  path: string,
  answer: T,
  response: Response,
): Promise<z.output<T>> {
  const content = await readBody(response)
  if (!response.ok) throw refusalOf(path, response.status, content)
  const parsed = answer.safeParse(content)
  if (parsed.success) return parsed.data
  console.error('An answer does not fit its contract.', method, path, parsed.error.issues)
  throw new ApiError('not-understood', response.status, ownSentences['not-understood'])
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  const init: RequestInit = { method, credentials: 'same-origin', headers, signal: AbortSignal.timeout(timeoutMs) }
  if (body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(body)
  }
  return reach(path, init)
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, init)
  } catch {
    throw new ApiError('no-answer', 0, ownSentences['no-answer'])
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function refusalOf(path: string, status: number, content: unknown): ApiError {
  const isLogin = path === '/session'
  if (status === 401 && !isLogin) for (const listener of sessionEnded) listener()
  const body = ErrorBody.safeParse(content)
  if (!body.success) return new ApiError('no-answer', status, ownSentences['no-answer'])
  return new ApiError(body.data.code, status, body.data.sentence, body.data)
}

/** Any thrown value as an `ApiError`, so that every failure can be shown as a sentence. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('not-understood', 0, ownSentences['not-understood'])
}
