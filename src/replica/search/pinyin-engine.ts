import type { PinyinEngine } from '#shared/domain/build-search-keys.ts'

/**
 * Loads the dictionary of readings, once. It is a chunk of its own (146 KB): nobody waits for it before a name
 * is written. Rejects when the chunk cannot be fetched; the next call tries again.
 */
export function loadPinyinEngine(): Promise<PinyinEngine> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

let loading: Promise<PinyinEngine> | undefined

async function load(): Promise<PinyinEngine> {
  const { pinyin } = await import('pinyin-pro')
  const plain = { toneType: 'none', type: 'array', v: true, toneSandhi: false } as const
  return {
    readings: (character) => [...new Set(pinyin(character, { ...plain, multiple: true }))],
    inContext: (text) => pinyin(text, plain),
  }
}
