/** Keys of the desk. One listener for the page; what a key does is said by whoever is on the screen. */
import { useEffect } from 'react'

export type Hotkey = 'F2' | 'F4' | 'F7' | 'F8' | 'F9' | '/' | '?' | 'Ctrl+Enter'

/** The name of the key just pressed, when it is one of ours and does not belong to the text being typed. */
export function hotkeyOf(event: KeyboardEvent): Hotkey | undefined {
  if (event.altKey || event.isComposing) return undefined
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return 'Ctrl+Enter'
  if (event.ctrlKey || event.metaKey) return undefined
  if (isFunctionKey(event.key)) return event.key
  if (!isTyping(event.target) && (event.key === '/' || event.key === '?')) return event.key
  return undefined
}

const functionKeys = ['F2', 'F4', 'F7', 'F8', 'F9'] as const

function isFunctionKey(key: string): key is (typeof functionKeys)[number] {
  return (functionKeys as readonly string[]).includes(key)
}

/** Whether keys that go there become text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
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
