/** Which addresses may send calls as a trunk. */
import { BlockList, isIP } from 'node:net'

/** Builds the test from CIDR blocks or single addresses; throws naming the block that is none. */
export function createTrustedSources(blocks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const block of blocks) addBlock(list, block)
  return (address) => {
    const plain = withoutMapping(address)
    const family = isIP(plain)
    return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
  }
}

function addBlock(list: BlockList, block: string): void {
  const [network = '', prefix] = block.trim().split('/')
  const family = isIP(network)
  const bits = family === 4 ? 32 : 128
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1
  if (family === 0 || length < 0 || length > bits) throw new Error(`Not a CIDR block: ${JSON.stringify(block)}.`)
  list.addSubnet(network, length, family === 4 ? 'ipv4' : 'ipv6')
}

/** IPv4 peers of a dual stack socket look like `::ffff:192.0.2.1`. */
function withoutMapping(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}
