/** The sound of an offer, made here: two soft notes, quiet at first and clear from the second ring on. */

const notes = [587.33, 880]
const periodMs = 2_400
const quietGain = 0.05
const clearGain = 0.22

let context: AudioContext | undefined

/** Browsers let a page sound only after a click (or with an open microphone): called by "start shift". Never waits: a locked context answers late or not at all. */
export function unlockSound(): void {
  context ??= new AudioContext()
  if (context.state !== 'running') void context.resume()
}

/** Rings until the returned function is called. Silent when sound was never unlocked. */
export function startRinging(): () => void {
  if (!context) return () => undefined
  const sound = context
  let round = 0
  const ring = () => {
    playNotes(sound, round === 0 ? quietGain : clearGain)
    round++
  }
  ring()
  const timer = setInterval(ring, periodMs)
  return () => clearInterval(timer)
}

function playNotes(sound: AudioContext, loudness: number): void {
  for (const [index, frequency] of [...notes, ...notes].entries()) {
    const start = sound.currentTime + index * 0.22
    const tone = sound.createOscillator()
    const gain = sound.createGain()
    tone.frequency.value = frequency
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(loudness, start + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.001, start + 0.3)
    tone.connect(gain).connect(sound.destination)
    tone.start(start)
    tone.stop(start + 0.32)
  }
}
