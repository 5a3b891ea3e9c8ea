import { useMemo, useSyncExternalStore } from 'react'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { CadenceRules } from '#shared/domain/cadence-rules.ts'
import type { CustomerFacts } from '#shared/domain/customer-filter.ts'
import type { ImportantDate } from '#shared/domain/important-date.ts'
import { openNeedTypes } from '#shared/domain/need.ts'
import { nextBirthday } from '#shared/domain/next-birthday.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { cadencesOf } from '#replica/cadences.ts'
import { contactCard, contactCardOf } from '#replica/contact-card.ts'
import { lastContactByCustomer } from '#replica/last-contact.ts'
import type { Replica } from '#replica/replica.ts'
import { useCadenceRules } from '#replica/use-cadence.ts'
import { useReplica, useToday } from '#replica/use-replica.ts'

/**
 * What filters, orders and columns ask about customers. Each thing is worked out when it is first asked for and kept until
 * a record of its kind changes: a list that shows no birthdays never looks at the dates.
 */
export function useCustomerFacts(): CustomerFacts {
  const replica = useReplica()
  const today = useToday()
  const rules = useCadenceRules()
  const profiles = useRevision('profile')
  const notes = useRevision('interaction')
  const dates = useRevision('important-date')
  const needs = useRevision('need')
  const cards = useRevision('customer')
  return useMemo(
    () => customerFacts(replica, today, rules),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the replica answers otherwise after a revision
    [replica, today, rules, profiles, notes, dates, needs, cards],
  )
}

/** The same outside of a screen. */
export function customerFacts(
  replica: Replica,
  today: CivilDate,
  rules: CadenceRules,
): CustomerFacts {
  const scopes = new Set(replica.session.scopes)
  const contacts = once(() => lastContactByCustomer(replica.all('interaction')))
  const cards = once(() => replica.all('customer'))
  const dues = once(() => keptDues(replica, today, rules, [cards(), replica.all('interaction')]))
  const birthdays = once(() =>
    keptBirthdays(replica, today, rules, [cards(), replica.all('important-date')]),
  )
  return {
    today,
    holdsOwner: (ownerId) => scopes.has(portfolioScope(ownerId)),
    profileOf: (id) => replica.get('profile', id)?.data,
    openNeedsOf: (id) => openNeedTypes(replica.by('need.customer', id)),
    lastContactAt: (id) => contacts().get(id),
    dueOf: (id) => dues().get(id) ?? null,
    birthdayOf: (id) => birthdays().get(id),
  }
}

/** What was worked out from these arrays on this day holds until one of them changes. */
function keptFor<Value>(make: (replica: Replica, today: CivilDate, rules: CadenceRules) => Value) {
  let kept: { from: readonly unknown[]; value: Value } | null = null
  return (replica: Replica, today: CivilDate, rules: CadenceRules, from: readonly unknown[]) => {
    const all = [replica, today, rules, ...from]
    if (kept === null || all.some((each, index) => each !== kept?.from[index])) {
      kept = { from: all, value: make(replica, today, rules) }
    }
    return kept.value
  }
}

const keptDues = keptFor(duesOf)
const keptBirthdays = keptFor((replica, today) => birthdaysOf(replica, today))

/** As on the board of the cadence: whoever is to be tried again later, or is not to be contacted, is not due. */
function duesOf(
  replica: Replica,
  today: CivilDate,
  rules: CadenceRules,
): ReadonlyMap<string, 'due' | 'overdue'> {
  const due = new Map<string, 'due' | 'overdue'>()
  const all = cadencesOf({
    cards: replica.all('customer').map((card) => contactCard(replica, card)),
    notes: replica.all('interaction'),
    scopes: replica.session.scopes,
    rules,
    today,
  })
  for (const { card, cadence } of all) {
    if (cadence.held !== null || cadence.standing === 'rested') continue
    if ((cadence.retry?.on ?? today) <= today) due.set(card.id, cadence.standing)
  }
  return due
}

function birthdaysOf(replica: Replica, today: CivilDate): ReadonlyMap<string, CivilDate> {
  const ofCustomer = new Map<string, ImportantDate[]>()
  for (const { data } of replica.all('important-date')) {
    if (data.kind !== 'birthday') continue
    const known = ofCustomer.get(data.customerId)
    if (known === undefined) ofCustomer.set(data.customerId, [data])
    else known.push(data)
  }
  const next = new Map<string, CivilDate>()
  for (const [id, dates] of ofCustomer) {
    const card = contactCardOf(replica, id)
    const on = card === undefined ? undefined : nextBirthday(dates, card.data, today)
    if (on !== undefined) next.set(id, on)
  }
  return next
}

function useRevision(
  type: 'customer' | 'profile' | 'interaction' | 'important-date' | 'need',
): number {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, () => replica.revision(type))
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null
  return () => (made ??= { value: make() }).value
}
