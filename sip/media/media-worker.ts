/** The worker thread of the media engine: listens to the main thread and hands its commands to the desk. */
import { parentPort, workerData } from 'node:worker_threads'
import type { MediaCommand, MediaNews, MediaReply, MediaWorkerSettings } from './media-commands.ts'
import { MediaDesk } from './media-desk.ts'

if (parentPort === null) throw new Error('The media worker runs in a worker thread only.')
const port = parentPort
const tell = (message: MediaNews | MediaReply) => port.postMessage(message)
const desk = new MediaDesk(workerData as MediaWorkerSettings, tell)

// A promise that werift left to itself (a peer that vanished in the middle of its handshake) must not end a hundred calls.
process.on('unhandledRejection', (reason) => {
  tell({
    type: 'log',
    level: 'error',
    fields: { error: String(reason) },
    sentence: 'A promise of the media worker failed.',
  })
})
port.on('message', (command: MediaCommand) => {
  void answer(command)
})
await desk.start()
tell({ type: 'ready', freePorts: desk.freePorts })

async function answer({ id, verb, ask }: MediaCommand): Promise<void> {
  try {
    const result = await desk.carryOut(verb, ask)
    if (id === undefined) return
    tell({ type: 'reply', id, answer: result, freePorts: desk.freePorts })
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    if (id === undefined) {
      const fields = { verb, error: String(error) }
      tell({ type: 'log', level: 'error', fields, sentence: 'The media worker could not carry out an order.' })
      return
    }
    tell({ type: 'reply', id, error: { name: error.name, message: error.message }, freePorts: desk.freePorts })
  }
}
