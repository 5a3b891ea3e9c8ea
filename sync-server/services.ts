import type { Store } from './store/store.ts'

/** What the server takes from the world, so that tests can give it another one. */
export interface Services {
  store: Store
  /** The present instant in ms. */
  clock: () => number
  /** A new UUID (version 7: in the order of their making). */
  newId: () => string
  /** So many bytes that nobody can guess. */
  randomBytes: (length: number) => Uint8Array
}
