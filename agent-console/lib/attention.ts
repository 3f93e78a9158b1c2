/** Calls the person back to the page: a flashing title and, when allowed, a notification of the system. */

const flashMs = 1_000

/** Flashes the title until the returned function is called. */
export function flashTitle(text: string): () => void {
  const before = document.title
  let on = false
  const flash = () => {
    on = !on
    document.title = on ? text : before
  }
  flash()
  const timer = setInterval(flash, flashMs)
  return () => {
    clearInterval(timer)
    document.title = before
  }
}

/** Shows a notification while the page is in the background; the returned function takes it away. */
export function notifyInBackground(title: string, body: string): () => void {
  if (!document.hidden || !('Notification' in globalThis) || Notification.permission !== 'granted')
    return () => undefined
  const notice = new Notification(title, { body, requireInteraction: true, tag: 'offer' })
  notice.onclick = () => {
    globalThis.focus()
    notice.close()
  }
  return () => notice.close()
}

/** Asks once whether notifications may be shown. */
export function askForNotifications(): void {
  if ('Notification' in globalThis && Notification.permission === 'default') void Notification.requestPermission()
}
