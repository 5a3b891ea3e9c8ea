import { loadWholeTexts } from '#i18n/whole-texts.ts'
import { loadOrReload } from './load-chunk.ts'

/**
 * Everything that is needed once a vault is open: screens, replica, sync, texts. The first page, the lock, does
 * without, so that it is there at once; a failed load (offline before everything was cached) is tried again.
 */
export async function loadOpenApp() {
  const [{ openSession }, { OpenApp }] = await loadOrReload(() =>
    Promise.all([import('./open-session.ts'), import('./open-app.tsx'), loadWholeTexts()]),
  )
  return { openSession, OpenApp }
}
