import { surnameOf } from '#shared/domain/person-name.ts'
import { useSession } from '#replica/use-replica.ts'
import { formatTime } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { MaskedValue } from '#ui/masked-value.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { ChangeLine } from './change-line.tsx'
import type { HistoryChange, HistoryStep } from './history-changes.ts'
import type { HistoryWords, ValueWords } from './history-words.ts'
import { useHistoryLook } from './use-history-look.ts'

interface HistoryStepRowProps {
  step: HistoryStep
  words: HistoryWords
  /** Named above the first step of a day. */
  day: string | null
}

/** What one person changed at one instant. */
export function HistoryStepRow({ step, words, day }: HistoryStepRowProps) {
  const { language, messages } = useLanguage()
  const texts = messages.history
  const session = useSession()
  const name = words.staffName(step.by)
  const changes = step.changes.filter(({ kind }) => kind !== 'created' && kind !== 'first')
  const isCreation = step.changes.some(({ kind }) => kind === 'created')
  return (
    <>
      {day !== null && (
        <h2 className="bg-sunken px-4 py-1.5 text-sm font-medium text-ink-2 md:px-5">{day}</h2>
      )}
      <div
        className={`flex gap-3.5 px-4 py-3.5 md:px-5 ${day === null ? 'border-t border-line' : ''}`}
      >
        <SurnameDisc surname={surnameOf(name) ?? name} tier="mass" size="sm" />
        <div className="min-w-0 flex-1">
          <p className="flex min-h-8 flex-wrap items-center gap-x-2">
            <span className="font-medium wrap-anywhere">
              {step.by === session.staffId ? texts.self(name) : name}
            </span>
            <span className="tnum text-sm text-ink-3">{formatTime(language, step.at)}</span>
          </p>
          <div className="grid gap-3">
            {changes.map((change, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- the same field can change twice in a step
              <ChangeLine key={`${change.path} ${index}`} change={change} words={words} />
            ))}
            {isCreation && <Creation step={step} words={words} />}
          </div>
        </div>
      </div>
    </>
  )
}

/** What a record began with: folded, as most of it still stands. */
function Creation({ step, words }: { step: HistoryStep; words: HistoryWords }) {
  const texts = useLanguage().messages.history
  const first = step.changes.filter((change) => change.kind === 'first')
  const facts = first.flatMap((change) => factOf(change, words))
  if (facts.length === 0) return <p className="text-ink-2">{texts.created}</p>
  return (
    <Disclosure summary={texts.createdWith(facts.length)}>
      <div className="rounded-md bg-sunken px-3.5 py-3 whitespace-pre-line">
        <FactList columns={2} facts={facts} />
      </div>
    </Disclosure>
  )
}

function factOf(change: Extract<HistoryChange, { kind: 'first' }>, words: HistoryWords) {
  const said = words.describe(change.record.type, change.path, change.value)
  if (said === null || said.text === '') return []
  const { label } = said
  const value = <FirstValue change={change} said={said} />
  return [{ id: `${change.record.type} ${change.path}`, label, value }]
}

function FirstValue({ change, said }: { change: HistoryChange; said: ValueWords }) {
  const look = useHistoryLook(change)
  const { label, text, masked } = said
  if (masked === null) return text
  return <MaskedValue label={label} masked={masked} value={text} onShow={look} />
}
