/** The first place at or after `from` where one of the units stands; -1 for none. `from` only grows. */
export type Scan = (from: number) => number

/** Looks through a text for any of some UTF-16 units, each by `indexOf`. */
export function scan(text: string, units: Iterable<string>): Scan {
  const wanted = [...units]
  const [only] = wanted
  if (only === undefined) return () => -1
  if (wanted.length === 1) return (from) => text.indexOf(only, from)
  const none = text.length
  const places = wanted.map(() => -1)
  return (from) => {
    let nearest = none
    for (let index = 0; index < wanted.length; index += 1) {
      let place = places[index] ?? none
      if (place < from) {
        place = text.indexOf(wanted[index] ?? '', from)
        if (place === -1) place = none
        places[index] = place
      }
      if (place < nearest) nearest = place
    }
    return nearest === none ? -1 : nearest
  }
}
