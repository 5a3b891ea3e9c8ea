import { useCallback, useState } from 'react'
import type { Replica } from './replica.ts'
import { useReplica } from './use-replica.ts'

/** Gone with the replica of whoever typed it, never on disk or in a URL (SE8). */
const kept = new WeakMap<Replica, Map<string, string>>()

/** What was typed into the search of a list; it survives opening a row and coming back. `list` names the list. */
export function useKeptText(list: string): [text: string, setText: (text: string) => void] {
  const replica = useReplica()
  const [text, show] = useState(() => kept.get(replica)?.get(list) ?? '')
  const setText = useCallback(
    (next: string) => {
      const texts = kept.get(replica) ?? new Map<string, string>()
      kept.set(replica, texts.set(list, next))
      show(next)
    },
    [replica, list],
  )
  return [text, setText]
}
