import { type MergeDifference, type MergePick, picksFor } from '#shared/domain/merge-differences.ts'
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
  const isAddition = difference.kind === 'point'
  const words = value === 'both' ? null : inWords(difference, value, describe)
  const isHidden = words?.masked != null
  const text = isHidden && !reveal.shown ? words.masked : words?.text
  return (
    <div className="flex min-w-0 items-center gap-1">
      <RadioLine name={name} checked={checked} onChoose={onChoose}>
        <span
          aria-live={isHidden ? 'polite' : undefined}
          className="wrap-anywhere whitespace-pre-line"
        >
          {isAddition && value === 'kept' ? texts.nothing : (text ?? texts.both)}
        </span>
        {value !== 'both' && !isAddition && (
          <span className="block text-sm text-ink-3"> {texts.pick[value]}</span>
        )}
      </RadioLine>
      {isHidden && <RevealButton label={words.label} reveal={reveal} />}
    </div>
  )
}

/** All fields that go together, as one line. */
function inWords(
  { record, fields, ...sides }: MergeDifference,
  side: 'kept' | 'other',
  describe: DescribeValue,
): ValueInWords {
  const [first, ...rest] = fields.map((field, index) => describe(record, field, sides[side][index]))
  const more = rest.flatMap((words) => (words === null || words.text === '' ? [] : [words.text]))
  const text = [first?.text, ...more].filter(Boolean).join(' · ')
  return { label: first?.label ?? '', text: text || '—', masked: first?.masked ?? null }
}
