/** UP1: every tab with something half-filled shares this Web Lock while a new version waits. */
const lockName = 'branchbook-half-filled'

/** Web Locks of a browser. */
export type TabLocks = Pick<LockManager, 'request' | 'query'>

/** Whether something stands open on this page that a person is in the middle of: a form, a sheet, a question. */
export function isHalfFilled(page: Document): boolean {
  return (
    page.querySelector('form, textarea, [role=dialog], [role=alertdialog], [data-action-bar]') !==
    null
  )
}

interface HalfFilledParts {
  page: Document
  isBusy: () => boolean
}

/** Resolves when nothing stands half-filled on this page. */
export function untilClean(parts: HalfFilledParts): Promise<void> {
  if (!parts.isBusy()) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = onChange(parts.page, () => {
      if (parts.isBusy()) return
      stop()
      resolve()
    })
  })
}

/** UP1: tells the other tabs, as long as it is not stopped, when something stands half-filled in this one. */
export function tellHalfFilled(locks: TabLocks, parts: HalfFilledParts): () => void {
  let release: (() => void) | null = null
  const look = (): void => {
    if (parts.isBusy()) release ??= share(locks)
    else {
      release?.()
      release = null
    }
  }
  const stop = onChange(parts.page, look)
  look()
  return () => {
    stop()
    release?.()
  }
}

/** UP1: does something at a moment when nothing is half-filled in any tab that tells; waits for that as long as it takes. */
export async function whenNoTabIsHalfFilled(
  locks: TabLocks,
  act: () => Promise<void>,
): Promise<void> {
  const isDone = await locks.request(lockName, async () => {
    const { pending = [] } = await locks.query()
    // Whoever began to fill a form while this one waited stands behind it, and goes first.
    if (pending.some(({ name, mode }) => name === lockName && mode === 'shared')) return false
    await act()
    return true
  })
  if (!isDone) await whenNoTabIsHalfFilled(locks, act)
}

/** Calls back when something on the page came or went. */
function onChange(page: Document, look: () => void): () => void {
  const observer = new MutationObserver(look)
  observer.observe(page, { childList: true, subtree: true })
  return () => observer.disconnect()
}

function share(locks: TabLocks): () => void {
  const leaving = new AbortController()
  let end: (() => void) | null = null
  const held = new Promise<void>((resolve) => {
    end = resolve
  })
  locks
    .request(lockName, { mode: 'shared', signal: leaving.signal }, () => held)
    .catch((error: unknown) => {
      // It was given back before it came.
      if (!leaving.signal.aborted) throw error
    })
  return () => {
    leaving.abort()
    end?.()
  }
}
