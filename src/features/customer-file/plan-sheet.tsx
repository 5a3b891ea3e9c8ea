import { addMonths } from '#shared/domain/civil-date.ts'
import { servicePlanId } from '#shared/domain/service-plan.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useCommit, useRecord, useReplica, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { fileChanges, type FileValues, fileValuesOf, filledOf, gapsIn } from './file-form.ts'
import { FileSheet } from './file-sheet.tsx'
import type { EntrySheetProps } from './need-sheet.tsx'
import { reviewTasks } from './plan-review.ts'
import { useRemoveEntry } from './use-remove-entry.ts'

const names = ['goals', 'nextSteps', 'reviewOn']
/** An assumption of this product: a plan is looked at again after three months unless a person says otherwise. */
const usualMonths = 3

/** R11: makes or changes the service plan of a customer; on its review date a task is due. */
export function PlanSheet({ customerId, footnote, onClose }: Omit<EntrySheetProps, 'entryId'>) {
  const texts = useMessages().customerFile.plan
  const today = useToday()
  const replica = useReplica()
  const remove = useRemoveEntry('service-plan')
  const id = servicePlanId(customerId)
  const record = useRecord('service-plan', id)
  const card = useRecord('customer', customerId)
  const isShown = record !== undefined && record.archivedAt === undefined
  const commit = useCommit()
  const review = (before: string | undefined, after: string | undefined) =>
    reviewTasks(replica, {
      customerId,
      assigneeId: card?.data.ownerId,
      title: texts.reviewTask,
      before,
      after,
    })
  const importId = record?.data.importId
  const dataOf = (values: FileValues) => ({
    ...filledOf(values),
    customerId,
    ...(importId === undefined ? {} : { importId }),
  })
  return (
    <FileSheet
      title={texts.edit}
      customerId={customerId}
      draftKey={`service-plan:${customerId}`}
      initial={
        isShown
          ? fileValuesOf(record.data, names)
          : { ...fileValuesOf({}, names), reviewOn: addMonths(today, usualMonths) }
      }
      fields={[
        {
          name: 'goals',
          label: texts.goals,
          kind: 'area',
          required: true,
          max: textLimits.paragraph,
          placeholder: texts.goalsPlaceholder,
        },
        {
          name: 'nextSteps',
          label: texts.nextSteps,
          kind: 'area',
          max: textLimits.paragraph,
          placeholder: texts.nextStepsPlaceholder,
        },
        {
          name: 'reviewOn',
          label: texts.reviewOn,
          kind: 'date',
          description: texts.reviewHint,
        },
      ]}
      check={(values) => gapsIn('service-plan', dataOf(values), values)}
      requests={(values, opened) => [
        ...(record !== undefined && !isShown
          ? [
              {
                recordType: 'service-plan' as const,
                recordId: id,
                kind: 'restore' as const,
                args: {},
              },
            ]
          : []),
        ...fileChanges(
          { type: 'service-plan', id, isNew: record === undefined },
          isShown || record === undefined ? dataOf(opened) : { ...record.data, customerId },
          dataOf(values),
        ),
        ...review(isShown ? record.data.reviewOn : undefined, values['reviewOn']),
      ]}
      footnote={footnote}
      onRemove={
        isShown
          ? () => {
              remove(id)
              void commit(review(record.data.reviewOn, undefined))
            }
          : undefined
      }
      onClose={onClose}
    />
  )
}
