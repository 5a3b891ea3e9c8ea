/** The least that a search over names can be: two joined texts with the place where each begins, and `indexOf`. */
export function createFloorSearch(
  cards: readonly { name: string; searchKeys: { full: string }; phoneTail?: string | undefined }[],
): (typed: string, limit: number) => number[] {
  const names = joined(cards.map(({ name }) => name))
  const keys = joined(
    cards.map(
      ({ searchKeys, phoneTail }) => `${searchKeys.full.replaceAll(' ', '')} ${phoneTail ?? ''}`,
    ),
  )
  return (typed, limit) => {
    const found = new Set<number>()
    for (const { text, offsets } of [names, keys]) {
      let at = text.indexOf(typed)
      while (at !== -1 && found.size < limit) {
        const index = lastAtMost(offsets, at)
        found.add(index)
        at = text.indexOf(typed, offsets[index + 1] ?? text.length)
      }
    }
    return [...found]
  }
}

function joined(parts: readonly string[]): { text: string; offsets: Uint32Array } {
  const offsets = new Uint32Array(parts.length)
  let at = 0
  for (const [index, part] of parts.entries()) {
    offsets[index] = at
    at += part.length + 1
  }
  return { text: parts.join('\n'), offsets }
}

/** The index of the last offset that is not beyond the place. */
function lastAtMost(offsets: Uint32Array, place: number): number {
  let [low, high] = [0, offsets.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((offsets[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}
