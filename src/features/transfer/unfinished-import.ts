import { useCallback, useEffect, useState } from 'react'
import * as z from 'zod/mini'
import type { SealedSettings } from '#vault/vault.ts'
import { useSealedSettings } from '#replica/use-replica.ts'

/** An import that was begun here and has not come to its end. */
const UnfinishedImport = z.object({
  /** Of the file, as it was chosen. */
  name: z.string(),
  importId: z.uuid(),
  /** Rows that were to be imported, those of a run before among them. */
  total: z.number(),
})
type UnfinishedImport = z.infer<typeof UnfinishedImport>

/** Name of the sealed setting: the name of a file may say something of people. */
const settingKey = 'unfinished-import'

/** Remembers that an import is under way; null when it is done. What cannot be remembered is no reason not to import. */
export async function rememberImport(
  settings: SealedSettings,
  unfinished: UnfinishedImport | null,
): Promise<void> {
  try {
    await settings.set(settingKey, unfinished)
  } catch {
    // The rows themselves say which of them are there when the file is chosen again.
  }
}

/** The import that was broken off, by a closed page or a device without power; null for none. */
export function useUnfinishedImport(): [UnfinishedImport | null, forget: () => void] {
  const settings = useSealedSettings()
  const [found, show] = useState<UnfinishedImport | null>(null)
  useEffect(() => {
    let isLeft = false
    settings.get(settingKey).then(
      (value) => {
        const parsed = UnfinishedImport.safeParse(value)
        if (!isLeft && parsed.success) show(parsed.data)
      },
      // One that does not open says nothing.
      () => undefined,
    )
    return () => {
      isLeft = true
    }
  }, [settings])
  const forget = useCallback(() => {
    show(null)
    void rememberImport(settings, null)
  }, [settings])
  return [found, forget]
}
