import { useLayoutEffect, useState } from 'react'

/** Where the focus was before the first of the sheets that are open now. */
let cameFrom: Element | null = null

/**
 * Gives the focus back to where it was when the last sheet is gone. React Aria does that by itself for one sheet; one that first stands while a draft is
 * read, and is another then, would give it back to the first.
 */
export function FocusBack() {
  // Undefined: over another sheet, or in its place.
  const [from] = useState(() => (isAnySheetOpen() ? undefined : document.activeElement))
  useLayoutEffect(() => {
    if (from !== undefined) cameFrom = from
    return () => {
      // After React Aria, which waits for a frame.
      requestAnimationFrame(() => requestAnimationFrame(giveBack))
    }
  }, [from])
  return null
}

function giveBack() {
  if (isAnySheetOpen()) return
  const to = cameFrom
  cameFrom = null
  if (document.activeElement !== document.body) return
  if (to instanceof HTMLElement && to.isConnected) to.focus({ preventScroll: true })
}

function isAnySheetOpen(): boolean {
  return document.querySelector('[data-sheet]') !== null
}
