/** A beat every 5 s while the page can run: the worker ticks, the page answers, so a frozen page falls silent. */

/** Calls `beat` now and every 5 s until stopped. */
export function startHeartbeat(beat: () => void): () => void {
  const worker = new Worker(new URL('./heartbeat.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = beat
  beat()
  return () => worker.terminate()
}
