import type { FoundCustomers, SearchHit, SearchedCustomers } from './customer-search.ts'

/**
 * ME8: one hit for each customer that is shown, where the first one stood; what matched in another name is not marked in his.
 * `shownUnder` says of who was merged under whom he is shown: only their places are sought, a key finds thousands of others.
 */
export function foundUnderKept(
  found: SearchedCustomers,
  shownUnder: ReadonlyMap<string, string>,
): FoundCustomers {
  if (shownUnder.size === 0) return found
  const places = found.placesOf(new Set([...shownUnder.keys(), ...shownUnder.values()]))
  const shown = new Map<string, number>()
  const left: number[] = []
  for (const [id, place] of [...places].toSorted(([, one], [, other]) => one - other)) {
    const kept = shownUnder.get(id) ?? id
    if (shown.has(kept)) left.push(place)
    else shown.set(kept, place)
  }
  const keptAt = new Map([...shown].map(([id, place]) => [place, id]))
  const placeOf = (index: number): number => {
    let place = index
    for (const each of left) if (each <= place) place += 1
    return place
  }
  return {
    length: found.length - left.length,
    idAt(index) {
      const place = placeOf(index)
      return keptAt.get(place) ?? found.idAt(place)
    },
    at(index) {
      const place = placeOf(index)
      const hit = found.at(place)
      return hit && underKept(hit, keptAt.get(place) ?? hit.id)
    },
  }
}

/** The same of hits that were looked up. */
export function hitsUnderKept(
  hits: SearchHit[],
  shownUnder: ReadonlyMap<string, string>,
): SearchHit[] {
  // Nearly always nobody of them was merged.
  if (!hits.some(({ id }) => shownUnder.has(id))) return hits
  const shown = new Map<string, SearchHit>()
  for (const hit of hits) {
    const id = shownUnder.get(hit.id) ?? hit.id
    if (!shown.has(id)) shown.set(id, underKept(hit, id))
  }
  return [...shown.values()]
}

function underKept(hit: SearchHit, id: string): SearchHit {
  return id === hit.id ? hit : { id, rank: hit.rank }
}
