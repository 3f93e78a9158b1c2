/** What jsdom lacks and the console's widgets ask for; and a clean page after each test. */
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

Object.assign(globalThis, { ResizeObserver: NoResizeObserver })
Object.assign(globalThis, {
  matchMedia: (media: string) => ({
    matches: false,
    media,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
    dispatchEvent: () => false,
  }),
})
// On a busy machine a page of tables takes longer than the second that a test waits by default.
configure({ asyncUtilTimeout: 10_000 })

Element.prototype.scrollIntoView = () => undefined

afterEach(() => {
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
})
