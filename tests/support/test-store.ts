import { v7 } from 'uuid'
import { type DataPlace, openStore } from '#server/store/open-store.ts'
import type { Store } from '#server/store/store.ts'

let placeOf = async (folder: string): Promise<DataPlace> => ({ folder })

/**
 * From here on the test servers of this file keep their data where `choose` says, and not in their folder; a server that
 * is started again on a folder finds what was there.
 */
export function keepTestDataIn(choose: () => Promise<DataPlace>): void {
  const chosen = new Map<string, Promise<DataPlace>>()
  placeOf = (folder) => {
    const place = chosen.get(folder) ?? choose()
    chosen.set(folder, place)
    return place
  }
}

/** A new store for a test server: SQLite in the folder, unless `keepTestDataIn` said otherwise. */
export async function openTestStore(folder: string): Promise<Store> {
  return openStore(await placeOf(folder), () => v7())
}
