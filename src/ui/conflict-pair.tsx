import { Check } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Button } from './button.tsx'

export interface ConflictSide {
  id: string
  /** “本机” or “服务器”. */
  heading: string
  value: ReactNode
  who: string
  when: string
  device?: string | undefined
  /** “用这一版”; the value's heading is added for screen readers. */
  pickLabel: string
}

export interface ConflictPairProps {
  /** The field in question. */
  label: string
  /** A heading above says it already. */
  hideLabel?: boolean | undefined
  sides: readonly [ConflictSide, ConflictSide]
  pickedId: string | null
  onPick: (id: string) => void
}

/** Two versions of one field, side by side from tablet up, with who wrote them, when and where. */
export function ConflictPair(props: ConflictPairProps) {
  const id = useId()
  return (
    <fieldset aria-labelledby={id} className="min-w-0">
      <div id={id} className={props.hideLabel ? 'sr-only' : 'mb-2 text-sm font-medium text-ink-2'}>
        {props.label}
      </div>
      <div className="grid gap-2 md:grid-cols-2 md:gap-3">
        {props.sides.map((side) => (
          <Side
            key={side.id}
            side={side}
            picked={side.id === props.pickedId}
            onPick={() => props.onPick(side.id)}
          />
        ))}
      </div>
    </fieldset>
  )
}

function Side(props: { side: ConflictSide; picked: boolean; onPick: () => void }) {
  const { side, picked } = props
  return (
    <div
      className={`flex min-w-0 flex-col gap-3 rounded-md border p-4 transition-colors duration-150 ${picked ? 'border-primary bg-primary-soft' : 'border-line bg-surface'}`}
    >
      <div className="min-w-0 flex-1">
        <div className={`text-xs font-medium ${picked ? 'text-on-primary-soft' : 'text-ink-3'}`}>
          {side.heading}
        </div>
        <div className="mt-1 text-md font-medium wrap-anywhere">{side.value}</div>
        <div
          className={`tnum mt-1 text-sm wrap-anywhere ${picked ? 'text-on-primary-soft' : 'text-ink-3'}`}
        >
          {[side.who, side.when, side.device].filter(Boolean).join(' · ')}
        </div>
      </div>
      <Button
        tone={picked ? 'primary' : 'outline'}
        full
        icon={picked ? Check : undefined}
        aria-pressed={picked}
        aria-label={`${side.pickLabel} ${side.heading}`}
        onPress={props.onPick}
      >
        {side.pickLabel}
      </Button>
    </div>
  )
}
