import {
  type MergeDifference,
  type MergePick,
  picksFor,
  valueOf,
} from '#shared/domain/merge-differences.ts'
import { stringsOf } from '#shared/protocol/record-draft.ts'
import { useLook } from '#replica/use-replica.ts'
import { useMergeMessages } from '#i18n/merge/use-merge-messages.ts'
import { RevealButton } from '#ui/masked-value.tsx'
import { useReveal } from '#ui/use-reveal.ts'
import type { DescribeValue, ValueInWords } from './describe-value.ts'
import { RadioLine } from './radio-line.tsx'

interface DifferenceFieldProps {
  difference: MergeDifference
  pick: MergePick
  onPick: (pick: MergePick) => void
  /** Whose profile the values are in, for the audit of a look (SE7). */
  ids: { kept: string; other: string }
  describe: DescribeValue
}

/** The name of a difference for keys and groups of radios. */
export function differenceKey({ record, fields }: MergeDifference): string {
  return `${record}.${fields[0]}`
}

/** One thing that the two say differently: both values, and which of them stands afterwards. */
export function DifferenceField(props: DifferenceFieldProps) {
  const texts = useMergeMessages()
  const { difference, pick, onPick, describe } = props
  const [field = ''] = difference.fields
  const label = describe(difference.record, field, difference.other[0])?.label ?? ''
  return (
    <fieldset className="grid min-w-0 gap-1 border-t border-line pt-3">
      <legend className="float-left text-sm font-semibold text-ink-2">
        {field === 'aliases' ? texts.names : label}
      </legend>
      <div className="clear-left grid gap-1">
        {picksFor(difference).map((each) => (
          <Choice
            key={each}
            {...props}
            value={each}
            name={differenceKey(difference)}
            checked={pick === each}
            onChoose={() => onPick(each)}
          />
        ))}
      </div>
    </fieldset>
  )
}

function Choice({
  difference,
  value,
  name,
  checked,
  onChoose,
  ids,
  describe,
}: Omit<DifferenceFieldProps, 'pick' | 'onPick'> & {
  value: MergePick
  name: string
  checked: boolean
  onChoose: () => void
}) {
  const texts = useMergeMessages()
  const look = useLook()
  const [field = ''] = difference.fields
  const recordId = value === 'kept' ? ids.kept : ids.other
  const reveal = useReveal(() => look([{ recordType: 'profile', recordId, field }]))
  const words = inWords(difference, value, describe)
  const isHidden = words.masked !== null
  const text = isHidden && !reveal.shown ? words.masked : words.text
  const isAddition = difference.kind === 'point' || field === 'aliases'
  const where = isAddition ? texts.addition[value] : texts.pick[value]
  return (
    <div className="flex min-w-0 items-center gap-1">
      <RadioLine name={name} checked={checked} onChoose={onChoose}>
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <span
            aria-live={isHidden ? 'polite' : undefined}
            className="wrap-anywhere whitespace-pre-line empty:hidden"
          >
            {isAddition && value === 'kept' ? '' : text || texts.nothing}
          </span>
          <span className="text-sm text-ink-3"> {where}</span>
        </span>
      </RadioLine>
      {isHidden && <RevealButton label={words.label} reveal={reveal} />}
    </div>
  )
}

/** All fields that go together, as one line; of names only those that are new. */
function inWords(
  difference: MergeDifference,
  pick: MergePick,
  describe: DescribeValue,
): ValueInWords {
  const { record, fields, kept } = difference
  const isName = fields[0] === 'aliases'
  const known = isName ? stringsOf(kept[0]) : []
  const [first, ...rest] = fields.map((field, index) => {
    const value = valueOf(difference, index, pick)
    const shown = isName ? stringsOf(value).filter((each) => !known.includes(each)) : value
    return describe(record, field, shown)
  })
  const more = rest.flatMap((words) => (words === null || words.text === '' ? [] : [words.text]))
  const text = [first?.text, ...more].filter(Boolean).join(' · ')
  return { label: first?.label ?? '', text, masked: text === '' ? null : (first?.masked ?? null) }
}
