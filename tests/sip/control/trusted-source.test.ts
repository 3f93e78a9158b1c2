import { describe, expect, it } from 'vitest'
import { createTrustedSources } from '../../../sip/control/trusted-source.ts'

describe('trusted sources', () => {
  it.each([
    ['127.0.0.1', ['127.0.0.1/32'], true],
    ['127.0.0.9', ['127.0.0.1/32'], false],
    ['127.9.9.9', ['127.0.0.0/8'], true],
    ['192.0.2.7', ['198.51.100.0/24', '192.0.2.0/29'], true],
    ['192.0.2.8', ['192.0.2.0/29'], false],
    ['::ffff:192.0.2.7', ['192.0.2.0/29'], true],
    ['2001:db8::1', ['2001:db8::/32'], true],
    ['2001:db9::1', ['2001:db8::/32'], false],
    ['192.0.2.7', ['192.0.2.7'], true],
    ['192.0.2.7', [], false],
    ['', ['0.0.0.0/0'], false],
    ['nonsense', ['0.0.0.0/0'], false],
  ])('judges %s against %j: %s', (address, blocks, trusted) => {
    expect(createTrustedSources(blocks)(address)).toBe(trusted)
  })

  it.each(['10.0.0.0/33', 'trunk.example', '10.0.0.0/', '10.0.0.0/-1', '::/129', ''])(
    'refuses %j as a block',
    (block) => {
      expect(() => createTrustedSources([block])).toThrow('Not a CIDR block')
    },
  )
})
