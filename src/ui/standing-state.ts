import { useEffect, useState } from 'react'

/** What stands open now, and what stood open when the screens were last taken away; in memory alone. */
const live = new Map<string, unknown>()
let kept: { owner: string; values: Map<string, unknown> } = { owner: '', values: new Map() }

/**
 * A state of a screen, such as which sheet is open, that is there again when all screens were taken away and come back:
 * at a lock. Turning to another screen ends it like any state. Nothing of a record belongs in it.
 * @param key of the screen and the record it shows
 */
export function useStandingState<Value>(
  key: string,
  initial: Value,
): [value: Value, set: (value: Value) => void] {
  const [value, setValue] = useState(() => {
    const stood = kept.values.get(key)
    return stood === undefined ? initial : (stood as Value)
  })
  useEffect(() => {
    kept.values.delete(key)
    live.set(key, value)
    return () => {
      live.delete(key)
    }
  }, [key, value])
  return [value, setValue]
}

/** To be called while the screens still stand. `owner`: whose screens these are. */
export function keepStandingState(owner: string): void {
  kept = { owner, values: new Map(live) }
}

/** The screens that come now are those of `owner`: what another one had open is forgotten. */
export function forgetStandingStateOfOthers(owner: string): void {
  if (kept.owner !== owner) kept = { owner, values: new Map() }
}
