import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The merge policy of each field, read out of the tables of docs/sync.md. Throws when there are none. */
export async function documentedPolicies(): Promise<
  { record_type: string; field: string; policy: string }[]
> {
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'sync.md'), 'utf8')
  const found = page.split(/^#### /mu).flatMap((section) => {
    const type = /^`([a-z-]+)`/u.exec(section)?.[1]
    if (type === undefined) return []
    const rows = section.matchAll(/^\| `(\w+)`.*\| `([a-z-]+)` \|$/gmu)
    return [...rows].map(([, field = '', policy = '']) => ({ record_type: type, field, policy }))
  })
  if (found.length === 0) throw new Error('docs/sync.md has no tables of fields any more.')
  return found
}
