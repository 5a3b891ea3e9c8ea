import { useCallback, useEffect, useRef, useState } from 'react'
import { AuditFilter, type AuditItem } from '#shared/protocol/audit-message.ts'
import type { AdminApi } from '#sync/admin-api.ts'

/** Rows of one answer. */
const rowsPerPage = 50

export interface FoundRows {
  state: 'loading' | 'here' | 'unreachable' | 'forbidden'
  items: readonly AuditItem[]
  /** Whether there is more behind the last one. */
  more: boolean
  /** The next page is on its way. */
  busy: boolean
}

const nothing: FoundRows = { state: 'loading', items: [], more: false, busy: false }

/** Asks when the filter changes, and for the next page on request. An answer to a former question is dropped. */
export function useAuditSearch(
  { searchAudit }: Pick<AdminApi, 'searchAudit'>,
  filter: AuditFilter,
): { found: FoundRows; again: () => void; further: () => void } {
  // By content: the filter is made anew with each render.
  const question = JSON.stringify(filter)
  const [kept, setKept] = useState({ question, found: nothing })
  const asked = useRef(0)

  const ask = useCallback(
    async (known: readonly AuditItem[]) => {
      asked.current += 1
      const turn = asked.current
      const last = known.at(-1)
      const answer = await searchAudit({
        filter: AuditFilter.parse(JSON.parse(question)),
        most: rowsPerPage,
        ...(last !== undefined && { after: { at: last.at, no: last.no } }),
      })
      if (turn !== asked.current) return
      const found: FoundRows = { ...nothing, state: 'here', items: known, more: known.length > 0 }
      if (answer.ok) {
        found.items = [...known, ...answer.value.items]
        found.more = answer.value.more
      } else if (known.length === 0) {
        const isForbidden = answer.error.type === 'problem' && answer.error.status === 403
        found.state = isForbidden ? 'forbidden' : 'unreachable'
      }
      setKept({ question, found })
    },
    [searchAudit, question],
  )

  useEffect(() => {
    void ask([])
  }, [ask])
  const found = kept.question === question ? kept.found : nothing
  return {
    found,
    again() {
      setKept({ question, found: nothing })
      void ask([])
    },
    further() {
      setKept({ question, found: { ...found, busy: true } })
      void ask(found.items)
    },
  }
}
