import type { FieldErrors } from 'react-hook-form'
import { sectionIds } from '#shared/domain/profile-section.ts'
import type { Messages } from '#i18n/messages.ts'
import type { Gap } from '#ui/error-summary.tsx'
import type { CustomerFormValues } from './customer-form-values.ts'

/** The fields with errors, from top to bottom, in the words of their labels. */
export function customerFormGaps(
  errors: FieldErrors<CustomerFormValues>,
  messages: Messages,
  values: Pick<CustomerFormValues, 'contactPoints'>,
): Gap[] {
  const { customers, profile } = messages
  const rows = values.contactPoints.flatMap(({ kind }, index): Gap[] => {
    const row = errors.contactPoints?.[index]
    return [
      ...(row?.value === undefined
        ? []
        : [{ name: `contactPoints.${index}.value`, label: profile.value[kind] }]),
      ...(row?.label === undefined
        ? []
        : [{ name: `contactPoints.${index}.label`, label: profile.contactLabel }]),
    ]
  })
  const before = [
    { name: 'name', label: customers.name },
    { name: 'reading', label: customers.reading },
    { name: 'salutation', label: customers.salutation },
    { name: 'ownerId', label: customers.ownerLabel },
    { name: 'phoneTail', label: customers.tailLabel },
  ] as const
  const after = [
    { name: 'aliases', label: customers.aliases },
    { name: 'taboos', label: customers.taboos },
    { name: 'likes', label: customers.likes },
    { name: 'doNotContactReason', label: customers.doNotContactReason },
    { name: 'pinnedNote', label: customers.pinnedNote },
    { name: 'deceasedOn', label: customers.deceasedOn },
    { name: 'mourningUntil', label: customers.mourningUntil },
    { name: 'tags', label: profile.tags },
    { name: 'riskAssessedOn', label: profile.riskAssessedOn },
    { name: 'goals', label: profile.goals },
    { name: 'habits', label: profile.habits },
    { name: 'idHmac', label: profile.identity },
    { name: 'occupation', label: profile.occupation },
    { name: 'employer', label: profile.employer },
    { name: 'family', label: profile.family },
    { name: 'contactWindow', label: profile.contactWindow },
  ] as const
  const sources = sectionIds.flatMap((id): Gap[] =>
    errors.sources?.[id]?.on === undefined
      ? []
      : [{ name: `sources.${id}.on`, label: `${profile.sections[id]} ${profile.collectedOn}` }],
  )
  const wrong = ({ name }: { name: keyof CustomerFormValues }) => errors[name] !== undefined
  return [...before.filter(wrong), ...rows, ...after.filter(wrong), ...sources]
}
