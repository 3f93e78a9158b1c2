/** Ticks in a worker, because timers of a page in the background are slowed down to once a minute. */
setInterval(() => postMessage('beat'), 5_000)
