import { useEffect, useState } from 'react'
import { toast } from './toast.tsx'
import { useUiTexts } from './ui-texts.tsx'

/** A value stays in sight for so long (ms) after a tap. */
const shownMs = 60_000

/** What hides the value that is shown now: another one takes its place. */
let hideShown: (() => void) | null = null

/** Whether a masked value is shown, and the tap that shows or hides it. */
export interface Reveal {
  shown: boolean
  toggle(): void
}

/**
 * SE7: a masked value is shown by a tap, one at a time, for a minute, until it is hidden, the screen is left or the page is
 * covered. `onShow` notes the look; when it answers false nothing is shown, and the person is told.
 */
export function useReveal(onShow: () => Promise<boolean>): Reveal {
  const texts = useUiTexts()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!shown) return
    const hide = () => setShown(false)
    hideShown?.()
    hideShown = hide
    const timer = setTimeout(hide, shownMs)
    const stopWatching = whenCovered(hide)
    return () => {
      clearTimeout(timer)
      stopWatching()
      if (hideShown === hide) hideShown = null
    }
  }, [shown])
  const show = async () => {
    if (await onShow()) setShown(true)
    else toast({ text: texts.notRevealed, tone: 'danger' })
  }
  return {
    shown,
    toggle() {
      if (shown) setShown(false)
      else void show()
    },
  }
}

/** KE6: the cover is an attribute of the page, set in the event itself. Returns the way to stop watching. */
function whenCovered(act: () => void): () => void {
  const page = document.documentElement
  const observer = new MutationObserver(() => {
    if (page.dataset['covered'] !== undefined) act()
  })
  observer.observe(page, { attributeFilter: ['data-covered'] })
  return () => observer.disconnect()
}
