/** Keys of the desk. One listener for the page; what a key does is said by whoever is on the screen. */
import { useEffect } from 'react'

export type Hotkey = 'F2' | 'F4' | 'F8' | '/' | '?' | 'Ctrl+Enter'

/** The name of the key just pressed, when it is one of ours and does not belong to the text being typed. */
export function hotkeyOf(event: KeyboardEvent): Hotkey | undefined {
  if (event.altKey || event.isComposing) return undefined
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return 'Ctrl+Enter'
  if (event.ctrlKey || event.metaKey) return undefined
  if (event.key === 'F2' || event.key === 'F4' || event.key === 'F8') return event.key
  const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]')
  if (!typing && (event.key === '/' || event.key === '?')) return event.key
  return undefined
}

/** Runs `run` on the key while the component is on the screen and `enabled`. */
export function useHotkey(key: Hotkey, run: () => void, enabled = true): void {
  useEffect(() => {
    if (!enabled) return undefined
    const listener = (event: KeyboardEvent) => {
      if (hotkeyOf(event) !== key) return
      event.preventDefault()
      if (!event.repeat) run()
    }
    globalThis.addEventListener('keydown', listener)
    return () => globalThis.removeEventListener('keydown', listener)
  }, [key, run, enabled])
}
