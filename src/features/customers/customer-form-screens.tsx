import { useState } from 'react'
import type { CustomerIdentity } from '#shared/domain/customer-identity.ts'
import { normaliseName } from '#shared/domain/person-name.ts'
import { noSearchKeys, parseReading, type SearchKeys } from '#shared/domain/search-keys.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { contactCard } from '#replica/contact-card.ts'
import type { ChangeRequest, Replica } from '#replica/replica.ts'
import { searchKeysFor } from '#replica/search/build-search-keys.ts'
import {
  useCommit,
  useDraft,
  useNewId,
  useRecord,
  useReplica,
  useSession,
  useToday,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { editableExtent, newCustomerAccess, seesPortfolio } from './customer-access.ts'
import { createCustomer, editCustomer, undoRequests } from './customer-commands.ts'
import { CustomerForm } from './customer-form.tsx'
import { CustomerFormDraft, customerFormOf, emptyCustomerForm } from './customer-form-values.ts'
import type { CustomerFormValues } from './customer-form-values.ts'

/** The form for a new customer; `onSaved` gets the id. */
export function NewCustomerForm(props: {
  onSaved: (customerId: string) => void
  onCancel: () => void
  onUndone: () => void
}) {
  const session = useSession()
  const today = useToday()
  const newId = useNewId()
  const save = useSave()
  const draft = useDraft('customer:new', CustomerFormDraft)
  const { choosesOwner, withProfile } = newCustomerAccess(session)
  const [fresh] = useState(() =>
    emptyCustomerForm({
      ownerId: choosesOwner ? '' : session.staffId,
      pointId: withProfile ? newId() : null,
    }),
  )
  if (!draft.loaded) return <SkeletonRows count={5} />
  return (
    <CustomerForm
      customerId={null}
      fresh={fresh}
      access={{ extent: 'all', choosesOwner, withProfile }}
      draft={draft}
      onCancel={props.onCancel}
      onSave={async (_opened, values) => {
        const customerId = newId()
        const searchKeys = await keysFor(values)
        const requests = createCustomer({
          customerId,
          dateId: newId(),
          values,
          searchKeys,
          branchId: session.branchId,
          withProfile,
          today,
        })
        // Whoever only registers a card for another cannot archive it again (SC5).
        if (!(await save(requests, withProfile ? props.onUndone : null))) return false
        await draft.remove()
        props.onSaved(customerId)
        return true
      }}
    />
  )
}

/** The form for an existing customer. */
export function EditCustomerForm(props: {
  card: RecordOf<'customer'>
  onSaved: () => void
  onCancel: () => void
}) {
  const { card } = props
  const replica = useReplica()
  const messages = useMessages()
  const session = useSession()
  const today = useToday()
  const save = useSave()
  const newId = useNewId()
  const profile = useRecord('profile', card.id)
  const draft = useDraft(`customer:${card.id}`, CustomerFormDraft)
  const withProfile = seesPortfolio(session, card.data)
  const extent = editableExtent(session, card)
  // The form says what it changes from: what was on screen when it opened, not what came in since.
  const [fresh] = useState(() =>
    customerFormOf(contactCard(replica, card).data, withProfile ? profile?.data : undefined),
  )
  const [keysBefore] = useState(card.data.searchKeys)
  if (extent === 'none') return <EmptyState title={messages.customers.cannotEdit} />
  if (!draft.loaded) return <SkeletonRows count={5} />
  return (
    <CustomerForm
      customerId={card.id}
      fresh={fresh}
      access={{ extent: extent === 'all' ? 'all' : 'counter', choosesOwner: false, withProfile }}
      draft={draft}
      onCancel={props.onCancel}
      onSave={async (opened, values) => {
        const to = soundsTheSame(opened, values) ? keysBefore : await keysFor(values)
        const requests = editCustomer({
          customerId: card.id,
          dateId: newId(),
          opened,
          values,
          searchKeys: { from: keysBefore, to },
          withProfile,
          hasProfile: profile !== undefined,
          today,
          cards: cardsOf(replica, card),
          identities: identitiesOf(replica, card),
          mergeLog: replica.get('profile', card.id)?.data.mergeLog,
        })
        if (!(await save(requests, noop))) return false
        await draft.remove()
        props.onSaved()
        return true
      }}
    />
  )
}

/** ME8: the card with those merged into it; nobody where there are none. */
function cardsOf(replica: Replica, card: RecordOf<'customer'>): RecordOf<'customer'>[] {
  const others = replica.mergedCustomers(card.id)
  if (others.length === 0) return []
  return [card, ...others.flatMap((id) => replica.get('customer', id) ?? [])]
}

/** Invariant 14: the numbers of those merged into the customer. */
function identitiesOf(
  replica: Replica,
  card: RecordOf<'customer'>,
): { id: string; identity: CustomerIdentity }[] {
  return replica.mergedCustomers(card.id).flatMap((id) => {
    const identity = replica.get('profile', id)?.data.identity
    return identity === undefined ? [] : [{ id, identity }]
  })
}

function noop(): void {
  // The page shows the former values by itself.
}

/** Commits, says so, and offers the way back unless `onUndone` is null; false when it could not be kept. */
function useSave(): (requests: ChangeRequest[], onUndone: (() => void) | null) => Promise<boolean> {
  const texts = useMessages()
  const commit = useCommit()
  const undo = async (requests: ChangeRequest[], onUndone: () => void) => {
    const undone = await commit(undoRequests(requests))
    toast({ text: undone.ok ? texts.customers.undone : texts.customers.undoFailed })
    if (undone.ok) onUndone()
  }
  return async (requests, onUndone) => {
    const saved = await commit(requests)
    if (!saved.ok) return false
    toast({
      text: texts.customers.saved,
      tone: 'done',
      ...(requests.length === 0 || onUndone === null
        ? {}
        : { action: { label: texts.app.undo, onPress: () => void undo(requests, onUndone) } }),
    })
    return true
  }
}

function soundsTheSame(opened: CustomerFormValues, values: CustomerFormValues): boolean {
  return spoken(opened) === spoken(values)
}

function spoken({ name, reading, aliases }: CustomerFormValues): string {
  return JSON.stringify([name, reading, aliases])
}

/** Without the dictionary a customer is still saved, and found by characters and phone tail. */
async function keysFor({ name, reading, aliases }: CustomerFormValues): Promise<SearchKeys> {
  const written = normaliseName(name)
  const typed = reading.trim() === '' ? null : parseReading(written, reading)
  const override = typed?.ok ? typed.value : undefined
  const words = aliases.map(normaliseName).filter((alias) => alias !== '')
  try {
    return await searchKeysFor(written, { aliases: words, override })
  } catch {
    // Losing the customer would be worse than a name that is found by its characters alone.
    return override === undefined ? noSearchKeys : { ...noSearchKeys, full: override }
  }
}
