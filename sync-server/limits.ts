import type { BudgetSize } from './row-budget.ts'

/** SE5: what a client may ask of this server; `docs/security.md` says it in words. */
export interface Limits {
  pulledRows: BudgetSize
  pushedOperations: BudgetSize
  /** Open connections of one address; not counted behind a proxy, where all come from its address. */
  connectionsPerAddress: number
  /** So long (ms) may the headers of a request take, and so often is looked who takes longer. */
  headers: { longestMs: number; lookEveryMs: number }
  /** PL5: who wrote is told of it so much later (ms): it is on that screen already, and news to everybody else. */
  politenessMs: number
}

const tenMinutes = 10 * 60_000

/**
 * Far above what people do. The largest branch that was tried (100,000 customers) is 480,000 rows: six first syncs of it in
 * a row, and then 100 pulls or 300,000 rows a minute. Who offers 30 days of work again after a restore sends some ten
 * thousand operations; who types sends one a second. A branch of 500 devices holds six connections each at most.
 */
export const usualLimits: Limits = {
  pulledRows: { most: 3_000_000, windowMs: tenMinutes, perRequest: 50 },
  pushedOperations: { most: 200_000, windowMs: tenMinutes, perRequest: 2 },
  connectionsPerAddress: 4_000,
  headers: { longestMs: 20_000, lookEveryMs: 5_000 },
  politenessMs: 40,
}
