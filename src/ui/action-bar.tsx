import { useEffect, useState, type ReactNode } from 'react'

/**
 * The buttons that end a full form, in sight wherever one scrolls. On phones the bottom tabs step
 * aside for it (`data-tabs` in style.css), and it stands on the on-screen keyboard.
 */
export function ActionBar(props: { children: ReactNode }) {
  return (
    <div
      data-action-bar
      style={{ bottom: useKeyboardHeight() }}
      className="safe-b sticky z-10 -mx-4 border-t border-line bg-surface px-4 md:mx-0 md:bg-canvas md:px-0"
    >
      <div className="flex gap-3 py-3 *:last:flex-1 md:justify-end md:py-4 md:*:last:flex-none">
        {props.children}
      </div>
    </div>
  )
}

/** How much of the page the on-screen keyboard covers, in px; it lies over the page without resizing it. */
function useKeyboardHeight(): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const seen = window.visualViewport
    if (!seen) return
    const measure = () => {
      // A page that is zoomed in is covered by nothing.
      const covered = seen.scale > 1.01 ? 0 : window.innerHeight - seen.height - seen.offsetTop
      setHeight(Math.max(0, Math.round(covered)))
    }
    measure()
    seen.addEventListener('resize', measure)
    seen.addEventListener('scroll', measure)
    return () => {
      seen.removeEventListener('resize', measure)
      seen.removeEventListener('scroll', measure)
    }
  }, [])
  return height
}
