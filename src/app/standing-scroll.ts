/** Long enough for the records of a large portfolio to stand in their list again (ms). */
const patience = 3000
/** The router puts a page that it has rendered to its start: only what holds for so long (ms) has come to stay. */
const holds = 500

/** Where the page stood when it was locked; in memory alone. */
let standing: { tag: string; address: string; top: number } | null = null

/** KE6: remembers how far the page of this vault is scrolled. To be called while it still stands. */
export function keepScroll(tag: string): void {
  standing = { tag, address: location.href, top: scrollY }
}

/**
 * Scrolls back once the page of the same vault and address has grown tall enough again; what the person does comes
 * first. @returns the way to give up
 */
export function restoreScroll(tag: string): () => void {
  const wanted = standing
  const isHere = wanted?.tag === tag && wanted.address === location.href
  if (!isHere || wanted.top === 0) return () => {}
  const root = document.documentElement
  const stopping = new AbortController()
  const { signal } = stopping
  const start = performance.now()
  let stoodSince: number | null = null

  function frame(at: number): void {
    if (signal.aborted || wanted === null) return
    const isTallEnough = root.scrollHeight - root.clientHeight >= wanted.top
    if (isTallEnough && Math.abs(scrollY - wanted.top) > 1) {
      scrollTo({ top: wanted.top, behavior: 'instant' })
      stoodSince = at
    }
    const isDone = at - start > patience || (stoodSince !== null && at - stoodSince > holds)
    if (isDone) giveUp()
    else requestAnimationFrame(frame)
  }

  function giveUp(): void {
    standing = null
    stopping.abort()
  }

  for (const kind of ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const) {
    addEventListener(kind, giveUp, { signal, passive: true, capture: true })
  }
  requestAnimationFrame(frame)
  return () => stopping.abort()
}
