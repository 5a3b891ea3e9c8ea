import { readPath, writePath } from '#shared/protocol/field-path.ts'
import type { FieldChange } from '#shared/protocol/operation.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import * as z from 'zod/mini'
import { withoutMerged } from './merge-differences.ts'
import type { MergedField } from './profile.ts'
import { mostAliasReadings, SearchKeys } from './search-keys.ts'

/** One field of a card or profile that gets back what it said before a merge. */
export interface FieldPutBack {
  record: MergedField['record']
  id: string
  field: string
  change: FieldChange
}

/** What a card is called after an undo, and how it was read before. */
export interface RenamedCard {
  id: string
  name: string
  aliases: readonly string[]
  present: SearchKeys
  /** Taken where no dictionary can be had. */
  fallback: SearchKeys
  /** The reading that somebody corrected by hand, of this name. */
  override: string | undefined
}

/** Takes back what merges wrote, one field after the other; each answer starts from what the ones before have made. */
export interface MergePutBack {
  /** `changed`: somebody has changed it since. `reading`: how a name sounds follows from the names at the end (`renamed`). */
  putBack(entry: MergedField): FieldPutBack | 'changed' | 'reading'
  /** Cards whose names were put back: how they sound is to be worked out anew. */
  renamed(): RenamedCard[]
}

/** What says how a customer sounds, and what it follows from. */
const nameFields: readonly string[] = ['name', 'aliases', 'searchKeys']

const Names = z.object({ name: z.string(), aliases: z.array(z.string()) })
const Named = z.object({ ...Names.shape, searchKeys: SearchKeys })

/** ME8: the one way of undoing a merge, on the device that undoes it and on the server that refuses it. */
export function openPutBack(
  find: (record: MergedField['record'], id: string) => Pick<RecordBody, 'data'> | undefined,
): MergePutBack {
  const known = new Map<string, Record<string, unknown>>()
  const readings = new Map<string, SearchKeys | undefined>()
  function dataOf(record: MergedField['record'], id: string): Record<string, unknown> {
    return known.get(`${record}|${id}`) ?? { ...find(record, id)?.data }
  }
  return {
    putBack(entry) {
      const { record, keptId, field } = entry
      if (record === 'customer' && nameFields.includes(field)) {
        const isReading = field === 'searchKeys'
        const before = isReading ? SearchKeys.safeParse(entry.before).data : undefined
        readings.set(keptId, before ?? readings.get(keptId))
        if (isReading) return 'reading'
      }
      const data = dataOf(record, keptId)
      const undone = withoutMerged(data, entry)
      if (undone === 'changed') return 'changed'
      known.set(`${record}|${keptId}`, writePath(data, field, undone.value))
      const from = readPath(data, field) ?? null
      return { record, id: keptId, field, change: { from, to: undone.value } }
    },
    renamed: () =>
      [...readings].flatMap(([id, before]) => {
        const card = Named.safeParse(find('customer', id)?.data).data
        const after = Names.safeParse(dataOf('customer', id)).data
        return card === undefined || after === undefined
          ? []
          : [renamedCard(id, card, after, before)]
      }),
  }
}

function renamedCard(
  id: string,
  { name, aliases, searchKeys }: z.infer<typeof Named>,
  after: z.infer<typeof Names>,
  before: SearchKeys | undefined,
): RenamedCard {
  // A name that is put back has its former reading again; another one keeps what it is read like now.
  const keys = after.name === name ? searchKeys : (before ?? searchKeys)
  const known = new Map([
    [name, [searchKeys.full, ...searchKeys.alternatives].slice(0, mostAliasReadings)],
    ...aliases.map((alias, index) => [alias, searchKeys.aliases?.[index] ?? []] as const),
  ])
  const fallback: SearchKeys = {
    ...keys,
    aliases: after.aliases.map((alias) => known.get(alias) ?? []),
  }
  if (after.aliases.length === 0) delete fallback.aliases
  return { id, ...after, present: searchKeys, fallback, override: keys.override }
}
