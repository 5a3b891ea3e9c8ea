import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useIdentityKey } from '#replica/identity-key.ts'
import { useIdentityMessages } from '#i18n/identity/use-identity-messages.ts'
import type { CustomerFormValues } from './customer-form-values.ts'
import { DuplicateWarning, useSameIdentity } from './duplicate-warning.tsx'
import { IdentityOffer, type SeenInNumber } from './identity-offer.tsx'
import { type Kept, NumberInput } from './identity-number-input.tsx'
import { KeptIdentity, RemovedIdentity } from './kept-identity.tsx'
import type { TypedNumber } from './typed-number.ts'

interface IdentityFieldProps {
  customerId: string | null
  typed: TypedNumber
  isUnsaved: boolean
}

/**
 * R17 身份证号: as soon as the number is whole, it is turned into its last four and its mark and forgotten, so that it is on no
 * disk and on no wire (decision 148).
 */
export function IdentityField(props: IdentityFieldProps) {
  const texts = useIdentityMessages()
  const { setValue, getValues } = useFormContext<CustomerFormValues>()
  const last4 = useWatch<CustomerFormValues, 'idLast4'>({ name: 'idLast4' })
  const key = useIdentityKey()
  const [isReplacing, setReplacing] = useState(false)
  /** From the first tap on: what had the focus goes, and what comes in its place gets it. */
  const [hasActed, setActed] = useState(false)
  const [removed, setRemoved] = useState<Kept | null>(null)
  const [seen, setSeen] = useState<SeenInNumber | null>(null)
  const same = useSameIdentity(props.customerId)
  const keep = (kept: Kept) => {
    // What an earlier number said of the birthday goes with it.
    setValue('idBirthday', '')
    setValue('idLast4', kept.idLast4)
    setValue('idHmac', kept.idHmac, { shouldDirty: true, shouldValidate: true })
    setActed(true)
  }
  const taken = (kept: Kept, said: SeenInNumber) => {
    keep(kept)
    setSeen(said)
    setReplacing(false)
    setRemoved(null)
  }
  const remove = () => {
    const { idLast4, idHmac } = getValues()
    setRemoved({ idLast4, idHmac })
    setSeen(null)
    keep({ idLast4: '', idHmac: '' })
  }
  const restore = () => {
    if (removed !== null) keep(removed)
    setRemoved(null)
  }
  const isKept = last4 !== '' && !isReplacing
  return (
    <div>
      {isKept ? (
        <KeptIdentity
          last4={last4}
          takesFocus={hasActed}
          onReplace={() => {
            setActed(true)
            setReplacing(true)
          }}
          onRemove={remove}
        />
      ) : (
        <NumberInput
          {...props}
          identityKey={key}
          takesFocus={hasActed}
          replaced={isReplacing ? last4 : null}
          onTaken={taken}
          onKeep={() => setReplacing(false)}
        />
      )}
      {removed !== null && !isKept && (
        <RemovedIdentity last4={removed.idLast4} onRestore={restore} />
      )}
      {isKept && (
        <>
          <IdentityOffer key={last4} customerId={props.customerId} seen={seen} />
          <div className="mt-3">
            <DuplicateWarning
              of="identity"
              found={same}
              note={texts.sameNote}
              isUnsaved={props.isUnsaved}
            />
          </div>
        </>
      )}
    </div>
  )
}
