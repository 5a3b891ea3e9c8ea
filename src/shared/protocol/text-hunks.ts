import { diffIndices } from 'node-diff3'

/** Tokens `start` to `end` (excluded) of the base were replaced by `added`; an insertion has `start` = `end`. */
export interface Hunk {
  start: number
  end: number
  removed: readonly string[]
  added: readonly string[]
}

/** Above this product of differing tokens no comparison is tried; a person looks at both versions instead. */
const largestComparison = 1_000_000

/** What one side changed, ascending; undefined when there is too much to compare. */
export function findHunks(base: readonly string[], side: readonly string[]): Hunk[] | undefined {
  // What is alike at both ends needs no comparison, and most edits are in one place.
  const shorter = Math.min(base.length, side.length)
  let head = 0
  while (head < shorter && base[head] === side[head]) head += 1
  let tail = 0
  while (tail < shorter - head && base.at(-1 - tail) === side.at(-1 - tail)) tail += 1
  const baseMiddle = base.slice(head, base.length - tail)
  const sideMiddle = side.slice(head, side.length - tail)
  if (baseMiddle.length * sideMiddle.length > largestComparison) return undefined
  return diffIndices(baseMiddle, sideMiddle).map(({ buffer1, buffer1Content, buffer2Content }) => ({
    start: head + buffer1[0],
    end: head + buffer1[0] + buffer1[1],
    removed: buffer1Content,
    added: buffer2Content,
  }))
}
