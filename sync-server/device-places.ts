/** SE5: so many live connections may one device hold; a device needs one, and one more while it changes over. */
export const mostLivePerDevice = 3
/** SE5: pulls that are being sent to one device: one, and the one of a tab that has just given up. */
export const mostPullsPerDevice = 2

/** Who holds connections of a kind. */
export interface DevicePlaces {
  /** Takes a place; `letGo` is called when it goes to a newer connection. Answers how to give it back. */
  take(device: string, letGo: () => void): () => void
}

/**
 * SE5: so many connections of a device at most: a further one takes the place of the oldest, because the oldest is the one
 * most likely to be dead without having said so.
 */
export function createDevicePlaces(mostPerDevice: number): DevicePlaces {
  const taken = new Map<string, Set<() => void>>()
  return {
    take(device, letGo) {
      const places = taken.get(device) ?? new Set()
      taken.set(device, places)
      // A function of its own for each place: two connections may hand in the same one.
      const place = () => letGo()
      places.add(place)
      const [oldest] = places
      if (places.size > mostPerDevice && oldest !== undefined) {
        places.delete(oldest)
        oldest()
      }
      return () => {
        places.delete(place)
        if (places.size === 0 && taken.get(device) === places) taken.delete(device)
      }
    },
  }
}
