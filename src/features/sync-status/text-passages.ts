import { namesNumber } from '#shared/protocol/names-number.ts'
import { sentenceTokens } from '#shared/protocol/sentence-tokens.ts'
import { findHunks, type Hunk } from '#shared/protocol/text-hunks.ts'

/** What stays of a passage: one side's sentences, or those of both, theirs first as in a merge (ME4). */
export type PassageChoice = 'mine' | 'theirs' | 'both'

/** A stretch of two versions of a text: alike in both, or to be picked. */
export type Passage =
  | { kind: 'alike'; text: string }
  | {
      kind: 'differs'
      /** Its number among those that differ, from 0. */
      index: number
      base: string
      mine: string
      theirs: string
      /**
       * The side that alone changed it, and is right if nobody objects; null where a person has to look: both sides
       * changed it, or a number is in it (ME4).
       */
      suggested: 'mine' | 'theirs' | null
    }

/**
 * ME4: cuts both versions of a text by sentences into what is alike and what differs, each against the text that both
 * began with. Texts too different to be compared are one passage. Alike passages and one side of the others, joined, are
 * that side's version to the character.
 */
export function textPassages(base: string, mine: string, theirs: string): Passage[] {
  const sentences = sentenceTokens(base)
  const myHunks = findHunks(sentences, sentenceTokens(mine))
  const theirHunks = findHunks(sentences, sentenceTokens(theirs))
  if (myHunks === undefined || theirHunks === undefined) {
    return mine === theirs ? alike(mine) : [differs(0, base, mine, theirs)]
  }
  const passages: Passage[] = []
  let position = 0
  let index = 0
  for (const { start, end } of changedStretches([...myHunks, ...theirHunks])) {
    passages.push(...alike(sentences.slice(position, start).join('')))
    const my = stretchOf(sentences, myHunks, start, end)
    const their = stretchOf(sentences, theirHunks, start, end)
    for (const [was, mineIs, theirsIs] of inPairs(sentences.slice(start, end), my, their)) {
      if (mineIs === theirsIs) passages.push(...alike(mineIs))
      else passages.push(differs(index++, was, mineIs, theirsIs))
    }
    position = end
  }
  passages.push(...alike(sentences.slice(position).join('')))
  return joinAlike(passages)
}

/** The text that the picks give; what is not picked yet stands as it is now. */
export function composeText(
  passages: readonly Passage[],
  choices: Readonly<Record<string, PassageChoice>>,
): string {
  return passages
    .map((passage) => {
      if (passage.kind === 'alike') return passage.text
      return passageText(passage, choices[passage.index] ?? passage.suggested ?? 'theirs')
    })
    .join('')
}

/** What one passage says under a choice. */
export function passageText(
  { mine, theirs }: { mine: string; theirs: string },
  choice: PassageChoice,
): string {
  if (choice !== 'both') return choice === 'mine' ? mine : theirs
  // A sentence without an end must not run into the next one.
  return isCutAt(theirs + mine, theirs.length) ? theirs + mine : `${theirs}\n${mine}`
}

/** How many passages still wait for a pick. */
export function openPassages(
  passages: readonly Passage[],
  choices: Readonly<Record<string, PassageChoice>>,
): number {
  return passages.filter(
    (passage) =>
      passage.kind === 'differs' &&
      passage.suggested === null &&
      choices[passage.index] === undefined,
  ).length
}

interface Stretch {
  start: number
  end: number
}

/** Stretches of the base that somebody changed, ascending; edits that overlap or insert at one place are one. */
function changedStretches(hunks: readonly Hunk[]): Stretch[] {
  const stretches: Stretch[] = []
  const inOrder = hunks.toSorted((one, other) => one.start - other.start || one.end - other.end)
  for (const { start, end } of inOrder) {
    const last = stretches.at(-1)
    if (last !== undefined && isOneStretch(last, { start, end })) last.end = Math.max(last.end, end)
    else stretches.push({ start, end })
  }
  return stretches
}

function isOneStretch(one: Stretch, next: Stretch): boolean {
  return next.start < one.end || (one.start === next.start && one.end === next.end)
}

/**
 * A stretch sentence by sentence, as base, mine and theirs, where all have as many sentences: then each stands for the one
 * it was made of. Otherwise the stretch is one passage.
 */
function inPairs(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): [string, string, string][] {
  if (base.length !== mine.length || base.length !== theirs.length) {
    return [[base.join(''), mine.join(''), theirs.join('')]]
  }
  return base.map((sentence, index) => [sentence, mine[index] ?? '', theirs[index] ?? ''])
}

/** The sentences that a side made of one stretch. */
function stretchOf(
  sentences: readonly string[],
  hunks: readonly Hunk[],
  start: number,
  end: number,
): string[] {
  const parts: string[] = []
  let position = start
  for (const hunk of hunks.filter((each) => belongsTo(each, start, end))) {
    parts.push(...sentences.slice(position, hunk.start), ...hunk.added)
    position = hunk.end
  }
  return [...parts, ...sentences.slice(position, end)]
}

/** An insertion at an edge is a stretch of its own; one strictly inside belongs to what surrounds it. */
function belongsTo(hunk: Hunk, start: number, end: number): boolean {
  if (hunk.start === hunk.end && start !== end) return hunk.start > start && hunk.start < end
  return hunk.start >= start && hunk.end <= end
}

function isCutAt(text: string, position: number): boolean {
  let length = 0
  for (const sentence of sentenceTokens(text)) {
    if (length >= position) break
    length += sentence.length
  }
  return length === position || length === 0
}

function differs(index: number, base: string, mine: string, theirs: string): Passage {
  return { kind: 'differs', index, base, mine, theirs, suggested: suggestion(base, mine, theirs) }
}

function suggestion(base: string, mine: string, theirs: string): 'mine' | 'theirs' | null {
  if (mine !== base && theirs !== base) return null
  const changed = mine === base ? 'theirs' : 'mine'
  // ME4: a number, an amount or a date is never taken without a look.
  return namesNumber(base + (changed === 'mine' ? mine : theirs)) ? null : changed
}

function alike(text: string): Passage[] {
  return text === '' ? [] : [{ kind: 'alike', text }]
}

function joinAlike(passages: readonly Passage[]): Passage[] {
  const joined: Passage[] = []
  for (const passage of passages) {
    const last = joined.at(-1)
    if (passage.kind === 'alike' && last?.kind === 'alike') {
      joined[joined.length - 1] = { kind: 'alike', text: last.text + passage.text }
    } else joined.push(passage)
  }
  return joined
}
