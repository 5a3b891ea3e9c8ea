import { useCallback, useMemo, useState } from 'react'
import type { Role } from '#shared/domain/role.ts'
import { noSearchKeys, type SearchKeys } from '#shared/domain/search-keys.ts'
import { searchKeysFor } from './search/build-search-keys.ts'
import { createCustomerSearch } from './search/customer-search.ts'
import type { Colleague } from './use-colleagues.ts'

interface Found {
  value: string
  label: string
  description: string
}

/** Colleagues by characters, pinyin or initials, as customers are found; `begin` fetches the readings of their names. */
export function useColleagueSearch(
  colleagues: readonly Colleague[],
  roleNames: Readonly<Record<Role, string>>,
): {
  find: (query: string) => Found[]
  begin: () => void
} {
  const [keys, setKeys] = useState<ReadonlyMap<string, SearchKeys> | null>(null)
  const search = useMemo(() => {
    const made = createCustomerSearch()
    made.load(
      colleagues.map(({ staffId, record }) => ({
        id: staffId,
        name: record.data.name,
        aliases: [],
        searchKeys: keys?.get(record.data.name) ?? noSearchKeys,
      })),
    )
    return made
  }, [colleagues, keys])
  const begin = useCallback(() => {
    // Without the dictionary names are found by their characters.
    void readingsOf(colleagues).then(setKeys, () => undefined)
  }, [colleagues])
  const find = (query: string) => {
    const byId = new Map(colleagues.map((colleague) => [colleague.staffId, colleague]))
    const fitting =
      query === ''
        ? colleagues
        : search.search(query, colleagues.length).flatMap(({ id }) => byId.get(id) ?? [])
    return fitting.map(({ staffId, called, record: { data } }) => ({
      value: staffId,
      label: called,
      description: `${roleNames[data.role]} ${data.staffNo}`,
    }))
  }
  return { find, begin }
}

async function readingsOf(colleagues: readonly Colleague[]): Promise<Map<string, SearchKeys>> {
  const names = colleagues.map(({ record }) => record.data.name)
  return new Map(
    await Promise.all(names.map(async (name) => [name, await searchKeysFor(name)] as const)),
  )
}
