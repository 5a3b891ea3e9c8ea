import { ConnectionLostError } from './vault-errors.ts'

/**
 * VA5: a connection that a system left without an answer never answers again, and neither does whatever waits for it.
 * This lets go of all of it, so that the next one has its turn on a new connection.
 */
export interface ConnectionLoss {
  /** The work; rejects with `ConnectionLostError` if the connections are given up before it ends. */
  unlessLost<Value>(work: Promise<Value>): Promise<Value>
  /** The connections are given up. What was written through them may be on the disk or not. */
  declare(): void
}

export function createConnectionLoss(): ConnectionLoss {
  const waiting = new Set<(error: ConnectionLostError) => void>()
  return {
    unlessLost(work) {
      return new Promise((resolve, reject) => {
        waiting.add(reject)
        work.then(resolve, reject).finally(() => waiting.delete(reject))
      })
    },
    declare() {
      for (const giveUp of waiting) giveUp(new ConnectionLostError())
      waiting.clear()
    },
  }
}
