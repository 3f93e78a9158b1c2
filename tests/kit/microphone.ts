/** What a browser's fake microphone speaks: a 48 kHz WAV with a tone that loops without a click. */
import { writeFile } from 'node:fs/promises'

const rate = 48_000

/** Writes one second of `hz` (a whole number, so that the loop is seamless); returns the path. */
export async function writeMicrophone(path: string, hz: number, amplitude = 10_000): Promise<string> {
  const file = Buffer.alloc(44 + rate * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + rate * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(rate * 2, 40)
  for (let n = 0; n < rate; n++)
    file.writeInt16LE(Math.round(amplitude * Math.sin((2 * Math.PI * hz * n) / rate)), 44 + n * 2)
  await writeFile(path, file)
  return path
}
