import { useEffect, useMemo, useState } from 'react'
import {
  isHeaderRow,
  mapColumns,
  type TransferField,
} from '#shared/domain/transfer/transfer-field.ts'
import { createIdentityMarker } from '#shared/domain/identity-marker.ts'
import { useIdentityKey } from '#replica/identity-key.ts'
import { useIsLoaded, useReplica, useToday } from '#replica/use-replica.ts'
import { checkTable, type CheckedTable, type GoodRow } from './check-table.ts'
import type { OpenedFile } from './read-file.ts'

/** What is to be imported of a file: what its columns are, and what was found when its rows were checked. */
export function useImportPlan({ table, hash }: OpenedFile) {
  const replica = useReplica()
  const today = useToday()
  const loaded = useIsLoaded()
  const key = useIdentityKey()
  const first = table.rows[0]?.cells ?? []
  const [hasHeader, setHasHeader] = useState(() => table.columns === null && isHeaderRow(first))
  const [columns, setColumns] = useState<readonly (TransferField | null)[]>(
    () =>
      table.columns ?? mapColumns(Array.from({ length: table.width }, (_, at) => first[at] ?? '')),
  )
  const [anyway, setAnyway] = useState<ReadonlySet<number>>(new Set())
  const [found, setFound] = useState<{ question: object; checked: CheckedTable } | null>(null)
  const rows = useMemo(() => (hasHeader ? table.rows.slice(1) : table.rows), [table, hasHeader])
  const hasName = columns.includes('name')
  const question = useMemo(
    () => ({ rows, columns, fileHash: hash, today, loaded, key }),
    [rows, columns, hash, today, loaded, key],
  )
  useEffect(() => {
    const { key: identityKey, loaded: isLoaded, ...asked } = question
    if (!hasName || !isLoaded || identityKey === undefined) return
    const stop = new AbortController()
    const check = async () => {
      const marker = identityKey && (await createIdentityMarker(crypto, identityKey))
      const checked = await checkTable({ ...asked, marker, replica, signal: stop.signal })
      if (checked !== null) setFound({ question, checked })
    }
    void check()
    return () => stop.abort()
  }, [question, hasName, replica])
  const checked = hasName && found?.question === question ? found.checked : null
  /** The rows to import, in the order of the file. */
  const chosen = useMemo((): readonly GoodRow[] => {
    const { good = [], repeated = [] } = checked ?? {}
    if (anyway.size === 0) return good
    const taken = repeated.filter(({ row }) => anyway.has(row.no))
    return [...good, ...taken].toSorted((one, other) => one.row.no - other.row.no)
  }, [checked, anyway])
  return {
    rows,
    chosen,
    columns,
    /** The columns are what they are. */
    isFixed: table.columns !== null,
    hasHeader,
    hasName,
    loaded,
    anyway,
    /** Null while it is under way, or cannot be. */
    checked,
    headerOf: (index: number) => (hasHeader ? (first[index] ?? '') : ''),
    setHasHeader,
    /** A field is held by one column: another one lets go of it. */
    setColumn(index: number, field: TransferField | null) {
      setColumns(
        columns.map((known, at) => {
          if (at === index) return field
          return known === field ? null : known
        }),
      )
    },
    setAnyway,
  }
}

export type ImportPlan = ReturnType<typeof useImportPlan>
