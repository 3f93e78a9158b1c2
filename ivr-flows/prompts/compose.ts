/** The hold music and the tone, composed and played by code: nobody's rights, and made for a telephone's narrow band. */

/** Samples a second. */
const rate = 8000
const beatsPerMinute = 80
const beat = (60 / beatsPerMinute) * rate
const beatsInBar = 4

/** Chord of each bar, as MIDI notes from the bass up: C, a, F, G; e, a, d, G; F, e, d, a; F, G, C, G. */
const chords: readonly (readonly number[])[] = [
  [48, 60, 64, 67, 71],
  [45, 60, 64, 67, 69],
  [53, 60, 65, 69, 72],
  [55, 62, 65, 67, 71],
  [52, 59, 62, 67, 71],
  [45, 60, 64, 67, 72],
  [50, 62, 65, 69, 72],
  [55, 60, 62, 65, 71],
  [53, 60, 64, 69, 72],
  [52, 59, 62, 67, 71],
  [50, 57, 62, 65, 69],
  [45, 60, 64, 67, 69],
  [53, 60, 65, 69, 72],
  [55, 59, 62, 67, 71],
  [48, 60, 64, 67, 71],
  [55, 60, 62, 65, 67],
]

/** The tune: [beat at which it begins, beats it lasts, MIDI note]. */
const tune: readonly (readonly [number, number, number])[] = [
  [0, 3, 76],
  [3, 1, 74],
  [4, 3, 72],
  [8, 2, 69],
  [10, 2, 72],
  [12, 4, 74],
  [16, 3, 79],
  [19, 1, 76],
  [20, 3, 76],
  [24, 2, 74],
  [26, 2, 72],
  [28, 4, 71],
  [32, 3, 72],
  [35, 1, 76],
  [36, 3, 74],
  [40, 2, 69],
  [42, 2, 74],
  [44, 4, 72],
  [48, 2, 77],
  [50, 2, 76],
  [52, 3, 74],
  [56, 4, 72],
]

/** Overtones of a voice: amplitude of the 1st, 2nd, ... partial. */
type Colour = readonly number[]

interface Note {
  /** Sample at which it begins. */
  at: number
  /** Samples it is held; it then fades for `release`. */
  held: number
  midi: number
  loudness: number
  colour: Colour
  /** Samples. */
  attack: number
  /** Samples. */
  release: number
  /** Halving time while held, samples; undefined = held evenly. */
  decay?: number
}

const pad: Colour = [1, 0.35, 0.12]
const bass: Colour = [0.7, 0.6, 0.25, 0.1]
const pluck: Colour = [1, 0.4, 0.2, 0.08]
const flute: Colour = [1, 0.25, 0.06]

/** 48 s of calm music at 8 kHz, -1..1; each note's end runs on over the seam into the beginning, so a loop cannot click. */
export function composeHoldMusic(): Float64Array {
  const music = new Float64Array(Math.round(chords.length * beatsInBar * beat))
  for (const note of [...accompaniment(), ...melody()]) addNote(music, note)
  return atLevel(music, 0.075)
}

/** The tone after which a caller speaks: 400 ms of 1000 Hz with soft ends. */
export function composeTone(): Float64Array {
  const length = 0.4 * rate
  return Float64Array.from({ length: length + 0.1 * rate }, (_, n) =>
    n >= length ? 0 : 0.25 * softEnds(n, length) * Math.sin((2 * Math.PI * 1000 * n) / rate),
  )
}

function accompaniment(): Note[] {
  return chords.flatMap((chord, bar) => {
    const at = bar * beatsInBar * beat
    const [root, ...upper] = chord
    const held = upper.map((midi) => ({
      at,
      held: beatsInBar * beat,
      midi,
      loudness: 0.16,
      colour: pad,
      attack: 0.7 * rate,
      release: 1.1 * rate,
    }))
    const low = [0, 2].map((onBeat) => ({
      at: at + onBeat * beat,
      held: 1.6 * beat,
      midi: root ?? 48,
      loudness: 0.3,
      colour: bass,
      attack: 0.03 * rate,
      release: 0.4 * rate,
      decay: 0.9 * rate,
    }))
    // Up and down through the chord in quavers, like a slow music box.
    const arpeggio = [0, 1, 2, 3, 2, 1, 2, 1].map((step, index) => ({
      at: at + (index * beat) / 2,
      held: 0.4 * beat,
      midi: (upper[step % upper.length] ?? 60) + 12,
      loudness: index === 0 ? 0.13 : 0.09,
      colour: pluck,
      attack: 0.008 * rate,
      release: 0.5 * rate,
      decay: 0.25 * rate,
    }))
    return [...held, ...low, ...arpeggio]
  })
}

function melody(): Note[] {
  return tune.map(([from, beats, midi]) => ({
    at: from * beat,
    held: beats * beat * 0.9,
    midi,
    loudness: 0.3,
    colour: flute,
    attack: 0.09 * rate,
    release: 0.35 * rate,
  }))
}

/** Adds one note, wrapped round the end of the piece. */
function addNote(music: Float64Array, note: Note): void {
  const frequency = 440 * 2 ** ((note.midi - 69) / 12)
  const length = Math.round(note.held + note.release)
  const start = Math.round(note.at)
  for (let n = 0; n < length; n += 1) {
    // A slow breath of the pitch keeps long notes alive.
    const phase = 2 * Math.PI * frequency * (n / rate) + 0.18 * Math.sin((2 * Math.PI * 4.6 * n) / rate)
    let sample = 0
    for (const [index, amplitude] of note.colour.entries()) {
      if (frequency * (index + 1) < 3400) sample += amplitude * Math.sin(phase * (index + 1))
    }
    const place = (start + n) % music.length
    music[place] = music[place]! + note.loudness * envelope(note, n) * sample
  }
}

function envelope(note: Note, n: number): number {
  const rise = n < note.attack ? Math.sin((Math.PI / 2) * (n / note.attack)) ** 2 : 1
  const fall = n < note.held ? 1 : Math.cos((Math.PI / 2) * ((n - note.held) / note.release)) ** 2
  return rise * fall * (note.decay === undefined ? 1 : 2 ** (-n / note.decay))
}

function softEnds(n: number, length: number): number {
  const edge = 0.02 * rate
  return Math.min(1, n / edge, (length - n) / edge)
}

/** Brings the RMS to `target`. */
function atLevel(music: Float64Array, target: number): Float64Array {
  const rms = Math.sqrt(music.reduce((sum, sample) => sum + sample * sample, 0) / music.length)
  return music.map((sample) => (sample * target) / rms)
}
