import { pinyin } from 'pinyin-pro'
import type { PinyinEngine } from '#shared/domain/build-search-keys.ts'

const plain = { toneType: 'none', type: 'array', v: true, toneSandhi: false } as const

/** The dictionary of readings for imports and generated data; the device loads the same one when it needs it. */
export const pinyinEngine: PinyinEngine = {
  readings: (character) => [...new Set(pinyin(character, { ...plain, multiple: true }))],
  inContext: (text) => pinyin(text, plain),
}
