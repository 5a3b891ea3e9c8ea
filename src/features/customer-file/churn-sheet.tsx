import type { ReactNode } from 'react'
import { mayIntervene } from '#shared/domain/churn-intervention.ts'
import {
  churnCauses,
  churnKinds,
  ChurnSignal,
  churnSeverities,
  churnStates,
  interventionTaskId,
} from '#shared/domain/churn-signal.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useContactCard } from '#replica/contact-card.ts'
import { useChurnOf } from '#replica/use-churn.ts'
import {
  useBy,
  useIsLoaded,
  useNewId,
  useRecord,
  useReplica,
  useToday,
} from '#replica/use-replica.ts'
import { useChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { type FileValues, fileValuesOf, filledOf, gapsIn } from './file-form.ts'
import { FileSheet, MissingSheet } from './file-sheet.tsx'
import type { FieldSpec } from './file-field.tsx'
import { optionsOf } from './options-of.ts'
import { useRemoveEntry } from './use-remove-entry.ts'
import { taskOfRemoved } from './rule-task.ts'
import { saveSignal } from './save-signal.ts'
import { useSignalOf } from './use-take-up.ts'
import { writtenAbout } from './written-about.ts'

const names = ['kind', 'severity', 'evidence', 'noticedOn', 'state', 'cause', 'note']

interface ChurnSheetProps {
  customerId: string
  /** A record, or a suggestion that has none yet; a new one by hand without. */
  entryId?: string | undefined
  footnote?: ReactNode
  onClose: () => void
}

/** R43: a signal as it is noted, judged, and ended; what the records suggest opens in the same sheet. */
export function ChurnSheet({ customerId, entryId, footnote, onClose }: ChurnSheetProps) {
  const texts = useChurnMessages()
  const today = useToday()
  const loaded = useIsLoaded()
  const signalOf = useSignalOf()
  const replica = useReplica()
  const card = useContactCard(useRecord('customer', customerId))
  const record = useRecord('churn-signal', entryId)
  const consents = useBy('consent.customer', card?.id ?? '')
  const suggestion = useChurnOf(card).find(({ id }) => id === entryId)
  const isShown = record !== undefined && record.archivedAt === undefined
  const title = entryId === undefined ? texts.newTitle : texts.editTitle
  if (card === undefined || (entryId !== undefined && !isShown && suggestion === undefined)) {
    return loaded ? <MissingSheet title={title} onClose={onClose} /> : null
  }
  const state = mayIntervene(card.data, consents) ? 'intervening' : 'open'
  const fresh = { ...fileValuesOf({}, names), severity: 'medium', noticedOn: today, state }
  const suggested = suggestion && { ...fileValuesOf(signalOf(suggestion), names), state }
  return (
    <OpenedChurnSheet
      title={title}
      card={card}
      record={isShown ? record : undefined}
      signalId={entryId}
      aboutId={isShown ? writtenAbout(replica, record) : (suggestion?.customerId ?? card.id)}
      initial={isShown ? fileValuesOf(record.data, names) : (suggested ?? fresh)}
      footnote={isShown ? footnote : undefined}
      onClose={onClose}
    />
  )
}

function OpenedChurnSheet(props: {
  title: string
  card: RecordOf<'customer'>
  record: RecordOf<'churn-signal'> | undefined
  /** Undefined for one that is noted by hand. */
  signalId: string | undefined
  /** The card that it is written about, and of a suggestion that of its evidence (ME8). */
  aboutId: string
  initial: FileValues
  footnote: ReactNode
  onClose: () => void
}) {
  const { card, record, initial, onClose } = props
  const messages = useMessages()
  const texts = useChurnMessages()
  const today = useToday()
  const replica = useReplica()
  const newId = useNewId()
  const remove = useRemoveEntry('churn-signal')
  const fields = useFields(card, initial['state'])
  const dataOf = (values: FileValues) => signalData(values, props.aboutId)
  return (
    <FileSheet
      title={props.title}
      customerId={card.id}
      draftKey={props.signalId === undefined ? `new-churn:${card.id}` : `churn:${props.signalId}`}
      initial={{ ...initial, stage: 'keep' }}
      fields={fields}
      check={(values) => {
        const gaps = gapsIn('churn-signal', dataOf(values), values)
        // A false alarm that says no reason would be judged again by the next reader.
        if (values['state'] === 'dismissed' && !values['note']?.trim()) gaps['note'] = 'required'
        return gaps
      }}
      requests={(values, opened) => {
        const to = ChurnSignal.parse(dataOf(values))
        return saveSignal(replica, {
          signalId: props.signalId ?? newId(),
          from: record === undefined ? to : ChurnSignal.parse(dataOf(opened)),
          to,
          card,
          today,
          taskTitle: texts.task(messages.customerFile.churnKind[to.kind]),
          completionId: newId(),
          stage: stageAfter(values),
        })
      }}
      renderAfter={(values) => <Hint card={card} state={values['state']} texts={texts} />}
      footnote={props.footnote}
      onRemove={
        record && (() => remove(record.id, taskOfRemoved(replica, interventionTaskId(record.id))))
      }
      onClose={onClose}
    />
  )
}

/** What the form says of the signal: a cause only where it ended, and nothing of the stage. */
function signalData({ stage: _stage, ...values }: FileValues, customerId: string) {
  const { cause, ...rest } = filledOf(values)
  return {
    ...rest,
    ...(isEnd(values['state']) && cause !== undefined ? { cause } : {}),
    customerId,
  }
}

function isEnd(state: string | undefined): state is 'recovered' | 'lost' {
  return state === 'recovered' || state === 'lost'
}

function stageAfter({ state, stage }: FileValues): 'recovered' | 'lost' | null {
  return stage === 'set' && isEnd(state) ? state : null
}

function useFields(card: RecordOf<'customer'>, openedState: string | undefined): FieldSpec[] {
  const messages = useMessages()
  const texts = useChurnMessages()
  const today = useToday()
  const labels = messages.customerFile
  const stages = messages.domain.stage
  const { stage } = card.data
  const isHeld = !mayIntervene(card.data, useBy('consent.customer', card.id))
  // Invariant 5: whoever must not be contacted gets no task; one that runs already can be ended.
  const states = churnStates.filter(
    (state) => state !== 'intervening' || !isHeld || openedState === 'intervening',
  )
  const stageField = (state: 'recovered' | 'lost'): FieldSpec => ({
    name: 'stage',
    label: texts.stage,
    kind: 'choice',
    options: [
      { value: 'keep', label: texts.stageKeep(stages[stage]) },
      { value: 'set', label: texts.stageSet(stages[state]) },
    ],
    isAsked: (values) => values['state'] === state && stage !== state,
  })
  return [
    {
      name: 'kind',
      label: texts.kind,
      kind: 'select',
      required: true,
      placeholder: texts.kindChoose,
      options: optionsOf(churnKinds, labels.churnKind),
    },
    {
      name: 'evidence',
      label: texts.evidence,
      kind: 'area',
      required: true,
      max: textLimits.paragraph,
      placeholder: texts.evidencePlaceholder,
    },
    {
      name: 'severity',
      label: texts.severity,
      kind: 'choice',
      required: true,
      options: optionsOf(churnSeverities, labels.churnSeverity),
    },
    { name: 'noticedOn', label: texts.noticedOn, kind: 'date', required: true, last: today },
    {
      name: 'state',
      label: texts.state,
      kind: 'choice',
      required: true,
      options: optionsOf(states, labels.churnState),
    },
    {
      name: 'cause',
      label: texts.causeLabel,
      kind: 'select',
      options: optionsOf(churnCauses, labels.churnCause),
      isAsked: ({ state }) => isEnd(state),
    },
    {
      name: 'note',
      label: texts.note,
      kind: 'area',
      max: textLimits.paragraph,
      placeholder: texts.notePlaceholder,
      isAsked: ({ state }) => state !== 'dismissed',
    },
    {
      name: 'note',
      label: texts.whyFalse,
      kind: 'area',
      required: true,
      max: textLimits.paragraph,
      placeholder: texts.whyFalsePlaceholder,
      isAsked: ({ state }) => state === 'dismissed',
    },
    stageField('recovered'),
    stageField('lost'),
  ]
}

/** What saving does beside keeping the record. */
function Hint(props: {
  card: RecordOf<'customer'>
  state: string | undefined
  texts: ReturnType<typeof useChurnMessages>
}) {
  const { card, state, texts } = props
  const isHeld = !mayIntervene(card.data, useBy('consent.customer', card.id))
  const words = () => {
    if (isHeld) return texts.heldHint
    if (state === 'intervening') return texts.interveneHint
    return isEnd(state) ? texts.endHint : null
  }
  const said = words()
  return said === null ? null : (
    <p className="rounded-lg bg-sunken px-4 py-3 text-sm text-ink-2">{said}</p>
  )
}
