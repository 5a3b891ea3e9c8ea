import { useState } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { isMaskedField } from '#shared/domain/masking.ts'
import { useDraft, useSession, type DraftHandle } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { ActionBar } from '#ui/action-bar.tsx'
import { Button } from '#ui/button.tsx'
import { ConflictPair } from '#ui/conflict-pair.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { RevealButton } from '#ui/masked-value.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { useReveal } from '#ui/use-reveal.ts'
import {
  ConflictAnswers,
  isTextConflict,
  noAnswers,
  settledFields,
  textConflict,
} from './conflict-answers.ts'
import { presentSide, type PresentSide, type RecordNow } from './present-side.ts'
import { settleConflict } from './resolve-issue.ts'
import { TextConflictField } from './text-conflict-field.tsx'
import { useSettle } from './use-settle.ts'
import { useIssueLook } from './use-issue-look.ts'
import { fieldLabel, maskedWords, valueWords, type Words } from './value-words.ts'

interface ConflictFormProps {
  issue: RecordOf<'sync-issue'>
  /** The record as it is now. */
  record: RecordNow
  words: Words
  onDone(): void
}

/**
 * Both versions of each field side by side, texts sentence by sentence; one press saves what was picked (product
 * principle 7). What was picked stays when the screen is left.
 */
export function ConflictForm(props: ConflictFormProps) {
  const draft = useDraft(`issue:${props.issue.id}`, ConflictAnswers)
  if (!draft.loaded) return <SkeletonRows count={3} />
  return <OpenedConflict {...props} draft={draft} />
}

function OpenedConflict({
  issue,
  record,
  words,
  onDone,
  draft,
}: ConflictFormProps & { draft: DraftHandle<ConflictAnswers> }) {
  const texts = words.messages.sync
  const settle = useSettle()
  const [answers, setAnswers] = useState(draft.value ?? noAnswers)
  const [restored, setRestored] = useState(draft.value !== undefined)
  const [busy, setBusy] = useState(false)
  const answer = (next: ConflictAnswers) => {
    setAnswers(next)
    draft.save(next)
  }
  const { open, tooLong, values } = settledFields(issue.data, record, answers)
  const save = async () => {
    setBusy(true)
    const saved = await settle(settleConflict(issue, values), texts.settled)
    setBusy(false)
    if (!saved) return
    await draft.remove()
    onDone()
  }
  const startOver = () => {
    setAnswers(noAnswers)
    setRestored(false)
    void draft.remove()
  }
  return (
    <>
      <DraftNotice restored={restored} onStartOver={startOver} />
      {issue.data.fields.map((conflict) => (
        <FieldConflict
          key={conflict.field}
          issue={issue}
          conflict={conflict}
          record={record}
          words={words}
          answers={answers}
          onAnswer={answer}
        />
      ))}
      <p className="text-sm text-ink-3">{words.messages.attention.versionsStay}</p>
      <ActionBar>
        {open > 0 && (
          <p className="flex items-center text-sm text-ink-3">{texts.stillToPick(open)}</p>
        )}
        <Button disabled={open > 0 || tooLong} busy={busy} onPress={() => void save()}>
          {texts.settle}
        </Button>
      </ActionBar>
    </>
  )
}

interface FieldConflictProps {
  issue: RecordOf<'sync-issue'>
  conflict: RecordOf<'sync-issue'>['data']['fields'][number]
  record: RecordNow
  words: Words
  answers: ConflictAnswers
  onAnswer(answers: ConflictAnswers): void
}

/** One field: two values to pick from, or two texts to be put together. */
function FieldConflict(props: FieldConflictProps) {
  const { issue, conflict, record, words, answers, onAnswer } = props
  const { recordType } = issue.data
  const { field } = conflict
  const label = fieldLabel(recordType, field, words)
  const look = useIssueLook(issue)
  const reveal = useReveal(() => look([field]))
  const sides = useSides(props)
  if (isTextConflict(recordType, field)) {
    return (
      <Panel title={label}>
        <TextConflictField
          text={textConflict(recordType, conflict, record, answers)}
          mine={sides.mine}
          theirs={sides.theirs}
          onAnswer={(next) => onAnswer({ ...answers, texts: { ...answers.texts, [field]: next } })}
        />
      </Panel>
    )
  }
  const isMasked = isMaskedField(recordType, field)
  return (
    // One tap shows both versions: they are of one field.
    <Panel title={label} action={isMasked && <RevealButton label={label} reveal={reveal} />}>
      <ValueConflict {...props} label={label} sides={sides} shown={reveal.shown || !isMasked} />
    </Panel>
  )
}

function ValueConflict(
  props: FieldConflictProps & { label: string; sides: ReturnType<typeof useSides>; shown: boolean },
) {
  const { issue, conflict, words, answers, onAnswer, label, sides, shown } = props
  const texts = words.messages.sync
  const { recordType } = issue.data
  const { field, mine } = conflict
  const wording = (value: unknown) => (
    <bdi aria-live={isMaskedField(recordType, field) ? 'polite' : undefined}>
      {(shown ? null : maskedWords(recordType, field, value, words)) ??
        valueWords(recordType, field, value, words)}
    </bdi>
  )
  return (
    <ConflictPair
      label={label}
      hideLabel
      pickedId={answers.picks[field] ?? null}
      onPick={(id) => {
        const pick = id === 'mine' ? 'mine' : 'theirs'
        onAnswer({ ...answers, picks: { ...answers.picks, [field]: pick } })
      }}
      sides={[
        { id: 'mine', ...sides.mine, value: wording(mine), pickLabel: texts.take },
        {
          id: 'theirs',
          ...sides.theirs,
          value: wording(sides.present.value),
          pickLabel: texts.take,
        },
      ]}
    />
  )
}

/** Who wrote each version, when, and on which device. */
export interface SideWords {
  heading: string
  who: string
  when: string
  device?: string | undefined
}

function useSides({ issue, conflict, record, words }: FieldConflictProps): {
  mine: SideWords
  theirs: SideWords
  present: PresentSide
} {
  const texts = words.messages.sync
  const session = useSession()
  const { madeAt, device } = issue.data
  const present = presentSide(conflict, record)
  const { by, at, since } = present
  return {
    present,
    mine: {
      heading: texts.mine,
      who: session.name,
      when: formatInstant(words.language, madeAt),
      device: texts.device(device.slice(-4)),
    },
    theirs: {
      heading: since ? texts.theirsSince : texts.theirs,
      who: by === null ? texts.someColleague : words.staffName(by),
      when: at === null ? '' : formatInstant(words.language, at),
    },
  }
}
