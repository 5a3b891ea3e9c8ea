import type { CadencePolicy, CadenceRules } from './cadence-rules.ts'
import { type CivilDate, dayNumberInShanghai, fromDayNumber, toDayNumber } from './civil-date.ts'
import type { Customer } from './customer.ts'
import { countsAsTouch, type Interaction } from './interaction.ts'

/** What a note says about the rhythm of contacts. */
export type CadenceContact = Pick<
  Interaction,
  'at' | 'direction' | 'result' | 'purpose' | 'productTalk'
>

export interface CadenceInput {
  customer: Pick<Customer, 'tier' | 'doNotContact' | 'deceasedOn'>
  /** All contacts with this customer, in any order. */
  contacts: readonly CadenceContact[]
  /** Instant in ms since which the customer is known: from there those are counted who were never reached. */
  knownSince: number
  rules: CadenceRules
  today: CadenceDay
}

/** A day as it is counted with, made once for all customers: its number, and that of the first of its month. */
export interface CadenceDay {
  number: number
  monthStart: number
}

export function cadenceDay(today: CivilDate): CadenceDay {
  return { number: toDayNumber(today), monthStart: toDayNumber(`${today.slice(0, 7)}-01`) }
}

/** 联系节奏: how one customer stands between being forgotten and being pestered. All days are civil days in Shanghai. */
export interface Cadence {
  policy: CadencePolicy
  /** Invariant 5: why no contact is asked for at all; null when it may be. */
  held: 'deceased' | 'all' | 'all_but_service' | null
  /** Instant in ms of the last contact that reached the customer; null: never. */
  lastTouchAt: number | null
  /** Days since then, or since the customer is known. */
  daysSince: number
  /** Day number on which the next is due; `dueOn` says the date. */
  dueDay: number
  standing: 'rested' | 'due' | 'overdue'
  /** Tries since the last contact that reached nobody, and from which day on the next makes sense; null without any. */
  retry: { tries: number; on: CivilDate; isSpent: boolean } | null
  /** Days of this calendar month with a contact that the customer did not ask for. */
  usedThisMonth: number
  /** First day on which the next such contact keeps the gap; null when it is kept today. */
  welcomeFrom: CivilDate | null
  /** Contacts up to the last one that all spoke of products. */
  productsInRow: number
  /** R38: of the contacts that the customer did not ask for, those about products and those that were not. */
  share: { product: number; care: number }
  /** Past the due day, as a share of the ideal gap, times the weight of the tier; 0 before it. */
  priority: number
}

/**
 * R28, R34: where a customer stands. An incoming contact starts the count anew, a try that reached nobody does not
 * (domain rule 2.5); contacts of one day count as one, however many notes there are of it.
 */
export function cadenceOf(input: CadenceInput): Cadence {
  const { customer, contacts, knownSince, rules, today } = input
  const policy = rules.tiers[customer.tier]
  // Most customers of a large branch have one contact or none.
  const newestFirst = contacts.length < 2 ? contacts : contacts.toSorted(newerFirst)
  const lastTouchAt = newestFirst.find(countsAsTouch)?.at ?? null
  const since = dayNumberInShanghai(lastTouchAt ?? knownSince)
  const daysSince = Math.max(0, today.number - since)
  const unasked = newestFirst.filter((contact) => countsAsTouch(contact) && isUnasked(contact))
  const past = Math.max(0, daysSince - policy.idealDays)
  return {
    policy,
    held: heldBy(customer),
    lastTouchAt,
    daysSince,
    dueDay: since + policy.idealDays,
    standing: standingAfter(daysSince, policy),
    retry: retryAfter(newestFirst, rules),
    usedThisMonth: daysOf(unasked, today.monthStart),
    welcomeFrom: welcomeAfter(unasked, policy, today),
    productsInRow: productsInRow(unasked),
    share: shareOf(unasked),
    priority: (past / policy.idealDays) * policy.weight,
  }
}

/** The day on which the next contact is due. */
export function dueOn({ dueDay }: Pick<Cadence, 'dueDay'>): CivilDate {
  return fromDayNumber(dueDay)
}

/** R39: whether somebody was contacted more than the rules of the tier allow; the most telling reason, or null. */
export function overContacted(cadence: Cadence): 'cap' | 'products' | null {
  const { policy, usedThisMonth, productsInRow } = cadence
  if (usedThisMonth > policy.monthlyCap) return 'cap'
  return productsInRow > policy.productsInRow ? 'products' : null
}

/** Purposes that answer something the customer brought, promised or complained of. */
const askedFor: ReadonlySet<string> = new Set(['service', 'complaint', 'followup'])
/** Greetings count, and are never too early (domain rule 2.5). */
const greetings: ReadonlySet<string> = new Set(['birthday', 'festival'])

/** Whether the bank made this contact on its own account; one without a purpose is taken for such. */
export function isUnasked({ direction, purpose }: CadenceContact): boolean {
  if (direction === 'in') return false
  return purpose.length === 0 || purpose.some((each) => !askedFor.has(each))
}

function newerFirst(one: CadenceContact, other: CadenceContact): number {
  return other.at - one.at
}

/** A question that the customer asked recommends nothing (invariant 11). */
function isAboutProduct({ purpose, productTalk }: CadenceContact): boolean {
  return purpose.includes('product') && productTalk?.kind !== 'enquiry'
}

/** Invariant 5: why no contact is asked for at all. */
export function heldBy({
  doNotContact,
  deceasedOn,
}: Pick<Customer, 'doNotContact' | 'deceasedOn'>): Cadence['held'] {
  if (deceasedOn !== undefined) return 'deceased'
  return doNotContact === 'all' || doNotContact === 'all_but_service' ? doNotContact : null
}

function standingAfter(days: number, policy: CadencePolicy): Cadence['standing'] {
  if (days >= policy.overdueDays) return 'overdue'
  return days >= policy.idealDays ? 'due' : 'rested'
}

function retryAfter(
  newestFirst: readonly CadenceContact[],
  { retry }: CadenceRules,
): Cadence['retry'] {
  const lastTouch = newestFirst.findIndex(countsAsTouch)
  const after = lastTouch === -1 ? newestFirst : newestFirst.slice(0, lastTouch)
  const tries = after.filter(({ result }) => result === 'no_answer' || result === 'busy')
  const [last] = tries
  if (last === undefined) return null
  const on = fromDayNumber(dayNumberInShanghai(last.at) + retry.afterDays)
  return { tries: tries.length, on, isSpent: tries.length >= retry.most }
}

function welcomeAfter(
  unasked: readonly CadenceContact[],
  { gapDays }: CadencePolicy,
  today: CadenceDay,
): CivilDate | null {
  const last = unasked.find(({ purpose }) => !isGreeting(purpose))
  if (last === undefined) return null
  const from = dayNumberInShanghai(last.at) + gapDays
  return from > today.number ? fromDayNumber(from) : null
}

function isGreeting(purpose: readonly string[]): boolean {
  return purpose.length > 0 && purpose.every((each) => greetings.has(each))
}

function productsInRow(unasked: readonly CadenceContact[]): number {
  const other = unasked.findIndex((contact) => !isAboutProduct(contact))
  return daysOf(other === -1 ? unasked : unasked.slice(0, other))
}

function shareOf(unasked: readonly CadenceContact[]): Cadence['share'] {
  const product = unasked.filter(isAboutProduct).length
  return { product, care: unasked.length - product }
}

/** How many days there are among contacts, the newest first, from a day number on. */
function daysOf(newestFirst: readonly CadenceContact[], from = -Infinity): number {
  let days = 0
  let last = Infinity
  for (const { at } of newestFirst) {
    const day = dayNumberInShanghai(at)
    if (day < from) break
    if (day !== last) days += 1
    last = day
  }
  return days
}
