import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import type { SearchKeys } from '#shared/domain/search-keys.ts'
import { loadPinyinEngine } from './pinyin-engine.ts'

/**
 * Makes the search keys of a name on this device (see the shared `buildSearchKeys`), fetching the dictionary
 * first if need be. Rejects when the dictionary cannot be loaded.
 */
export async function searchKeysFor(
  name: string,
  extra: { aliases?: readonly string[]; override?: string | undefined } = {},
): Promise<SearchKeys> {
  return buildSearchKeys(name, await loadPinyinEngine(), extra)
}
