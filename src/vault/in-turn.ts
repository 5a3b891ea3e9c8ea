import { createConnectionLoss, type ConnectionLoss } from './connection-loss.ts'

/**
 * Runs tasks one after the other in the order of the calls; one that fails does not stop the next.
 * `check` runs before each and throws if it must not begin: a locked vault answers nothing. VA5: a task that waits for a
 * connection which is given up has had its turn.
 */
export function createTurns(
  check: () => unknown,
  { unlessLost }: Pick<ConnectionLoss, 'unlessLost'> = createConnectionLoss(),
): <Value>(task: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const begin = async () => {
      check()
      try {
        return await unlessLost(task())
      } catch (error) {
        // A lock closes the database under what is under way: that ends as locked, whatever the database says.
        check()
        throw error
      }
    }
    const turn = last.then(begin, begin)
    last = turn
    return turn
  }
}
