/**
 * What a write transaction has read was changed by another one before it could commit. Nothing of it is stored, and it
 * can be run again from the beginning. SQLite has one writer at a time and never loses.
 */
export class LostRace extends Error {
  override name = 'LostRace'
  /** Whether it is of no use to try it beside others again. */
  readonly repeat: 'beside others' | 'alone'

  constructor(message: string, options: ErrorOptions & { repeat?: LostRace['repeat'] } = {}) {
    super(message, options)
    this.repeat = options.repeat ?? 'beside others'
  }
}

/** Of PostgreSQL: serialization failure, and the one that was chosen to end a deadlock. */
const alwaysLost = new Set(['40001', '40P01'])
/** Of PostgreSQL: a row that was not there when this transaction looked was made by another one. */
const uniqueViolation = '23505'

/**
 * Whether running the whole transaction again may help. A transaction that ran `alone` cannot have met
 * another one: a row that is there twice is a bug of its own.
 */
export function isLostRace(error: unknown, { alone }: { alone: boolean }): boolean {
  if (error instanceof LostRace) return true
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (typeof code !== 'string') return false
  return alwaysLost.has(code) || (code === uniqueViolation && !alone)
}

/** The error of the database as one that says what it means for the transaction. */
export function asLostRace(error: unknown): LostRace {
  if (error instanceof LostRace) return error
  return new LostRace('Another transaction came in between.', { cause: error })
}
