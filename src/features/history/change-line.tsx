import { Link } from '@tanstack/react-router'
import { ArrowRight, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { isAbsent } from '#shared/protocol/same-value.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button, buttonClass } from '#ui/button.tsx'
import { RevealButton } from '#ui/masked-value.tsx'
import { useReveal } from '#ui/use-reveal.ts'
import type { HistoryChange } from './history-changes.ts'
import { useHistoryLook } from './use-history-look.ts'
import type { HistoryWords, ValueWords } from './history-words.ts'
import { TextChange } from './text-change.tsx'
import { useRestore } from './use-restore.ts'
import { policyOf } from './value-chains.ts'

interface ChangeLineProps {
  change: HistoryChange
  words: HistoryWords
}

/** One field: what it was and what it became, and the way back where there is one. */
export function ChangeLine({ change, words }: ChangeLineProps) {
  const texts = useMessages().history
  const look = useHistoryLook(change)
  const reveal = useReveal(look)
  const { shown } = reveal
  if (change.kind === 'created' || change.kind === 'first') return null
  if (change.kind === 'archive') {
    return <p className="text-ink-2">{change.archived ? texts.archived : texts.restored}</p>
  }
  const said = sidesOf(change, words)
  if (said === null) return null
  const { label, isMasked } = said
  const isWaiting = change.kind === 'conflict' && change.open
  return (
    <div className="flex flex-wrap items-start gap-x-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-3">
          <span className="wrap-anywhere">{label}</span>
          <Mark change={change} />
          {isMasked && <RevealButton label={label} reveal={reveal} />}
        </p>
        <Values change={change} said={said} shown={shown} />
        <Why change={change} />
      </div>
      <div className={`flex shrink-0 items-center gap-2 ${isWaiting ? 'mt-1.5' : 'max-md:-ml-3'}`}>
        {isWaiting && (
          <Link
            to="/sync/issues/$issueId"
            params={{ issueId: change.issueId }}
            className={buttonClass({ tone: 'soft', size: 'sm' })}
          >
            {texts.settle}
          </Link>
        )}
        <RestoreButton change={change} label={label} words={words} shown={shown} />
      </div>
    </div>
  )
}

interface Sides {
  label: string
  isMasked: boolean
  /** The value before; null where there was none, or the change is none of two values. */
  from: ValueWords | null
  to: ValueWords | null
}

function sidesOf(
  change: Exclude<HistoryChange, { kind: 'created' | 'first' | 'archive' }>,
  words: HistoryWords,
): Sides | null {
  const { record, path } = change
  const say = (value: unknown) => words.describe(record.type, path, value)
  const [from, to] =
    change.kind === 'set'
      ? [isAbsent(change.from) ? null : say(change.from), say(change.to)]
      : [null, say(change.value)]
  const label = to?.label ?? from?.label
  if (label === undefined) return null
  const isMasked = [from, to].some((side) => side?.masked != null && side.text !== '')
  return { label, isMasked, from, to }
}

function Values(props: { change: HistoryChange; said: Sides; shown: boolean }): ReactNode {
  const { change, said, shown } = props
  const texts = useMessages().history
  const wording = (side: ValueWords | null) => {
    if (side === null || side.text === '') return null
    return shown ? side.text : (side.masked ?? side.text)
  }
  const [from, to] = [wording(said.from), wording(said.to)]
  const isText = policyOf(change.record.type, change.path) === 'text'
  if (change.kind === 'set' && isText && from !== null && to !== null) {
    return <TextChange from={from} to={to} />
  }
  const struck = change.kind === 'lost' || change.kind === 'removed-item'
  return (
    <p className="tnum wrap-anywhere whitespace-pre-line">
      {from !== null && (
        <>
          <span className="text-ink-3">{from}</span>{' '}
          <ArrowRight size={14} className="mx-0.5 inline align-[-2px] text-ink-3" aria-hidden />
          <span className="sr-only">{texts.arrow}</span>{' '}
        </>
      )}
      {change.kind === 'list' && <span className="text-ink-3">{texts.listNow} </span>}
      {to === null ? (
        <span className="text-ink-3">{texts.empty}</span>
      ) : (
        <span className={struck ? 'text-ink-2 line-through decoration-1' : ''}>{to}</span>
      )}
    </p>
  )
}

function Mark({ change }: { change: HistoryChange }) {
  const texts = useMessages().history
  if (change.kind === 'lost') return <Badge tone="danger">{texts.lost}</Badge>
  if (change.kind === 'typed') return <Badge>{texts.typed}</Badge>
  if (change.kind === 'conflict') {
    return <Badge tone={change.open ? 'danger' : 'neutral'}>{texts.conflict}</Badge>
  }
  return null
}

function Why({ change }: { change: HistoryChange }) {
  const texts = useMessages().history
  const why = {
    lost: texts.lostWhy,
    typed: texts.typedWhy,
    conflict: change.kind === 'conflict' && change.open ? texts.conflictOpen : texts.conflictWhy,
    'removed-item': texts.itemRemoved,
  }
  const said = why[change.kind as keyof typeof why]
  return said === undefined ? null : <p className="text-sm text-ink-3">{said}</p>
}

function RestoreButton(props: ChangeLineProps & { label: string; shown: boolean }) {
  const { change, words, label, shown } = props
  const texts = useMessages().history
  const { offer, restore } = useRestore()
  if (change.kind === 'conflict' && change.open) return null
  const restoration = offer(change)
  if (restoration === null) return null
  const said = words.describe(change.record.type, restoration.path, restoration.value)
  const word = wordOf(change, texts)
  const value = said === null ? '' : shown ? said.text : (said.masked ?? said.text)
  return (
    <Button
      tone="ghost"
      size="sm"
      icon={RotateCcw}
      aria-label={texts.restoreLabel(word, label, value)}
      onPress={() => void restore(restoration, label)}
    >
      {word}
    </Button>
  )
}

function wordOf(change: HistoryChange, texts: ReturnType<typeof useMessages>['history']): string {
  if (change.kind === 'removed-item') return texts.restoreItem
  return change.kind === 'set' ? texts.restoreFormer : texts.restoreValue
}
