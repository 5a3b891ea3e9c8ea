import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Services } from './services.ts'
import type { Store } from './store/store.ts'

/** The real clock and the real chance around a store. */
export function systemServices(store: Store): Services {
  return { store, clock: () => Date.now(), newId: () => v7(), randomBytes }
}
