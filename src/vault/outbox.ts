import { buggify } from '#shared/faults/buggify.ts'
import type { Operation, OperationDraft } from '#shared/protocol/operation.ts'
import { readMeta, type OutboxRow, type VaultConnections } from './database.ts'
import { createTurns } from './in-turn.ts'
import { writeTransaction } from './schema-gate.ts'
import { openOperation, sealOperation } from './sealed-operation.ts'
import type { Sealer } from './seal.ts'
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

/** CL1, CL2: what was done here. Every transaction that adds to it is strict. */
export function createOutbox({
  connections,
  sealer,
  droppedThrough,
  makeRoom,
  onStored,
}: OutboxParts): VaultOutbox {
  const { strict } = connections
  const inTurn = createTurns(sealer.keys)
  const ownNumbers = new Set<number>()
  /** Last `n` that was given out, as far as this tab knows. */
  let lastKnown: number | null = null
  /** CL4: operations up to this `n` are known to this tab. */
  let seenThrough: number | null = null

  async function append(drafts: OperationDraft[]): Promise<Operation[]> {
    lastKnown ??= await readLastN()
    for (;;) {
      const first = lastKnown + 1
      const operations = drafts.map((draft, index): Operation => ({ ...draft, n: first + index }))
      // CL3: sealed for the `n` that is expected, before the transaction opens.
      const rows = await Promise.all(
        operations.map((operation) => sealOperation(sealer, operation)),
      )
      await buggify('save-sealed', strict.name)
      const lastN = await storeMakingRoom(first, rows)
      if (lastN === null) {
        await buggify('save-stored', strict.name)
        return operations
      }
      // Another tab was faster and took this `n`.
      lastKnown = lastN
    }
  }

  async function storeMakingRoom(first: number, rows: OutboxRow[]): Promise<number | null> {
    for (;;) {
      try {
        return await store(first, rows)
      } catch (error) {
        if (!isQuotaError(error) || !(await makeRoom())) throw error
      }
    }
  }

  /** OP1: gives out `n` and stores in one transaction. Answers the last `n` if `first` does not follow it. */
  async function store(first: number, rows: OutboxRow[]): Promise<number | null> {
    return writeTransaction(strict, [strict.outbox], async () => {
      const highest = await strict.outbox.toCollection().lastKey()
      const lastN = Math.max(
        (await readMeta(strict, 'outbox'))?.lastN ?? 0,
        typeof highest === 'number' ? highest : 0,
      )
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

  return {
    append: (drafts) =>
      inTurn(async () => {
        if (drafts.length === 0) return []
        const operations = await append(drafts)
        for (const { n } of operations) ownNumbers.add(n)
        lastKnown = operations.at(-1)?.n ?? lastKnown
        onStored()
        return operations
      }),

    all: () =>
      inTurn(async () => {
        const through = await readLastN()
        const content = await readSteadily(0, through)
        seenThrough = through
        lastKnown = through
        return content
      }),

    lastN: () => inTurn(readLastN),

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

function isQuotaError(error: unknown): boolean {
  return error instanceof Error && /QuotaExceeded/.test(`${error.name} ${error.message}`)
}
