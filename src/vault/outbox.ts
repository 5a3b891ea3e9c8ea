import { buggify } from '#shared/faults/buggify.ts'
import type { Operation, OperationDraft } from '#shared/protocol/operation.ts'
import { readMeta, type OutboxRow, type VaultConnections } from './database.ts'
import { createTurns } from './in-turn.ts'
import { writeTransaction } from './schema-gate.ts'
import { openOperation, sealOperation } from './sealed-operation.ts'
import type { Sealer } from './seal.ts'
import { isQuotaError } from './storage-trouble.ts'
import { ConnectionLostError } from './vault-errors.ts'
import type { Outbox, OutboxContent } from './vault.ts'

export interface VaultOutbox extends Outbox {
  /** What other tabs appended since this one last looked; nothing before the first `all` (CL4). */
  news(): Promise<Operation[]>
}

interface OutboxParts {
  connections: VaultConnections
  sealer: Sealer
  /** Operations up to this `n` have left the outbox. */
  droppedThrough: () => Promise<number>
  /** VA4: the outbox is the last thing to go: frees space that something else holds. */
  makeRoom: () => Promise<boolean>
  /** Called after operations are durable. */
  onStored: () => void
}

/** VA5: one try to store something, which may be given up while it waits for a connection. */
interface Attempt {
  /** What was last tried to be stored, until it is known whether it was. */
  tried: Operation[]
  isGivenUp: boolean
}

/** CL1, CL2: what was done here. Every transaction that adds to it is strict. */
export function createOutbox({
  connections,
  sealer,
  droppedThrough,
  makeRoom,
  onStored,
}: OutboxParts): VaultOutbox {
  const { strict, loss } = connections
  const inTurn = createTurns(sealer.keys, loss)
  const ownNumbers = new Set<number>()
  /** Last `n` that was given out, as far as this tab knows. */
  let lastKnown: number | null = null
  /** CL4: operations up to this `n` are known to this tab. */
  let seenThrough: number | null = null

  async function append(drafts: OperationDraft[], attempt: Attempt): Promise<Operation[]> {
    lastKnown ??= await readLastN()
    for (;;) {
      const first = lastKnown + 1
      const operations = drafts.map((draft, index): Operation => ({ ...draft, n: first + index }))
      // CL3: sealed for the `n` that is expected, before the transaction opens.
      const rows = await Promise.all(
        operations.map((operation) => sealOperation(sealer, operation)),
      )
      await buggify('save-sealed', strict.name)
      attempt.tried = operations
      const lastN = await storeMakingRoom(first, rows, attempt)
      if (lastN === null) {
        await buggify('save-stored', strict.name)
        return operations
      }
      // Another tab was faster and took this `n`.
      lastKnown = lastN
    }
  }

  async function storeMakingRoom(
    first: number,
    rows: OutboxRow[],
    attempt: Attempt,
  ): Promise<number | null> {
    for (;;) {
      try {
        return await store(first, rows, attempt)
      } catch (error) {
        if (!isQuotaError(error) || !(await makeRoom())) throw error
      }
    }
  }

  /** OP1: gives out `n` and stores in one transaction. Answers the last `n` if `first` does not follow it. */
  async function store(first: number, rows: OutboxRow[], attempt: Attempt): Promise<number | null> {
    return writeTransaction(strict, [strict.outbox], async () => {
      const highest = await strict.outbox.toCollection().lastKey()
      const lastN = Math.max(
        (await readMeta(strict, 'outbox'))?.lastN ?? 0,
        typeof highest === 'number' ? highest : 0,
      )
      // VA5: another attempt goes on in its place; from here on this transaction comes before that one's.
      if (attempt.isGivenUp) throw new ConnectionLostError()
      if (lastN !== first - 1) return lastN
      await strict.outbox.bulkAdd(rows)
      await strict.meta.put({ key: 'outbox', lastN: first - 1 + rows.length })
      return null
    })
  }

  async function readLastN(): Promise<number> {
    return (await readMeta(strict, 'outbox'))?.lastN ?? 0
  }

  /** VA3: what is missing between the first and the last `n` is reported like what does not open. */
  async function readBetween(after: number, through: number): Promise<OutboxContent> {
    const stored = await strict.outbox.where('n').between(after, through, false, true).toArray()
    const opened = new Map(
      await Promise.all(
        stored.map(async (row) => [row.n, await openOperation(sealer, row)] as const),
      ),
    )
    const operations: Operation[] = []
    const unreadable: number[] = []
    for (let n = after + 1; n <= through; n += 1) {
      const operation = opened.get(n) ?? null
      if (operation === null) unreadable.push(n)
      else operations.push(operation)
    }
    return { operations, unreadable }
  }

  /** A checkpoint stored by another tab in between takes rows away that are not missing. */
  async function readSteadily(after: number, through: number): Promise<OutboxContent> {
    for (;;) {
      const dropped = await droppedThrough()
      const content = await readBetween(Math.max(after, dropped), through)
      if (content.unreadable.length === 0 || (await droppedThrough()) === dropped) return content
    }
  }

  /**
   * VA5: the connection was given up under a save. Whether that had reached the disk says the disk: the same operations are
   * there, or they are stored now; never twice.
   */
  async function appendUnlessStored(
    drafts: OperationDraft[],
    { tried }: Attempt,
    attempt: Attempt,
  ): Promise<Operation[]> {
    const [first] = tried
    const last = tried.at(-1)
    lastKnown = null
    if (first === undefined || last === undefined) return append(drafts, attempt)
    const { operations } = await readBetween(first.n - 1, last.n)
    const isStored = tried.every(({ id }) => operations.some((operation) => operation.id === id))
    return isStored ? tried : append(drafts, attempt)
  }

  async function appendInTurn(
    drafts: OperationDraft[],
    before: Attempt | null,
  ): Promise<Operation[]> {
    const attempt: Attempt = { tried: before?.tried ?? [], isGivenUp: false }
    try {
      return await inTurn(async () => {
        const operations =
          before === null
            ? await append(drafts, attempt)
            : await appendUnlessStored(drafts, before, attempt)
        for (const { n } of operations) ownNumbers.add(n)
        lastKnown = operations.at(-1)?.n ?? lastKnown
        onStored()
        return operations
      })
    } catch (error) {
      if (!(error instanceof ConnectionLostError)) throw error
      attempt.isGivenUp = true
      return appendInTurn(drafts, attempt)
    }
  }

  return {
    async append(drafts) {
      return drafts.length === 0 ? [] : appendInTurn(drafts, null)
    },

    all: () =>
      inTurn(async () => {
        const through = await readLastN()
        const content = await readSteadily(0, through)
        seenThrough = through
        lastKnown = through
        return content
      }),

    // What this tab knows stands, should the disk be emptied under it: a number is never given out again.
    lastN: () => inTurn(async () => Math.max(await readLastN(), lastKnown ?? 0)),

    news: () =>
      inTurn(async () => {
        if (seenThrough === null) return []
        const through = await readLastN()
        if (through <= seenThrough) return []
        const { operations } = await readSteadily(seenThrough, through)
        seenThrough = through
        return operations.filter(({ n }) => !ownNumbers.delete(n))
      }),
  }
}
