import { civilDateInShanghai, type CivilDate } from '#shared/domain/civil-date.ts'
import { randomItem, seededRandom } from '#shared/domain/seeded-random.ts'
import { complaintNumber } from '#server/complaint-numbering.ts'
import type { BranchRow } from '#server/store/branch-table.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import {
  type Generated,
  type GeneratedCustomer,
  type Generation,
  instantInShanghai,
  seededIds,
} from './generation.ts'
import { generateComplaint } from './generate-complaint.ts'
import { generateCustomer } from './generate-customer.ts'
import { generateDate } from './generate-date.ts'
import { generateFile } from './generate-file.ts'
import { generateNote } from './generate-note.ts'
import { generateStaff } from './generate-staff.ts'
import { generateTask } from './generate-task.ts'

export interface BranchSize {
  /** The same seed, day and counts give the same branch, ids included. */
  seed: string
  today: CivilDate
  customers: number
  /** Two a customer, unless said otherwise. */
  notes?: number
  /** Three for five customers. */
  tasks?: number
  /** Four for five customers. */
  dates?: number
  /** One for a hundred customers, at least 16. */
  complaints?: number
}

/** A branch that nobody works in: people, customers and cases are all invented. */
export interface GeneratedBranch {
  branch: BranchRow & { complaintHotline: string }
  /** When the branch was set up (ms); everything else came later. */
  foundedAt: number
  staff: StaffAccount[]
  customers: Generated[]
  profiles: Generated[]
  dates: Generated[]
  tasks: Generated[]
  notes: Generated[]
  /** Needs, snapshots, relations and plans, with the tasks of their reviews. */
  files: Generated[]
  complaints: Generated[]
  /** The last complaint number of each series. */
  series: Map<string, number>
}

/** Makes the records of a branch without a database, for the demonstration, tests and benchmarks. */
export function generateBranch(size: BranchSize): GeneratedBranch {
  const random = seededRandom(size.seed)
  const newId = seededIds(random)
  const foundedAt = instantInShanghai(size.today, 0) - 1600 * 86_400_000
  const branch = {
    id: newId(foundedAt),
    name: '玉兰路示范网点',
    code: 'YLL',
    complaintHotline: '000-0000-0000',
  }
  const staff = generateStaff(random, branch.id, () => newId(foundedAt))
  const managers = staff.filter(({ role }) => role === 'rm')
  const generation = { random, today: size.today, branchId: branch.id, managers, staff, newId }
  const made = Array.from({ length: size.customers }, (_, index) =>
    generateCustomer(generation, index),
  )
  const customers = made.map(({ customer }) => customer)
  const turns = byTurn(generation, customers)
  const byOwner = new Map(
    managers.map(({ id }) => [id, customers.filter(({ ownerId }) => ownerId === id)] as const),
  )
  const { complaints, series } = numbered(
    branch.code,
    Array.from(
      { length: size.complaints ?? Math.max(16, Math.round(size.customers / 100)) },
      (_, turn) => generateComplaint(generation, randomItem(random, customers), turn),
    ),
  )
  return {
    branch,
    foundedAt,
    staff,
    customers: made.map(({ card }) => card),
    profiles: made.map(({ profile }) => profile),
    dates: celebratedOnce(turns(size.dates ?? Math.round(size.customers * 0.8), generateDate)),
    tasks: turns(size.tasks ?? Math.round(size.customers * 0.6), generateTask),
    notes: turns(size.notes ?? size.customers * 2, (generation, customer) =>
      generateNote(generation, customer),
    ),
    complaints,
    files: customers.flatMap((customer, index) => {
      const others = byOwner.get(customer.ownerId) ?? []
      return generateFile(generation, customer, { index, others })
    }),
    series,
  }
}

/** Goes round the managers, so that each of them gets the first turns, on a customer of his by chance. */
function byTurn(generation: Generation, customers: readonly GeneratedCustomer[]) {
  const { managers, random } = generation
  const owned = managers.map(({ id }) => customers.filter(({ ownerId }) => ownerId === id))
  return (
    count: number,
    generate: (generation: Generation, customer: GeneratedCustomer, turn: number) => Generated,
  ): Generated[] =>
    Array.from({ length: count }, (_, index) => {
      const own = owned[index % owned.length]
      const from = own !== undefined && own.length > 0 ? own : customers
      return generate(generation, randomItem(random, from), Math.floor(index / owned.length))
    })
}

/** Invariant 4: of several birthdays of a customer the first is celebrated. */
function celebratedOnce(dates: Generated[]): Generated[] {
  const celebrated = new Set<unknown>()
  for (const { data } of dates.map(({ record }) => record)) {
    if (data['kind'] !== 'birthday' || data['celebrate'] !== true) continue
    if (celebrated.has(data['customerId'])) data['celebrate'] = false
    celebrated.add(data['customerId'])
  }
  return dates
}

/** Gives numbers in the order of receipt, as a server that was there all the time would have. */
function numbered(
  code: string,
  complaints: (Generated & { receivedAt: number })[],
): { complaints: Generated[]; series: Map<string, number> } {
  const series = new Map<string, number>()
  for (const { record, receivedAt } of complaints.toSorted((a, b) => a.receivedAt - b.receivedAt)) {
    const name = `${code}-${civilDateInShanghai(receivedAt).slice(0, 4)}`
    const no = (series.get(name) ?? 0) + 1
    series.set(name, no)
    record.data['number'] = complaintNumber(name, no)
  }
  return { complaints: complaints.map(({ record, scope }) => ({ record, scope })), series }
}
