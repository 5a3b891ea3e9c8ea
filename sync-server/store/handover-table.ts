import type { Kysely, Selectable } from 'kysely'
import { inBatches } from './batches.ts'
import type { Tables } from './schema.ts'

/** SR2: a customer that went from one colleague to another. */
export interface Move {
  customer: string
  from: string
  to: string
  /** Instant in ms. */
  at: number
  handover: string
}

/** SR2: what a former owner typed, which waits in the issue of the present owner. */
export interface HandedOverWork {
  /** The issue that the present owner decides. */
  issue: string
  /** The issue of whoever typed it. */
  authorIssue: string
  author: string
  /** Who has the issue now. */
  holder: string
  customer: string
  recordType: string
  recordId: string
  /** Instant (ms) at which it arrived, and what was added to its time (ME2): it is run with both. */
  receivedAt: number
  clockOffset: number
}

export function handoverWriter(db: Kysely<Tables>) {
  return {
    async addMoves(moves: readonly Move[]): Promise<void> {
      const rows = moves.map(({ customer, from, to, at, handover }) => ({
        customer,
        from_staff: from,
        to_staff: to,
        at,
        handover,
      }))
      for (const batch of inBatches(rows)) await db.insertInto('moves').values(batch).execute()
    },
    /** Whether this colleague handed the customer on at some time. */
    async hasHandedOn(staffId: string, customer: string): Promise<boolean> {
      const row = await db
        .selectFrom('moves')
        .select('customer')
        .where('customer', '=', customer)
        .where('from_staff', '=', staffId)
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },
    async addWork(work: HandedOverWork): Promise<void> {
      await db
        .insertInto('handed_over')
        .values({
          issue: work.issue,
          author_issue: work.authorIssue,
          author: work.author,
          holder: work.holder,
          customer: work.customer,
          record_type: work.recordType,
          record_id: work.recordId,
          received_at: work.receivedAt,
          clock_offset: work.clockOffset,
          state: 'open',
        })
        .execute()
    },
    /** What waits in this issue; undefined when nothing does, or it was decided. */
    async openWork(issue: string): Promise<HandedOverWork | undefined> {
      const row = await db
        .selectFrom('handed_over')
        .selectAll()
        .where('issue', '=', issue)
        .where('state', '=', 'open')
        .executeTakeFirst()
      return row && toWork(row)
    },
    /** The customer of a record that this colleague made after handing it on; it waits, or was decided. */
    async customerOfWork(author: string, type: string, id: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('handed_over')
        .select('customer')
        .where('record_id', '=', id)
        .where('author', '=', author)
        .where('record_type', '=', type)
        .limit(1)
        .executeTakeFirst()
      return row?.customer
    },
    /** Everything that waits for this colleague's decision. */
    async openWorkOf(holder: string): Promise<HandedOverWork[]> {
      const rows = await db
        .selectFrom('handed_over')
        .selectAll()
        .where('holder', '=', holder)
        .where('state', '=', 'open')
        .orderBy('issue')
        .execute()
      return rows.map(toWork)
    },
    /** SE7: nobody decides about this customer any more; answers the issues in which something waited or was decided. */
    async dropWork(customer: string): Promise<string[]> {
      const rows = await db
        .deleteFrom('handed_over')
        .where('customer', '=', customer)
        .returning(['issue', 'author_issue'])
        .execute()
      return rows.flatMap(({ issue, author_issue }) => [issue, author_issue])
    },
    async giveWork(issue: string, holder: string): Promise<void> {
      await db.updateTable('handed_over').set({ holder }).where('issue', '=', issue).execute()
    },
    async decideWork(issue: string, state: 'taken' | 'dropped'): Promise<void> {
      await db.updateTable('handed_over').set({ state }).where('issue', '=', issue).execute()
    },
  }
}

function toWork(row: Selectable<Tables['handed_over']>): HandedOverWork {
  return {
    issue: row.issue,
    authorIssue: row.author_issue,
    author: row.author,
    holder: row.holder,
    customer: row.customer,
    recordType: row.record_type,
    recordId: row.record_id,
    receivedAt: row.received_at,
    clockOffset: row.clock_offset,
  }
}
