/** Space (px) between a toast and what is beside it. */
const gap = 8
/** As in `style.css`: up to here a sheet comes from below and fills the width. */
const phone = '(width < 768px)'

/**
 * On a phone a sheet leaves no room beside it: toasts stand above it, where nothing is to be read or pressed. Above one that fills the
 * screen there is none: they stand over its content then, above its buttons (`toast-region`), and the content gets as much
 * room at its end, so that the last line can be pulled out from under them. Answers the way to stop.
 */
export function keepToastsClear(region: HTMLElement): () => void {
  const root = document.documentElement
  const place = () => {
    const sheet = [...document.querySelectorAll<HTMLElement>('[data-sheet]')].at(-1)
    const scrim = sheet?.closest('[data-scrim]')
    const height = region.offsetHeight
    const isOver = sheet !== undefined && scrim && matchMedia(phone).matches
    // Not its place on the screen: it may still be on the way up.
    const top = isOver ? scrim.getBoundingClientRect().bottom - sheet.offsetHeight : 0
    const fits = top >= height + 2 * gap
    region.style.setProperty('top', fits ? `${top - height - gap}px` : '')
    region.style.setProperty('bottom', fits ? 'auto' : '', 'important')
    root.style.setProperty('--toast-space', isOver && !fits ? `${height + gap}px` : '')
  }
  if (typeof ResizeObserver === 'undefined') return () => undefined
  const sizes = new ResizeObserver(place)
  const watch = () => {
    sizes.disconnect()
    for (const each of [region, ...document.querySelectorAll('[data-sheet]')]) sizes.observe(each)
    place()
  }
  // Sheets are children of the body.
  const sheets = new MutationObserver(watch)
  sheets.observe(document.body, { childList: true })
  watch()
  return () => {
    sizes.disconnect()
    sheets.disconnect()
    for (const side of ['top', 'bottom']) region.style.removeProperty(side)
    root.style.removeProperty('--toast-space')
  }
}
