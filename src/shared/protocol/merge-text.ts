import { diffIndices } from 'node-diff3'
import { namesNumber } from './names-number.ts'
import { sentenceTokens } from './sentence-tokens.ts'

export type TextMerge =
  | { merged: true; text: string }
  | { merged: false; reason: 'same-sentence-changed' | 'number-changed-on-both-sides' }

/** Above this product of differing tokens no comparison is tried; a person looks at both versions instead. */
const largestComparison = 1_000_000

/**
 * ME4: joins two edits of one text by whole sentences. What both wrote alike is taken once; what both added at
 * the same place stands in the order theirs, mine. Not merged, so that both versions are shown, are: edits
 * of the same sentence; numbers, amounts or dates changed by both sides, wherever they are; and whatever
 * would join halves of two sentences into one that nobody wrote.
 */
export function mergeText(base: string, mine: string, theirs: string): TextMerge {
  if (mine === theirs || theirs === base) return { merged: true, text: mine }
  if (mine === base) return { merged: true, text: theirs }

  const baseSentences = sentenceTokens(base)
  const myHunks = findHunks(baseSentences, sentenceTokens(mine))
  const theirHunks = findHunks(baseSentences, sentenceTokens(theirs))
  if (myHunks === undefined || theirHunks === undefined) return conflict('same-sentence-changed')

  const onlyMine = myHunks.filter((hunk) => !theirHunks.some((other) => isSame(hunk, other)))
  const onlyTheirs = theirHunks.filter((hunk) => !myHunks.some((other) => isSame(hunk, other)))
  if (onlyMine.some(hasNumber) && onlyTheirs.some(hasNumber)) {
    return conflict('number-changed-on-both-sides')
  }
  if (onlyMine.some((hunk) => onlyTheirs.some((other) => overlaps(hunk, other)))) {
    return conflict('same-sentence-changed')
  }
  const sentences = putTogether(baseSentences, [...theirHunks, ...onlyMine])
  const text = sentences.join('')
  return staysApart(sentences, text) ? { merged: true, text } : conflict('same-sentence-changed')
}

/** Tokens `start` to `end` (excluded) of the base were replaced by `added`; an insertion has `start` = `end`. */
interface Hunk {
  start: number
  end: number
  removed: readonly string[]
  added: readonly string[]
}

function conflict(reason: 'same-sentence-changed' | 'number-changed-on-both-sides'): TextMerge {
  return { merged: false, reason }
}

/** What one side changed, ascending; undefined when there is too much to compare. */
function findHunks(base: readonly string[], side: readonly string[]): Hunk[] | undefined {
  // What is alike at both ends needs no comparison, and most edits are in one place.
  const shorter = Math.min(base.length, side.length)
  let head = 0
  while (head < shorter && base[head] === side[head]) head += 1
  let tail = 0
  while (tail < shorter - head && base.at(-1 - tail) === side.at(-1 - tail)) tail += 1
  const baseMiddle = base.slice(head, base.length - tail)
  const sideMiddle = side.slice(head, side.length - tail)
  if (baseMiddle.length * sideMiddle.length > largestComparison) return undefined
  return diffIndices(baseMiddle, sideMiddle).map(({ buffer1, buffer1Content, buffer2Content }) => ({
    start: head + buffer1[0],
    end: head + buffer1[0] + buffer1[1],
    removed: buffer1Content,
    added: buffer2Content,
  }))
}

function isSame(left: Hunk, right: Hunk): boolean {
  return (
    left.start === right.start &&
    left.end === right.end &&
    left.added.length === right.added.length &&
    left.added.every((sentence, index) => sentence === right.added[index])
  )
}

/** Insertions beside or between the other's sentences do not overlap them; one inside a changed stretch does. */
function overlaps(left: Hunk, right: Hunk): boolean {
  return left.start < right.end && right.start < left.end
}

function hasNumber({ removed, added }: Hunk): boolean {
  return namesNumber([...removed, ...added].join(''))
}

/** Insertions come before what replaces the sentences after them; of two at one place the first given is first. */
function putTogether(base: readonly string[], hunks: readonly Hunk[]): string[] {
  const result: string[] = []
  let position = 0
  for (const hunk of hunks.toSorted(
    (left, right) => left.start - right.start || left.end - right.end,
  )) {
    result.push(...base.slice(position, hunk.start), ...hunk.added)
    position = hunk.end
  }
  return [...result, ...base.slice(position)]
}

/** A sentence without an end must not have run into the next one: cut again, the text gives the same sentences. */
function staysApart(sentences: readonly string[], text: string): boolean {
  const cutAgain = sentenceTokens(text)
  return (
    cutAgain.length === sentences.length &&
    cutAgain.every((sentence, index) => sentence === sentences[index])
  )
}
