import { configure } from '@testing-library/react'

/** What every browser has and jsdom lacks, and React Aria's overlays ask for. Call before rendering. */
export function fillBrowserGaps(): void {
  // Several suites share two cores: a condition is waited for, never a time.
  configure({ asyncUtilTimeout: 10_000 })
  if (typeof CSS === 'undefined') {
    // The ids of React Aria need no more than this.
    Object.assign(globalThis, {
      CSS: { escape: (text: string) => text.replaceAll(/[^\w-]/gu, (sign) => `\\${sign}`) },
    })
  }
  Element.prototype.scrollIntoView ??= () => {}
}
