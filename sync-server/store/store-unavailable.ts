/** The database has no connection to give, or cannot be reached: nothing was done, and it may be asked again. */
export class StoreUnavailable extends Error {
  /** What the server answers (`answer-problems.ts`). */
  readonly statusCode = 503

  constructor(cause: unknown) {
    super('The database cannot be reached now.', { cause })
  }
}
