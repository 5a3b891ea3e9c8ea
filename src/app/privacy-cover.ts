/** KE6: what stands on the screen is covered while the page is not looked at, so that an app switcher shows nothing of it. */
export interface PrivacyCover {
  cover(): void
  uncover(): void
}

/** The cover itself is one rule of `style.css`: an attribute is set without waiting for a render. */
export function createPrivacyCover(page: Document): PrivacyCover {
  const { dataset } = page.documentElement
  return {
    cover() {
      dataset['covered'] = ''
    },
    uncover() {
      delete dataset['covered']
    },
  }
}
