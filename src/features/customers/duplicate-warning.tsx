import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { use, useDeferredValue, useMemo } from 'react'
import { useWatch } from 'react-hook-form'
import { isSameIdentity } from '#shared/domain/customer-identity.ts'
import { parsePhone, phoneTail } from '#shared/domain/phone-number.ts'
import { useAll, useReplica } from '#replica/use-replica.ts'
import { Button } from '#ui/button.tsx'
import { useMessages } from '#i18n/language.tsx'
import { type CustomerFormValues, identityOf } from './customer-form-values.ts'
import {
  findDuplicates,
  type Candidate,
  type Duplicate,
  type DuplicateReason,
} from '#shared/domain/duplicate-customers.ts'
import { MergeOffer } from './merge-offer.ts'
import { useRecognisedReading } from './reading-field.tsx'

const mostShown = 3
/** Seen from the name without a number. */
const namesAlone: ReadonlySet<DuplicateReason> = new Set(['same-name', 'same-sound'])

function placeOf(reason: DuplicateReason): 'name' | 'number' | 'identity' {
  if (reason === 'same-identity') return 'identity'
  return namesAlone.has(reason) ? 'name' : 'number'
}

/**
 * Says while typing who may be the same person, beside what is typed: those by name there, those by number at the numbers, those
 * by identity number there. It never stands in the way of saving.
 */
export function DuplicateWarning(props: {
  of: 'name' | 'number' | 'identity' | 'all'
  found: readonly Duplicate[]
  /** What is to be done; left out: to go on if it is somebody else. */
  note?: string
  /** What was typed and not saved would be left behind by a merge. */
  isUnsaved: boolean
}) {
  const messages = useMessages()
  const texts = messages.customers
  const duplicates = props.found.filter(({ reason }) => {
    if (props.of === 'all') return true
    return props.of === placeOf(reason)
  })
  const onMerge = use(MergeOffer)
  return (
    <output className="block empty:absolute">
      {duplicates.length > 0 && (
        <div className="rounded-md bg-warn-soft px-4 py-3 text-on-warn-soft">
          <p className="flex items-start gap-2 font-semibold">
            <TriangleAlert size={18} className="mt-1 shrink-0" aria-hidden />
            {texts.duplicatesTitle(duplicates.length)}
          </p>
          <ul className="mt-1 pl-6.5">
            {duplicates.slice(0, mostShown).map(({ card, reason }) => (
              <li key={card.id} className="flex flex-wrap items-center gap-x-2">
                <Link
                  to="/customers/$customerId"
                  params={{ customerId: card.id }}
                  className="inline-flex min-h-11 flex-wrap items-center gap-x-2 underline decoration-1 underline-offset-4 md:min-h-8"
                >
                  <span className="min-w-0 font-medium wrap-anywhere">{card.data.name}</span>
                  <span className="text-sm">
                    {messages.domain.tier[card.data.tier]}
                    {card.data.phoneTail && ` · ${texts.phoneTail(card.data.phoneTail)}`}
                    {` · ${texts.duplicateWhy[reason]}`}
                  </span>
                </Link>
                {onMerge !== null && (
                  <Button
                    tone="ghost"
                    size="sm"
                    aria-label={texts.mergeWith(card.data.name)}
                    disabled={props.isUnsaved}
                    onPress={() => onMerge(card.id)}
                  >
                    {texts.merge}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <p className="mt-1 pl-6.5 text-sm">
            {props.note ?? texts.duplicateNote}
            {onMerge !== null && props.isUnsaved && ` ${texts.saveThenMerge}`}
          </p>
        </div>
      )}
    </output>
  )
}

/** Who may be the person being typed, for both places; looked for once. */
export function useDuplicates(exceptId: string | null): readonly Duplicate[] {
  const replica = useReplica()
  const cards = useAll('customer')
  const [name, reading, points, tail, idLast4, idHmac] = useWatch<
    CustomerFormValues,
    ['name', 'reading', 'contactPoints', 'phoneTail', 'idLast4', 'idHmac']
  >({ name: ['name', 'reading', 'contactPoints', 'phoneTail', 'idLast4', 'idHmac'] })
  const recognised = useRecognisedReading(name)
  // Twenty thousand cards are looked at when the hands rest, not between two strokes.
  const typed = useDeferredValue(
    JSON.stringify({ name, reading: reading.trim() || recognised, points, tail, idLast4, idHmac }),
  )
  return useMemo(() => {
    const candidate = candidateOf(JSON.parse(typed))
    if (candidate.name.trim() === '' && candidate.tails.length === 0) return []
    return findDuplicates(candidate, cards, (id) => replica.get('profile', id)?.data, exceptId)
  }, [typed, cards, replica, exceptId])
}

/** Who has the identity number that stands in the form. */
export function useSameIdentity(exceptId: string | null): readonly Duplicate[] {
  const replica = useReplica()
  const cards = useAll('customer')
  const [idLast4, idHmac] = useWatch<CustomerFormValues, ['idLast4', 'idHmac']>({
    name: ['idLast4', 'idHmac'],
  })
  return useMemo(() => {
    const identity = identityOf({ idLast4, idHmac })
    if (identity === undefined) return []
    return cards
      .filter(
        ({ id }) =>
          id !== exceptId && isSameIdentity(identity, replica.get('profile', id)?.data.identity),
      )
      .map((card) => ({ card, reason: 'same-identity' }))
  }, [idLast4, idHmac, cards, replica, exceptId])
}

function candidateOf({
  name,
  reading,
  points,
  tail,
  ...kept
}: Pick<CustomerFormValues, 'name' | 'reading' | 'idLast4' | 'idHmac'> & {
  points: CustomerFormValues['contactPoints']
  tail: string
}): Candidate {
  const phones = points
    .filter(({ kind }) => kind === 'mobile' || kind === 'tel')
    .flatMap(({ value }) => {
      const parsed = parsePhone(value)
      // A tail is only one when the whole number is there.
      return parsed.ok && parsed.value.value.length >= 7 ? [parsed.value.value] : []
    })
  const typedTail = /^\d{4}$/u.test(tail.trim()) && points.length === 0 ? [tail.trim()] : []
  const tails = [...phones.map(phoneTail), ...typedTail]
  return { name, reading, phones, tails, identity: identityOf(kept) }
}
