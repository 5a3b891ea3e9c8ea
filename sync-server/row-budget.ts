/** How much one device may ask for: `most` within `windowMs`, of which every request takes `perRequest` at least. */
export interface BudgetSize {
  most: number
  windowMs: number
  perRequest: number
}

/** SE5: what devices asked for lately, in rows; in memory, for one process. */
export interface RowBudget {
  /** A request begins. Above 0: it is not let in, and how long (ms) the device has to wait. */
  enter(device: string): number
  /** Rows were read for a device, or taken from it. */
  spend(device: string, rows: number): void
}

/** Who had to wait is let in again when this share of the budget is spent: not every second for one row. */
const letInAt = 0.9

/**
 * SE5: a budget that fills up again steadily. Who is let in gets everything that was asked for, however much that is (a first
 * sync is never cut), and pays for it before the next request. `clock` answers ms.
 */
export function createRowBudget(
  { most, windowMs, perRequest }: BudgetSize,
  clock: () => number,
): RowBudget {
  const spent = new Map<string, { rows: number; at: number }>()
  const rowsPerMs = most / windowMs

  function spentBy(device: string, now: number): number {
    const { rows, at } = spent.get(device) ?? { rows: 0, at: now }
    return Math.max(0, rows - Math.max(0, now - at) * rowsPerMs)
  }

  function spend(device: string, rows: number): void {
    const now = clock()
    const sum = spentBy(device, now) + rows
    // Set anew, so that the map stays in the order of the last request.
    spent.delete(device)
    spent.set(device, { rows: sum, at: now })
    for (const [oldest] of spent) {
      if (spentBy(oldest, now) > 0) break
      spent.delete(oldest)
    }
  }

  return {
    enter(device) {
      const already = spentBy(device, clock())
      if (already >= most) return (already - most * letInAt) / rowsPerMs
      spend(device, perRequest)
      return 0
    },
    spend,
  }
}
