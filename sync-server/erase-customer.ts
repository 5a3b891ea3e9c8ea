import type { RecordBody } from '#shared/protocol/record.ts'
import {
  type CustomerRecords,
  erasedAndHeld,
  findCustomerRecords,
  idsOf,
  keptUntil,
} from './customer-records.ts'
import { certificateOf, ErasureAccount, type ErasureCertificate } from './erasure-certificate.ts'
import { shownAsOne } from './merged-customers.ts'
import {
  soundTraces,
  withCarried,
  withoutCarried,
  withoutMergeLog,
  withoutTakenFrom,
} from './merge-traces.ts'
import { operationsOn } from './operations-on.ts'
import { placeRecord } from './record-place.ts'
import { namesOfCustomer, withoutCustomer } from './redact-record.ts'
import type { Services } from './services.ts'
import type { Store, Transaction } from './store/store.ts'

type EraseServices = Pick<Services, 'store' | 'clock' | 'newId'>

/**
 * SE7: erases a customer: card, profile and all children leave the database and, by out rows, every device at its next
 * pull; what colleagues typed about them and what waits goes with them. Notes about others too and hand-overs stay without
 * the name. Who was merged with them is the same person, and is erased with them (ME8). A complaint has to be kept for three
 * years after it was closed; until then it only loses its link. Called again for somebody who was erased, it finishes what an
 * interruption left over, and answers the certificate as it stands. Throws an `Error` that an operator understands.
 *
 * `confirmed` are the customers that the operator was shown, this one among them; nobody else goes. If somebody was merged with
 * them since, it stops before anything is erased; who is merged while it runs stays, and stands for himself again.
 */
export async function eraseCustomer(
  { store, clock, newId }: EraseServices,
  customerId: string,
  reason: string,
  confirmed?: ReadonlySet<string>,
): Promise<ErasureCertificate> {
  const now = clock()
  const together = new Set([customerId])
  // Whoever is found on the way is added, and comes in his turn.
  for (const each of together) {
    const order = { id: newId(), customerId: each, reason, now, together, confirmed }
    const names = await store.write(now, (transaction) => eraseOnce(transaction, order))
    const still = await recordsThatSay(store, names)
    await forgetOperations(store, order)
    await note(store, order, { wiped: false, still })
  }
  // Once for all of them: it writes the whole database anew.
  const wiped = await store.wipeFreeSpace()
  for (const each of together) await note(store, { customerId: each, now }, { wiped })
  const certificate = await store.read((reader) => certificateOf(reader, customerId))
  if (certificate === undefined) throw new Error('The erasure was stored and is not found.')
  return certificate
}

interface Order {
  id: string
  customerId: string
  reason: string
  now: number
  /** Everybody who goes; completed by each. */
  together: Set<string>
  /** Nobody else may be added; whoever is, when it is left out. */
  confirmed?: ReadonlySet<string> | undefined
}

/** Answers what the customer was called; nothing when it was erased before. */
async function eraseOnce(transaction: Transaction, order: Order): Promise<string[]> {
  const { id, customerId, reason, now, together, confirmed } = order
  const { erasures, records, quarantine, handovers, audit } = transaction
  const card = await records.get('customer', customerId)
  if (card === undefined) {
    const erasure = await erasures.ofCustomer(customerId)
    const account = erasure && ErasureAccount.parse(JSON.parse(erasure.certificate))
    for (const each of account?.together ?? []) together.add(each)
    if (erasure !== undefined || together.size > 1) return []
    throw new Error(`There is no customer ${customerId}.`)
  }
  // Nobody adds to it meanwhile.
  await records.hold([card.scope])
  const search = { mentioning: records.mentioning, waiting: quarantine.all }
  const shown = [...(await shownAsOne(records, customerId))]
  const unasked = confirmed === undefined ? [] : shown.filter((each) => !confirmed.has(each))
  const [named] = together
  if (unasked.length > 0 && customerId === named) throw new Error(grownInWords(unasked))
  for (const each of shown) if (!unasked.includes(each)) together.add(each)
  const found = await findCustomerRecords(search, customerId)
  if (found === undefined) throw new Error('The card was there and is not found.')
  const profile = found.own.find(({ record }) => record.type === 'profile')
  const names = namesOfCustomer(found.card.record, profile?.record)
  const { erased, held } = erasedAndHeld(found, now)
  records.traceFor(id)
  for (const stored of erased) records.erase(stored)
  await keepWithout(transaction, found, { customerId, names })
  await forgetMerges(transaction, found, customerId)
  for (const complaint of held) {
    const { record, scope } = complaint
    records.replace(complaint, withoutCustomer(record, customerId, []), scope)
  }
  for (const waiting of found.waiting) await quarantine.release(waiting)
  await handovers.dropWork(customerId)
  const account: ErasureAccount = {
    reason,
    records: countByType(erased.map(({ record }) => record)),
    operationsWaiting: found.waiting.length,
    sharedNotes: [...found.shared, ...found.siblings].map(({ record }) => record.id),
    handovers: found.handovers.map(({ record }) => record.id),
    complaintsKept: held.map(({ record }) => ({
      id: record.id,
      until: keptUntil(record),
    })),
    ...(together.size > 1 ? { together: [...together] } : {}),
    stillMentionedIn: [],
    wiped: false,
  }
  await erasures.add({
    id,
    customer: customerId,
    at: now,
    certificate: JSON.stringify(account),
  })
  for (const { record } of erased) {
    audit.add({ at: now, what: 'record-erased', refType: record.type, refId: record.id })
  }
  const code = String(erased.length)
  audit.add({ at: now, what: 'customer-erased', refType: 'customer', refId: customerId, code })
  return names
}

/** Notes about others too or written together with one about this customer, and hand-overs, stay where they are for the others. */
async function keepWithout(
  { records }: Transaction,
  { shared, siblings, handovers }: CustomerRecords,
  { customerId, names }: { customerId: string; names: readonly string[] },
): Promise<void> {
  for (const stored of [...shared, ...siblings, ...handovers]) {
    const record = withoutCustomer(stored.record, customerId, names)
    const { type, id, data, createdBy } = record
    // SC1: a note lies with the first customer that it names; a hand-over of nobody else stays where it was.
    const place =
      type === 'interaction' && idsOf(record).length > 0
        ? await placeRecord(records, { type, id, data, author: createdBy })
        : undefined
    records.replace(stored, record, place?.ok === true ? place.value : stored.scope)
  }
}

/** ME8: merges that were undone left values of the one with the other. Who is still merged is erased by himself. */
async function forgetMerges(
  { records }: Transaction,
  { card, own, logs }: CustomerRecords,
  customerId: string,
): Promise<void> {
  for (const stored of logs) {
    records.replace(stored, withoutMergeLog(stored.record, customerId), stored.scope)
  }
  const find = async (type: string, id: string) =>
    type === 'customer' && id === customerId ? card : await records.get(type, id)
  const profile = own.find(({ record }) => record.type === 'profile')?.record
  const traces = await withCarried(await soundTraces(profile, find), find)
  for (const keptId of new Set(traces.map((trace) => trace.keptId))) {
    for (const type of ['customer', 'profile'] as const) {
      const stored = await records.get(type, keptId)
      if (stored === undefined) continue
      const left = withoutTakenFrom(stored.record, traces)
      records.replace(
        stored,
        type === 'profile' ? withoutCarried(left, traces) : left,
        stored.scope,
      )
    }
  }
}

function grownInWords(ids: readonly string[]): string {
  const who = ids.map((id) => `customer ${id}`).join(', ')
  const [is, it] = ids.length === 1 ? ['was', 'it'] : ['were', 'them']
  return `Nothing was erased: ${who} ${is} merged with this one just now. Run the command again to be shown ${it}.`
}

/** Texts elsewhere that hold the name, or one like it: a person has to look. */
async function recordsThatSay(
  store: Store,
  names: readonly string[],
): Promise<ErasureAccount['stillMentionedIn'] | undefined> {
  if (names.length === 0) return undefined
  const found = new Map<string, { type: string; id: string }>()
  await store.read(async ({ records }) => {
    for (const { record } of await records.mentioning(names)) {
      found.set(`${record.type}|${record.id}`, { type: record.type, id: record.id })
    }
  })
  return [...found.values()]
}

/** What an operation said could be guessed from its hash; the answer stays, so that it is not run again. */
async function forgetOperations(store: Store, { customerId, now }: Order): Promise<void> {
  const operations = await store.read(async ({ erasures, audit }) => {
    const erasure = await erasures.ofCustomer(customerId)
    if (erasure === undefined) return []
    const records = await erasures.recordsOf(erasure.id)
    return operationsOn(audit, new Set(records.map(({ id }) => id)))
  })
  const ids = operations.flatMap(({ row }) => row.operationId ?? [])
  await store.write(now, ({ results }) => results.forget(ids))
}

async function note(
  store: Store,
  { customerId, now }: Pick<Order, 'customerId' | 'now'>,
  { wiped, still }: { wiped: boolean; still?: ErasureAccount['stillMentionedIn'] | undefined },
): Promise<void> {
  await store.write(now, async ({ erasures }) => {
    const erasure = await erasures.ofCustomer(customerId)
    if (erasure === undefined) return
    const account = ErasureAccount.parse(JSON.parse(erasure.certificate))
    const isKept = new Set(account.complaintsKept.map(({ id }) => id))
    const stillMentionedIn = (still ?? account.stillMentionedIn).filter(({ id }) => !isKept.has(id))
    const noted: ErasureAccount = { ...account, wiped, stillMentionedIn }
    await erasures.setCertificate(erasure.id, JSON.stringify(noted))
  })
}

function countByType(records: readonly RecordBody[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { type } of records) counts[type] = (counts[type] ?? 0) + 1
  return counts
}
