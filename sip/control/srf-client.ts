/**
 * drachtio-srf with a socket that can really be cut. Its own `disconnect` only half closes: what the server still says is
 * then parsed from the middle of a frame, and what its parser throws there would end the process.
 */

import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import type { SrfClient } from './srf-types.ts'

/** The package is CommonJS with types that do not describe it; this is the one place that says what it is. */
interface BareSrf extends SrfClient {
  emit(event: 'error', error: Error): void
  /** The layers below its API, there once `connect` was called: application, agent, wire protocol. */
  readonly _app: { client: { wp: { on(event: 'connect', listener: (socket: Socket) => void): void } } }
}

const Srf = createRequire(import.meta.url)('drachtio-srf') as new () => BareSrf

/** Makes a client that has not connected yet. */
export function createSrfClient(): SrfClient {
  return new CuttableSrf()
}

class CuttableSrf extends Srf {
  #socket: Socket | undefined
  #cut = false

  override bytesHeard(): number {
    return this.#socket?.bytesRead ?? 0
  }

  override connect(options: Parameters<SrfClient['connect']>[0]): void {
    super.connect(options)
    this._app.client.wp.on('connect', (socket) => {
      this.#socket = socket
      if (this.#cut) socket.destroy()
      else guard(socket, (error) => this.emit('error', error))
    })
  }

  /** For good and at once, also while it connects; idempotent. */
  override disconnect(): void {
    this.#cut = true
    this.#socket?.destroy()
  }
}

/** Whatever a listener of the socket's data throws costs this connection and no more: after it, the stream cannot be trusted. */
function guard(socket: Socket, onFault: (error: Error) => void): void {
  for (const listener of socket.listeners('data')) {
    socket.removeListener('data', listener as (chunk: Buffer) => void)
    socket.on('data', (chunk: Buffer) => {
      if (socket.destroyed) return
      try {
        listener.call(socket, chunk)
      } catch (error) {
        socket.destroy()
        onFault(new Error(`What the SIP engine sent could not be taken, ${placeOf(error)}.`))
      }
    })
  }
}

/** Where it was thrown. Not what was said: the message quotes the frame, and with it a caller's number. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '').split('\n') : []
  return (
    stack.findLast((line, index) => index > 0 && /^ {4}at .*node_modules\/drachtio-srf/.test(line))?.trim() ??
    'at a place unknown'
  )
}
