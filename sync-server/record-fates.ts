import type { RecordType } from '#shared/protocol/record.ts'

/** SE7: what becomes of the records of a type when a customer is erased, and when they have been kept for long enough. */
interface RecordFate {
  /**
   * Whether it is about one customer, and goes with that one. Cards, notes, complaints, hand-overs and issues are looked at one
   * by one (`findCustomerRecords`); the rest says nothing of customers.
   */
  goesWithCustomer: boolean
  /**
   * `archived`: for 180 days after it was archived (a task between colleagues also after it was over); `closed`: for three years after the complaint was closed; `settled`: for 180
   * days after a person settled it; `always`: retention never takes it.
   */
  kept: 'archived' | 'closed' | 'settled' | 'always'
}

const ofCustomer: RecordFate = { goesWithCustomer: true, kept: 'archived' }
const ofBank: RecordFate = { goesWithCustomer: false, kept: 'always' }

/** The only list of them; a new record type does not compile without an answer. */
const recordFates: Record<RecordType, RecordFate> = {
  branch: ofBank,
  staff: ofBank,
  'rule-table': ofBank,
  'loss-report': ofBank,
  customer: ofBank,
  handover: ofBank,
  complaint: { goesWithCustomer: false, kept: 'closed' },
  'sync-issue': { goesWithCustomer: false, kept: 'settled' },
  interaction: { goesWithCustomer: false, kept: 'archived' },
  profile: { goesWithCustomer: true, kept: 'always' },
  task: ofCustomer,
  'important-date': ofCustomer,
  need: ofCustomer,
  'finance-snapshot': ofCustomer,
  relation: ofCustomer,
  'service-plan': ofCustomer,
  'churn-signal': ofCustomer,
  consent: ofCustomer,
  'life-event': ofCustomer,
  feedback: ofCustomer,
  // A pair of two people goes with either of them; it is looked at by itself, as notes are.
  preference: { goesWithCustomer: false, kept: 'archived' },
  template: { goesWithCustomer: false, kept: 'archived' },
}

/** The types whose records go with the customer whom they are about. */
export const typesOfCustomer = typesWhere(({ goesWithCustomer }) => goesWithCustomer)

/** The types whose records go a while after somebody archived them. */
export const archivedTypes = typesWhere(({ kept }) => kept === 'archived')

function typesWhere(isMeant: (fate: RecordFate) => boolean): string[] {
  return Object.entries(recordFates).flatMap(([type, fate]) => (isMeant(fate) ? [type] : []))
}
