import { useCallback, useState } from 'react'
import type { Replica } from '#replica/replica.ts'
import { useReplica } from '#replica/use-replica.ts'

/** What the list remembers while one colleague is signed in; gone with the replica, never on disk or in a URL. */
interface ListMemory {
  typed: string
  /** Index of the row at the top of the list. */
  top: number
  /** Customers opened lately, the last one first. */
  opened: readonly string[]
}

const memories = new WeakMap<Replica, ListMemory>()
const mostOpened = 5

/** The search text; it survives opening a customer and coming back. */
export function useTypedSearch(): [typed: string, setTyped: (typed: string) => void] {
  const memory = useListMemory()
  const [typed, show] = useState(memory.typed)
  const setTyped = useCallback(
    (next: string) => {
      remember(memory, { typed: next, top: 0 })
      show(next)
    },
    [memory],
  )
  return [typed, setTyped]
}

/** The memory of the present session, for reading and writing in effects and handlers. */
export function useListMemory(): ListMemory {
  return memoryOf(useReplica())
}

/** Keeps a part of it anew. */
export function remember(memory: ListMemory, part: Partial<ListMemory>): void {
  Object.assign(memory, part)
}

/** Puts a customer first in the list of those opened lately. */
export function rememberOpened(replica: Replica, customerId: string): void {
  const memory = memoryOf(replica)
  const others = memory.opened.filter((id) => id !== customerId)
  remember(memory, { opened: [customerId, ...others].slice(0, mostOpened) })
}

function memoryOf(replica: Replica): ListMemory {
  const known = memories.get(replica)
  if (known !== undefined) return known
  const made = { typed: '', top: 0, opened: [] }
  memories.set(replica, made)
  return made
}
