/** The ids of a blob by slot. */
export interface IdColumn {
  at: (slot: number) => string
  slotOf: (id: string) => number | undefined
  all: () => readonly string[]
}

/** So many ids are looked for in the text before a map of all of them pays. */
const lookupsInText = 100

/** Ids end to end, each as long as the longest; what is too short is filled up with spaces. */
export function packIds(ids: readonly string[]): { text: string; width: number } {
  const width = Math.max(0, ...ids.map(({ length }) => length))
  return { text: ids.map((id) => id.padEnd(width)).join(''), width }
}

/** Reads them one by one: at unlock a few are asked for, and a map of thousands would be waited for. */
export function readIds(text: string, width: number): IdColumn {
  const count = width === 0 ? 0 : text.length / width
  let lookups = 0
  let slots: Map<string, number> | undefined

  const at = (slot: number): string => text.slice(slot * width, (slot + 1) * width).trimEnd()
  const all = (): string[] => Array.from({ length: count }, (_, slot) => at(slot))

  function inText(id: string): number | undefined {
    const wanted = id.padEnd(width)
    let place = text.indexOf(wanted)
    while (place !== -1 && (place % width !== 0 || wanted.length !== width))
      place = text.indexOf(wanted, place + 1)
    return place === -1 ? undefined : place / width
  }

  return {
    at,
    all,
    slotOf(id) {
      lookups += 1
      if (lookups <= lookupsInText) return inText(id)
      slots ??= new Map(all().map((known, slot) => [known, slot]))
      return slots.get(id)
    },
  }
}
