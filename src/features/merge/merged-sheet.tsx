import { useState } from 'react'
import { type MergePick, mergedValues } from '#shared/domain/merge-differences.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMergeMessages } from '#i18n/merge/use-merge-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import type { DescribeValue } from './describe-value.ts'
import { DifferenceField, differenceKey } from './difference-field.tsx'
import { useDifferences } from './use-pair.ts'
import { useMerge } from './use-merge.ts'

/** What a customer who was merged says besides; it can be taken over at any time. */
export function MergedSheet({
  keptId,
  other,
  describe,
  onClose,
}: {
  keptId: string
  other: RecordOf<'customer'>
  describe: DescribeValue
  onClose: () => void
}) {
  const { app } = useMessages()
  const texts = useMergeMessages()
  const { take } = useMerge()
  const differences = useDifferences(keptId, other.id)
  const [picks, setPicks] = useState<ReadonlyMap<string, MergePick>>(new Map())
  const pickOf = (difference: (typeof differences)[number]) =>
    picks.get(differenceKey(difference)) ?? 'kept'
  const values = mergedValues(differences, pickOf)
  const save = async () => {
    if (await take(keptId, other.id, values)) onClose()
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={texts.mergedTitle(other.data.name)}
      description={differences.length === 0 ? texts.mergedNone : texts.mergedText}
      size="lg"
      footer={
        <>
          <Button tone="outline" onPress={onClose}>
            {app.close}
          </Button>
          {differences.length > 0 && (
            <Button disabled={values.length === 0} onPress={() => void save()}>
              {texts.take}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-3 pt-2">
        {differences.map((difference) => (
          <DifferenceField
            key={differenceKey(difference)}
            difference={difference}
            pick={pickOf(difference)}
            onPick={(pick) =>
              setPicks((before) => new Map([...before, [differenceKey(difference), pick]]))
            }
            ids={{ kept: keptId, other: other.id }}
            describe={describe}
          />
        ))}
      </div>
    </Sheet>
  )
}
