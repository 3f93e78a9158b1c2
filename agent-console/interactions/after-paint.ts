/** Calls back when what React has just put into the page is on the screen. */

/** Two frames: the first begins before the paint, the second after it. A hidden page paints nothing and gets no frames. */
export function afterPaint(done: () => void): () => void {
  if (document.hidden) {
    const timer = setTimeout(done, 0)
    return () => clearTimeout(timer)
  }
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(done)
  })
  return () => cancelAnimationFrame(frame)
}
