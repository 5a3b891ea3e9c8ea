import type { Page } from 'playwright-core'

/** How far (px) something reaches beyond the right edge of the page, or of the screen in it, which cuts that off. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const boxes = document.querySelectorAll('html, main')
    return Math.max(...[...boxes].map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  })
}
