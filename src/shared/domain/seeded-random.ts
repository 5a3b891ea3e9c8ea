/** A source of chance: the next number, at least 0 and below 1. */
export type Random = () => number

/**
 * A source of chance that gives the same numbers for the same seed, on every machine. For generated
 * data and tests only: it is fast and even (sfc32 by Chris Doty-Humphrey), not secret.
 */
export function seededRandom(seed: string): Random {
  let [a, b, c, counter] = [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1]
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  // The first numbers still resemble the seed.
  for (let round = 0; round < 16; round += 1) next()
  return next
}

/** A whole number from `low` to `high`, both possible. */
export function randomInteger(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

/** One of the items, each as likely; an empty list is a bug. */
export function randomItem<Item>(random: Random, items: readonly Item[]): Item {
  if (items.length === 0) throw new Error('No item to choose from.')
  return items[Math.floor(random() * items.length)] as Item
}

/** FNV-1a over UTF-16 units with a final mix, 32 bits. */
function hash(text: string, lane: number): number {
  let value = 0x811c9dc5 ^ Math.imul(lane, 0x9e3779b1)
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
