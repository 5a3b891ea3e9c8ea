import type { Role } from '#shared/domain/role.ts'
import { type RecordType, recordTypes } from '#shared/protocol/record.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { placeRecord } from '#server/record-place.ts'
import type { Services } from '#server/services.ts'
import { addBranch, addColleague, newRecord } from '#server/set-up-branch.ts'
import { hashToken } from '#server/sessions.ts'
import type { Transaction } from '#server/store/store.ts'
import { recordData } from './record-data.ts'
import type { PlannedRecord, WorldPlan } from './world-plan.ts'

export interface WorldPerson {
  id: string
  branch: string
  role: Role
  active: boolean
  /** A session that has not ended. */
  isSignedIn: boolean
  device: string
  epoch: string
  token: string
  /** The number of the next operation of this device. */
  nextN: number
}

export interface WorldRecord {
  type: RecordType
  id: string
  branch: string
  /** Whose it was in the beginning. */
  maker: string
}

/** Two branches as they were planned, in the database of a server. */
export interface World {
  people: WorldPerson[]
  /** Everything that was ever there, by type. */
  records: Record<RecordType, WorldRecord[]>
  erased: Set<string>
  newId: () => string
}

let given = 0
/** Never given twice, so that nothing that is remembered of one world is taken for the next one's. */
function nextId(): string {
  given += 1
  return `00000000-0000-4000-8000-${String(given).padStart(12, '0')}`
}

/** Before anything of a history happens: instant in ms. */
export const worldBegins = Date.UTC(2026, 10, 2, 1)

/** The one that a number picks of a list that is not empty. */
export function pickOf<Item>(items: readonly Item[], pick: number): Item {
  const found = items[pick % items.length]
  if (found === undefined) throw new Error('There is nothing to pick from.')
  return found
}

/** Puts what was planned into an empty database. */
export async function makeWorld(
  { store }: Pick<Services, 'store'>,
  plan: WorldPlan,
): Promise<World> {
  const branches = [nextId(), nextId()]
  const people = plan.people.map(({ branch, role, active }): WorldPerson => {
    const [id, device, epoch] = [nextId(), nextId(), nextId()]
    const token = `token of ${id}`
    const at = branches[branch] ?? ''
    return { id, branch: at, role, active, isSignedIn: active, device, epoch, token, nextN: 1 }
  })
  const none = Object.fromEntries(recordTypes.map((type) => [type, []]))
  const records = none as unknown as World['records']
  const world: World = { people, records, erased: new Set(), newId: nextId }
  await store.write(worldBegins, async (transaction) => {
    for (const [index, id] of branches.entries()) {
      const by = { at: worldBegins, staffId: people[0]?.id ?? '' }
      await addBranch(transaction, { id, name: '网点', code: `B${index}` }, by)
      records.branch.push({ type: 'branch', id, branch: id, maker: '' })
    }
    for (const person of people) await addPerson(transaction, world, person)
    for (const planned of [...plan.customers, ...plan.records]) {
      await addRecord(transaction, world, planned)
    }
  })
  return world
}

async function addPerson(
  transaction: Transaction,
  { records }: World,
  { id, branch, role, active, device, epoch, token }: WorldPerson,
): Promise<void> {
  const account = { id, staffNo: id.slice(-12), name: '同事', role, branchId: branch, active }
  await addColleague(transaction, account, 'no password', { at: worldBegins, staffId: id })
  await transaction.devices.add({ device, staffId: id, epoch, lastN: 0, seenAt: worldBegins })
  const session = { staffId: id, device, expiresAt: Number.MAX_SAFE_INTEGER }
  if (active) await transaction.sessions.add(hashToken(token), session, worldBegins)
  records.staff.push({ type: 'staff', id, branch, maker: id })
}

async function addRecord(
  transaction: Transaction,
  world: World,
  { type, variant, archived, ...picks }: PlannedRecord,
): Promise<void> {
  const owner = pickOf(world.people, picks.person)
  const card = type === 'customer' ? undefined : pickOf(world.records.customer, picks.customer)
  const branch = card?.branch ?? owner.branch
  const colleagues = world.people.filter((person) => person.branch === branch)
  const isHandover = type === 'handover'
  // Most often one that can be accepted.
  const takers = colleagues.filter(({ role }) => isHandover && ['rm', 'lead'].includes(role))
  const person = (isHandover && card?.maker) || pickOf(colleagues, picks.person).id
  const other = pickOf(takers.length > 0 ? takers : colleagues, picks.other).id
  const of = world.records.customer.filter((customer) => customer.branch === branch)
  const customers = [card?.id ?? '', ...of.map(({ id }) => id)]
  const id = type === 'profile' ? (card?.id ?? '') : nextId()
  if (world.records[type].some((record) => record.id === id)) return
  const named = { branch, customers, person, other, maker: person, newId: nextId, variant }
  const data = recordData[type](named)
  const record = newRecord(type, id, data, { at: worldBegins, staffId: person })
  if (archived) record.archivedAt = worldBegins
  const isReport = type === 'sync-issue' || type === 'loss-report'
  const place = isReport
    ? { ok: true as const, value: staffScope(person) }
    : await placeRecord(transaction.records, { type, id, data, author: person })
  if (!place.ok) throw new Error(`There is no place for a ${type}.`)
  await transaction.records.put(record, place.value)
  world.records[type].push({ type, id, branch, maker: person })
}
