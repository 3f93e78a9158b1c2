/** What the main thread and a media worker say to each other over the MessagePort. Types only. */
import type { LegStats, RecordingResult } from '../telephony.ts'

/** Each verb: what is asked, and what is answered. */
export interface MediaVerbs {
  open: { ask: { endpoint: string; kind: 'rtp' | 'browser'; offer: string | undefined }; answer: { sdp: string } }
  'accept-answer': { ask: { endpoint: string; sdp: string }; answer: undefined }
  'accept-offer': { ask: { endpoint: string; sdp: string }; answer: { sdp: string } }
  connect: { ask: { source: string; listener: string }; answer: undefined }
  disconnect: { ask: { source: string; listener: string }; answer: undefined }
  play: { ask: { endpoint: string; play: number; files: readonly string[]; loop: boolean }; answer: undefined }
  'stop-playing': { ask: { play: number }; answer: undefined }
  record: {
    ask: { recording: number; path: string; left: string; right: string | undefined; silenceMs: number | undefined }
    answer: undefined
  }
  'pause-recording': { ask: { recording: number }; answer: undefined }
  'resume-recording': { ask: { recording: number }; answer: undefined }
  'stop-recording': { ask: { recording: number }; answer: undefined }
  stats: { ask: { endpoint: string }; answer: LegStats }
  /** Answers with the last figures; undefined when it was not open. */
  'close-endpoint': { ask: { endpoint: string }; answer: LegStats | undefined }
  close: { ask: Record<never, never>; answer: undefined }
}

export type MediaVerb = keyof MediaVerbs

/** Verbs that nobody waits for: what becomes of a play is told as news. */
export type MediaOrder = 'play' | 'stop-playing'

/** One command; its `id` is answered by exactly one `MediaReply`, without `id` nothing is answered. */
export interface MediaCommand<V extends MediaVerb = MediaVerb> {
  id?: number
  verb: V
  ask: MediaVerbs[V]['ask']
}

/** `error` carries the name of the class, so that the main thread can throw the same. */
export interface MediaReply {
  type: 'reply'
  id: number
  answer?: unknown
  error?: { name: string; message: string }
  freePorts: number
}

/** What a worker tells by itself. */
export type MediaNews =
  | { type: 'ready'; freePorts: number }
  | { type: 'digit'; endpoint: string; digit: string }
  | { type: 'played'; play: number; how: 'finished' | 'stopped' }
  | { type: 'recorded'; recording: number; result?: RecordingResult; error?: string }
  | { type: 'failed'; endpoint: string; why: 'ice-failed' | 'dtls-failed' }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; fields: object; sentence: string }

/** What a worker is started with. */
export interface MediaWorkerSettings {
  host: string
  /** Even ports of this worker. */
  ports: number[]
}
