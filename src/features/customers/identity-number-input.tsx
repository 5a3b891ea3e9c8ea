import { useState } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { createIdentityMarker } from '#shared/domain/identity-marker.ts'
import {
  identityLength,
  type IdentityNumber,
  normaliseIdentity,
  parseIdentityNumber,
} from '#shared/domain/identity-number.ts'
import type { useIdentityKey } from '#replica/identity-key.ts'
import { useToday } from '#replica/use-replica.ts'
import { useIdentityMessages } from '#i18n/identity/use-identity-messages.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { CustomerFormValues } from './customer-form-values.ts'
import type { SeenInNumber } from './identity-offer.tsx'
import type { TypedNumber } from './typed-number.ts'

/** What is kept of a number; empty for none. */
export type Kept = Pick<CustomerFormValues, 'idLast4' | 'idHmac'>

/** The field in which a number is typed; a whole one is handed on as what is kept of it, and forgotten. */
export function NumberInput({
  typed,
  identityKey: key,
  takesFocus,
  replaced,
  onTaken,
  onKeep,
}: {
  typed: TypedNumber
  identityKey: ReturnType<typeof useIdentityKey>
  takesFocus: boolean
  /** The last four of the number that is to be replaced; null where there is none. */
  replaced: string | null
  onTaken: (kept: Kept, seen: SeenInNumber) => void
  onKeep: () => void
}) {
  const texts = useIdentityMessages()
  const today = useToday()
  const { trigger } = useFormContext<CustomerFormValues>()
  const { fieldState } = useController<CustomerFormValues, 'idHmac'>({ name: 'idHmac' })
  const [text, setText] = useState(typed.get)
  const [isLeft, setLeft] = useState(false)
  const length = normaliseIdentity(text).length
  const asked = fieldState.error?.message
  const live = length > 0 && (isLeft || length >= identityLength) ? problemOf(text, today) : null
  const code = live ?? (length > 0 ? asked : undefined)

  async function take(identity: IdentityNumber, written: string): Promise<void> {
    if (!key) return
    const mark = await createIdentityMarker(crypto, key)
    const kept = await mark(identity)
    // Typed on meanwhile.
    if (typed.get() !== written) return
    typed.set('')
    onTaken(kept, { bornOn: identity.bornOn, gender: identity.gender })
  }

  const change = (written: string) => {
    typed.set(written)
    setText(written)
    setLeft(false)
    const parsed = parseIdentityNumber(written, today)
    if (parsed.ok) void take(parsed.value, written)
    else if (asked !== undefined) void trigger('idHmac')
  }
  const keep = () => {
    typed.set('')
    if (asked !== undefined) void trigger('idHmac')
    onKeep()
  }
  if (key === null) {
    return (
      <div data-field="idHmac" className="min-w-0">
        <TextField
          label={texts.label}
          value=""
          onChange={change}
          disabled
          description={replaced === null ? texts.noKey : texts.noKeyKept}
        />
        {replaced !== null && <KeepButton last4={replaced} onPress={keep} />}
      </div>
    )
  }
  return (
    <div data-field="idHmac" className="min-w-0">
      <TextField
        label={texts.label}
        value={text}
        onChange={change}
        onBlur={() => setLeft(true)}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- who replaces or deletes the number had the focus here
        autoFocus={takesFocus}
        placeholder={texts.placeholder}
        disabled={key === undefined}
        error={code === undefined ? undefined : texts.errors[code]}
        description={
          length > 0 && length < identityLength
            ? texts.incomplete(identityLength - length)
            : texts.help
        }
      />
      {replaced !== null && <KeepButton last4={replaced} onPress={keep} />}
    </div>
  )
}

function KeepButton({ last4, onPress }: { last4: string; onPress: () => void }) {
  const texts = useIdentityMessages()
  return (
    <div className="-ml-3">
      <Button tone="ghost" size="sm" onPress={onPress}>
        {texts.keep(last4)}
      </Button>
    </div>
  )
}

function problemOf(written: string, today: string): string | null {
  const parsed = parseIdentityNumber(written, today)
  return parsed.ok ? null : parsed.error.type
}
