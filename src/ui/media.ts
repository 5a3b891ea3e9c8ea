import { useCallback, useEffect, useSyncExternalStore } from 'react'

export type ColorSchemeSetting = 'light' | 'dark' | 'system'

const CANVAS = { light: '#f3f5f2', dark: '#0e1311' } as const

/** Below 768 px: bottom tabs, one column, sheets from below. */
export function usePhone(): boolean {
  return useMedia('(max-width: 767.98px)')
}

/**
 * Puts the class `dark` on `<html>` and the canvas colour on the browser's own bars.
 * @param setting what the person chose; the caller keeps it
 * @returns the scheme in effect
 */
export function useColorScheme(setting: ColorSchemeSetting): 'light' | 'dark' {
  const systemDark = useMedia('(prefers-color-scheme: dark)')
  const scheme = setting === 'system' ? (systemDark ? 'dark' : 'light') : setting
  useEffect(() => {
    document.documentElement.classList.toggle('dark', scheme === 'dark')
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      // Each tag answers to one system scheme; a chosen scheme has to win in both.
      meta.setAttribute('content', CANVAS[scheme])
    }
  }, [scheme])
  return scheme
}

/** @returns whether the media query matches now; false where the engine has no `matchMedia` */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = matcher(query)
      list?.addEventListener('change', changed)
      return () => list?.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchesMedia(query))
}

/** The same outside of a screen, at this moment. */
export function matchesMedia(query: string): boolean {
  return matcher(query)?.matches ?? false
}

function matcher(query: string): MediaQueryList | null {
  return typeof window.matchMedia === 'function' ? window.matchMedia(query) : null
}
