/** A caller for tests of the voice menu: notes what is played, presses keys and hangs up when told to. */
import type { IvrCall, IvrPlayback, IvrSpeech } from '../../server/ivr/ivr.ports.ts'

/** One play as the caller heard it. */
export interface HeardPlay {
  files: readonly string[]
  state: 'playing' | 'finished' | 'stopped'
}

export interface ScriptedCaller {
  call: IvrCall
  plays: HeardPlay[]
  speeches: Array<{ path: string; silenceMs: number | undefined; state: 'running' | 'stopped' }>
  /** The running prompt comes to its end. */
  hearOut(): Promise<void>
  press(digit: string): Promise<void>
  /** Stops talking: the recorder ends by itself. */
  fallSilent(durationMs: number): Promise<void>
  hangUp(): Promise<void>
  /** Subscribers to keys that are still there. */
  listeners(): number
}

/** A caller on an answered call. */
export function createScriptedCaller(language: 'zh' | 'en' = 'zh'): ScriptedCaller {
  const listeners = new Set<(digit: string) => void>()
  const plays: HeardPlay[] = []
  const speeches: ScriptedCaller['speeches'] = []
  let endSpeech: (durationMs: number) => void = () => undefined
  let finishPlay: () => void = () => undefined
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()

  const play = (files: readonly string[]): IvrPlayback => {
    const heard: HeardPlay = { files, state: 'playing' }
    plays.push(heard)
    const { promise: done, resolve } = Promise.withResolvers<'finished' | 'stopped'>()
    const finish = (how: 'finished' | 'stopped') => {
      if (heard.state !== 'playing') return
      heard.state = how
      resolve(how)
    }
    finishPlay = () => finish('finished')
    return { done, stop: () => finish('stopped') }
  }

  const recordSpeech = async (path: string, options?: { silenceMs?: number }): Promise<IvrSpeech> => {
    const speech: ScriptedCaller['speeches'][number] = { path, silenceMs: options?.silenceMs, state: 'running' }
    speeches.push(speech)
    const { promise: stopped, resolve } = Promise.withResolvers<{ durationMs: number }>()
    endSpeech = (durationMs) => {
      speech.state = 'stopped'
      resolve({ durationMs })
    }
    return {
      stopped,
      stop() {
        endSpeech(7000)
        return stopped
      },
    }
  }

  return {
    call: {
      id: 'call-1',
      language,
      play,
      onDigit(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      recordSpeech,
      ended,
    },
    plays,
    speeches,
    hearOut() {
      finishPlay()
      return settle()
    },
    press(digit) {
      for (const listener of listeners) listener(digit)
      return settle()
    },
    fallSilent(durationMs) {
      endSpeech(durationMs)
      return settle()
    },
    hangUp() {
      end()
      return settle()
    },
    listeners: () => listeners.size,
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
