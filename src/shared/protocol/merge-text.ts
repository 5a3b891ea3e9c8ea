import { namesNumber } from './names-number.ts'
import { sentenceTokens } from './sentence-tokens.ts'
import { findHunks, type Hunk } from './text-hunks.ts'

export type TextMerge =
  | { merged: true; text: string }
  | { merged: false; reason: 'same-sentence-changed' | 'number-changed-on-both-sides' }

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

function conflict(reason: 'same-sentence-changed' | 'number-changed-on-both-sides'): TextMerge {
  return { merged: false, reason }
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
