/**
 * HMAC-SHA1 (RFC 2104, FIPS 180-4) with the key's half of the work done once. For packets of 172 bytes this is four
 * times faster than a new node:crypto object for each.
 */

const blockBytes = 64
const initial = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)

/** Makes authentication tags of one key. */
export class HmacSha1 {
  readonly #inner: Int32Array
  readonly #outer: Int32Array
  readonly #state = new Int32Array(5)
  readonly #words = new Int32Array(80)
  readonly #tail = Buffer.alloc(2 * blockBytes)

  /** `key` of at most 64 bytes. */
  constructor(key: Uint8Array) {
    this.#inner = this.#keyed(key, 0x36)
    this.#outer = this.#keyed(key, 0x5c)
  }

  /** Writes the first `tagBytes` (at most 20) of the tag over `data` and the four bytes of `trailer` to `target` at `at`. */
  sign(data: Uint8Array, trailer: number, target: Uint8Array, at: number, tagBytes: number): void {
    const tail = this.#tail
    const whole = data.length - (data.length % blockBytes)
    this.#state.set(this.#inner)
    for (let block = 0; block < whole; block += blockBytes) this.#compress(data, block)
    const rest = data.length - whole
    tail.fill(0)
    for (let i = 0; i < rest; i += 1) tail[i] = data[whole + i]!
    tail.writeUInt32BE(trailer, rest)
    this.#closeTail(rest + 4, data.length + 4)
    for (let i = 0; i < 5; i += 1) tail.writeInt32BE(this.#state[i]!, i * 4)
    tail.fill(0, 20)
    this.#state.set(this.#outer)
    this.#closeTail(20, 20)
    for (let i = 0; i < tagBytes; i += 1) target[at + i] = (this.#state[i >> 2]! >>> (24 - 8 * (i & 3))) & 0xff
  }

  /** Pads the `used` bytes in the tail and runs its one or two blocks; `length` is that of the whole message without the key block. */
  #closeTail(used: number, length: number): void {
    const blocks = used + 9 > blockBytes ? 2 : 1
    this.#tail[used] = 0x80
    this.#tail.writeUInt32BE((length + blockBytes) * 8, blocks * blockBytes - 4)
    for (let block = 0; block < blocks; block += 1) this.#compress(this.#tail, block * blockBytes)
  }

  #keyed(key: Uint8Array, pad: number): Int32Array {
    const block = new Uint8Array(blockBytes).fill(pad)
    for (let i = 0; i < key.length; i += 1) block[i] = key[i]! ^ pad
    this.#state.set(initial)
    this.#compress(block, 0)
    return Int32Array.from(this.#state)
  }

  #compress(bytes: Uint8Array, from: number): void {
    const w = this.#words
    for (let i = 0, at = from; i < 16; i += 1, at += 4) {
      w[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
    }
    for (let i = 16; i < 80; i += 1) {
      const x = w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!
      w[i] = (x << 1) | (x >>> 31)
    }
    const state = this.#state
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let d = state[3]!
    let e = state[4]!
    for (let i = 0; i < 80; i += 1) {
      let f: number
      if (i < 20) f = ((b & c) | (~b & d)) + 0x5a827999
      else if (i < 40) f = (b ^ c ^ d) + 0x6ed9eba1
      else if (i < 60) f = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
      else f = (b ^ c ^ d) + 0xca62c1d6
      const next = (((a << 5) | (a >>> 27)) + f + e + w[i]!) | 0
      e = d
      d = c
      c = (b << 30) | (b >>> 2)
      b = a
      a = next
    }
    state[0] = (state[0]! + a) | 0
    state[1] = (state[1]! + b) | 0
    state[2] = (state[2]! + c) | 0
    state[3] = (state[3]! + d) | 0
    state[4] = (state[4]! + e) | 0
  }
}
