import { differingPart } from '#shared/protocol/differing-part.ts'
import { sentenceTokens } from '#shared/protocol/sentence-tokens.ts'
import { findHunks } from '#shared/protocol/text-hunks.ts'
import { useMessages } from '#i18n/language.tsx'

/** A stretch of a text: as it was, taken out, or put in. */
interface Stretch {
  kind: 'kept' | 'removed' | 'added'
  text: string
}

/** Characters of what did not change that are shown on either side of a change. */
const shownAround = 16

/** A text as it changed, sentence by sentence: what went is struck out, what came is underlined. */
export function TextChange({ from, to }: { from: string; to: string }) {
  const texts = useMessages().history
  const stretches = stretchesOf(from, to)
  return (
    <p className="wrap-anywhere whitespace-pre-line">
      {stretches.map(({ kind, text }, index) => {
        if (kind === 'kept') {
          const isFirst = index === 0
          const isLast = index === stretches.length - 1
          return <span key={index}>{shortened(text, isFirst, isLast)}</span>
        }
        if (kind === 'removed') {
          return (
            <del key={index} className="text-ink-3 decoration-1">
              {text}
            </del>
          )
        }
        return (
          <ins
            key={index}
            className="decoration-primary decoration-2 underline-offset-4"
            aria-label={`${texts.setTo} ${text}`}
          >
            {text}
          </ins>
        )
      })}
    </p>
  )
}

function stretchesOf(from: string, to: string): Stretch[] {
  const before = sentenceTokens(from)
  const hunks = findHunks(before, sentenceTokens(to))
  if (hunks === undefined) {
    return [
      { kind: 'removed', text: from },
      { kind: 'added', text: to },
    ]
  }
  const stretches: Stretch[] = []
  let position = 0
  for (const { start, end, removed, added } of hunks) {
    stretches.push({ kind: 'kept', text: before.slice(position, start).join('') })
    stretches.push(...changeOf(removed, added))
    position = end
  }
  stretches.push({ kind: 'kept', text: before.slice(position).join('') })
  return joined(stretches.filter(({ text }) => text !== ''))
}

/** What was kept on both sides of nothing is one stretch. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = []
  for (const stretch of stretches) {
    const last = all.at(-1)
    if (stretch.kind === 'kept' && last?.kind === 'kept') {
      all[all.length - 1] = { kind: 'kept', text: last.text + stretch.text }
    } else all.push(stretch)
  }
  return all
}

/** Sentence for sentence, only the part that differs; where their numbers differ, whole sentences. */
function changeOf(removed: readonly string[], added: readonly string[]): Stretch[] {
  if (removed.length !== added.length) {
    return [
      { kind: 'removed', text: removed.join('') },
      { kind: 'added', text: added.join('') },
    ]
  }
  return removed.flatMap((sentence, index): Stretch[] => {
    const next = added[index] ?? ''
    const { before, differing, after } = differingPart(sentence, next)
    return [
      { kind: 'kept', text: before },
      { kind: 'removed', text: differing },
      { kind: 'added', text: differingPart(next, sentence).differing },
      { kind: 'kept', text: after },
    ]
  })
}

/** Of what did not change, only what is next to a change; the middle is three dots. */
function shortened(text: string, isFirst: boolean, isLast: boolean): string {
  const characters = [...text]
  const head = isFirst ? 0 : shownAround
  const tail = isLast ? 0 : shownAround
  if (characters.length <= head + tail + 2) return text
  const start = characters.slice(0, head).join('')
  return `${start}…${tail === 0 ? '' : characters.slice(-tail).join('')}`
}
