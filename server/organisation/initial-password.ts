/** A password to be told once, by mouth or on paper: no letter in it looks like another. */
import { randomInt } from 'node:crypto'

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupLength = 4

/** 16 letters in groups of four, about 79 bits. */
export function newPassword(): string {
  const letter = () => letters[randomInt(letters.length)]
  return Array.from({ length: groups }, () => Array.from({ length: groupLength }, letter).join('')).join('-')
}
