import type { ReactNode } from 'react'
import { followUpOf, mayFollowUp } from '#shared/domain/change-watch.ts'
import {
  declineReasons,
  LifeEvent,
  lifeEventKinds,
  lifeEventStates,
  lifeEventTaskId,
} from '#shared/domain/life-event.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useContactCard } from '#replica/contact-card.ts'
import { useChangesOf } from '#replica/use-changes.ts'
import {
  useBy,
  useIsLoaded,
  useNewId,
  useRecord,
  useReplica,
  useRules,
  useToday,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import type { FieldSpec } from './file-field.tsx'
import { type FileValues, fileValuesOf, filledOf, gapsIn } from './file-form.ts'
import { FileSheet, MissingSheet } from './file-sheet.tsx'
import { optionsOf } from './options-of.ts'
import { taskOfRemoved } from './rule-task.ts'
import { saveChange } from './save-change.ts'
import { writtenAbout } from './written-about.ts'
import { useChangeWords } from './use-change-words.ts'
import { useRemoveEntry } from './use-remove-entry.ts'

const names = ['kind', 'on', 'note', 'state', 'reason']

interface ChangeSheetProps {
  customerId: string
  /** A record, or a maturity that has none yet; a new one without. */
  entryId?: string | undefined
  footnote?: ReactNode
  onClose: () => void
}

/** R27: a life event as it is noted and decided on; a maturity that comes near opens in the same sheet. */
export function ChangeSheet({ customerId, entryId, footnote, onClose }: ChangeSheetProps) {
  const { texts } = useChangeWords()
  const today = useToday()
  const loaded = useIsLoaded()
  const replica = useReplica()
  const card = useContactCard(useRecord('customer', customerId))
  const record = useRecord('life-event', entryId)
  const proposal = useChangesOf(card).find(({ eventId }) => eventId === entryId)
  const isShown = record !== undefined && record.archivedAt === undefined
  const title = entryId === undefined ? texts.newTitle : texts.editTitle
  if (card === undefined || (entryId !== undefined && !isShown && proposal === undefined)) {
    return loaded ? <MissingSheet title={title} onClose={onClose} /> : null
  }
  const fresh = {
    kind: proposal?.kind ?? '',
    on: proposal?.on ?? today,
    state: 'open',
  }
  return (
    <OpenedChangeSheet
      title={title}
      card={card}
      record={isShown ? record : undefined}
      entryId={entryId}
      fixed={{
        customerId: isShown ? writtenAbout(replica, record) : (proposal?.customerId ?? card.id),
        dateId: isShown ? record.data.dateId : (proposal?.dateId ?? undefined),
      }}
      initial={fileValuesOf(isShown ? record.data : fresh, names)}
      footnote={isShown ? footnote : undefined}
      onClose={onClose}
    />
  )
}

function OpenedChangeSheet(props: {
  title: string
  card: RecordOf<'customer'>
  record: RecordOf<'life-event'> | undefined
  /** Undefined for one that is noted by hand. */
  entryId: string | undefined
  fixed: Pick<LifeEvent, 'customerId' | 'dateId'>
  initial: FileValues
  footnote: ReactNode
  onClose: () => void
}) {
  const { card, record, entryId, initial, onClose } = props
  const { titleOf } = useChangeWords()
  const replica = useReplica()
  const newId = useNewId()
  const rules = useRules()
  const today = useToday()
  const remove = useRemoveEntry('life-event')
  const isHeld = !mayFollowUp(card.data, useBy('consent.customer', card.id))
  const fields = useFields(isHeld, initial['state'])
  const { customerId, dateId } = props.fixed
  const dataOf = (values: FileValues) => {
    const { reason, ...rest } = filledOf(values)
    return {
      ...rest,
      // Money that leaves is decided on among the churn signals.
      state: values['kind'] === 'money_out' ? 'open' : values['state'],
      ...(values['state'] === 'declined' && reason !== undefined ? { reason } : {}),
      customerId,
      ...(dateId === undefined ? {} : { dateId }),
    }
  }
  return (
    <FileSheet
      title={props.title}
      customerId={card.id}
      draftKey={entryId === undefined ? `new-change:${card.id}` : `change:${entryId}`}
      initial={initial}
      fields={fields}
      check={(values) => {
        const data = dataOf(values)
        const gaps = gapsIn('life-event', data, values)
        if (data.state === 'declined' && !values['reason']) gaps['reason'] = 'required'
        return gaps
      }}
      requests={(values, opened) => {
        const to = LifeEvent.parse(dataOf(values))
        return saveChange(replica, {
          eventId: entryId ?? newId(),
          from: record === undefined ? to : LifeEvent.parse(dataOf(opened)),
          to,
          card,
          task: taskOf(to),
        })
      }}
      renderAfter={(values) => (
        <Hint
          isHeld={isHeld}
          change={LifeEvent.safeParse(dataOf(values)).data}
          known={record?.data}
        />
      )}
      footnote={props.footnote}
      onRemove={
        record && (() => remove(record.id, taskOfRemoved(replica, lifeEventTaskId(record.id))))
      }
      onClose={onClose}
    />
  )

  function taskOf(change: LifeEvent) {
    const { dueOn, taskKind } = followUpOf(change.kind, change.on, { rules, today })
    return { title: titleOf(change), kind: taskKind, dueOn }
  }
}

function useFields(isHeld: boolean, openedState: string | undefined): FieldSpec[] {
  const { domain } = useMessages()
  const { texts } = useChangeWords()
  // Invariants 5, 17: whom the bank may not call gets no task; one that was planned already can be ended.
  const states = lifeEventStates.filter(
    (state) => state !== 'planned' || !isHeld || openedState === 'planned',
  )
  return [
    {
      name: 'kind',
      label: texts.kind,
      kind: 'choice',
      required: true,
      options: optionsOf(lifeEventKinds, domain.lifeEventKind),
    },
    { name: 'on', label: texts.day, kind: 'date', required: true },
    {
      name: 'note',
      label: texts.note,
      kind: 'area',
      max: textLimits.paragraph,
      placeholder: texts.notePlaceholder,
    },
    {
      name: 'state',
      label: texts.state,
      kind: 'choice',
      required: true,
      options: optionsOf(states, openedState === 'open' ? texts.choice : domain.lifeEventState),
      isAsked: ({ kind }) => kind !== 'money_out',
    },
    {
      name: 'reason',
      label: texts.reason,
      kind: 'choice',
      required: true,
      options: optionsOf(declineReasons, domain.declineReason),
      isAsked: ({ kind, state }) => kind !== 'money_out' && state === 'declined',
    },
  ]
}

/** What saving suggests or does beside keeping the record. */
function Hint(props: {
  isHeld: boolean
  change: LifeEvent | undefined
  known: LifeEvent | undefined
}) {
  const { texts, day, titleOf } = useChangeWords()
  const rules = useRules()
  const today = useToday()
  const { isHeld, change, known } = props
  const words = () => {
    if (isHeld) return texts.heldHint
    if (change === undefined || change.state === 'declined') return null
    if (change.kind === 'money_out') return texts.churnHint
    if (known?.state === 'planned' && change.state === 'planned') return null
    const { dueOn } = followUpOf(change.kind, change.on, { rules, today })
    const said = change.state === 'planned' ? texts.planHint : texts.openHint
    return said(day(dueOn), titleOf(change))
  }
  const said = words()
  return said === null ? null : (
    <p className="rounded-lg bg-sunken px-4 py-3 text-sm wrap-anywhere text-ink-2">{said}</p>
  )
}
