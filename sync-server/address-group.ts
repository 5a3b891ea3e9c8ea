import { isIPv6 } from 'node:net'

/**
 * SE5: what one client can send from. Of IPv6 that is a network of 64 bits, of which a client may use any address; an IPv4
 * address that is written as IPv6 is itself.
 */
export function addressGroup(address: string): string {
  const plain = address.split('%')[0] ?? address
  if (!isIPv6(plain)) return plain
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)
  if (mapped?.[1] !== undefined) return mapped[1]
  const [head = '', tail] = plain.toLowerCase().split('::')
  const [left, right] = [partsOf(head), partsOf(tail ?? '')]
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const all = [...left, ...Array<string>(zeros).fill('0'), ...right]
  return `${all
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

function partsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}
