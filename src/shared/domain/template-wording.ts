import { promisingWords } from './promising-words.ts'
import { unknownPlaceholders } from './template-placeholders.ts'

/**
 * Why the words of a template are not taken (R26): `promise` promises what nobody may promise, `placeholder` would reach the customer
 * in braces, `no-greet` names a day on which nobody is greeted.
 */
export interface WordingFault {
  kind: 'promise' | 'placeholder' | 'no-greet'
  /** The word itself, as much of it as fits in a sentence. */
  word: string
}

/** Days of the dead (domain 4.1), by their names and the ones in use beside them; 集中元旦 is none. */
const neverGreeted = /清明|中元(?!旦)|寒衣|鬼节|盂兰/gu

/** Longest part of a word that is quoted, in UTF-16 units. */
const quotedAtMost = 20

/** All faults of a template, each once; none: it may be kept. The device asks while somebody types, the server before it takes it. */
export function wordingFaults(text: string): WordingFault[] {
  const plain = text.normalize('NFKC').replaceAll(/\s/gu, '')
  const days = new Set(plain.match(neverGreeted))
  return [
    ...promisingWords(text).map((word) => ({ kind: 'promise' as const, word })),
    ...unknownPlaceholders(text).map((word) => ({ kind: 'placeholder' as const, word })),
    ...[...days].map((word) => ({ kind: 'no-greet' as const, word })),
  ].map(({ kind, word }) => ({ kind, word: quoted(word) }))
}

/** Words in English are longer than ours, and are cut between them. */
function quoted(word: string): string {
  const most = word.includes(' ') ? 2 * quotedAtMost : quotedAtMost
  if (word.length <= most) return word
  const cut = word.slice(0, most)
  const end = cut.lastIndexOf(' ')
  return end > 0 ? cut.slice(0, end) : cut
}
