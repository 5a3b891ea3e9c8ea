import * as z from 'zod/mini'
import { CustomerFilter, customerSorts } from '#shared/domain/customer-filter.ts'
import { differentPeopleId } from '#shared/domain/preference.ts'
import { nameText } from '#shared/domain/text-limits.ts'
import { type ChangeRequest, create, type Replica } from '#replica/replica.ts'

/** What the sealed setting of the list held before preferences were records, as it was written; empty lists are left out. */
export interface FormerPreferences {
  saved?: readonly unknown[]
  /** `one|other`, the smaller id first. */
  different?: readonly unknown[]
}

const list = z.catch(z.optional(z.array(z.unknown())), undefined)
const FormerSetting = z.object({ saved: list, different: list })
const SavedFilter = z.object({
  id: z.uuid(),
  name: nameText,
  filter: CustomerFilter,
  sort: z.optional(z.enum(customerSorts)),
})
const Pair = z.string().check(z.regex(/^[0-9a-f-]{36}\|[0-9a-f-]{36}$/))

export function formerPreferences(setting: unknown): FormerPreferences {
  const { saved = [], different = [] } = FormerSetting.safeParse(setting).data ?? {}
  return whatIsLeft(saved, different)
}

/**
 * Makes a record of each, one by one, and answers what is left: what could not be stored, so that it is tried again the next time
 * the list is opened, and what is no filter or pair at all.
 */
export async function takeOver(
  { saved = [], different = [] }: FormerPreferences,
  replica: Pick<Replica, 'commit' | 'session'>,
): Promise<FormerPreferences> {
  const { staffId } = replica.session
  const stays = async (request: ChangeRequest | null): Promise<boolean> => {
    if (request === null) return true
    try {
      await replica.commit([request])
      return false
    } catch {
      // Nothing is lost: it stays in the setting.
      return true
    }
  }
  const left = async (
    all: readonly unknown[],
    requestOf: (each: unknown) => ChangeRequest | null,
  ) => {
    const kept: unknown[] = []
    for (const each of all) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: one that is refused holds up no other
      if (await stays(requestOf(each))) kept.push(each)
    }
    return kept
  }
  return whatIsLeft(
    await left(saved, (each) => ofFilter(each, staffId)),
    await left(different, (each) => ofPair(each, staffId)),
  )
}

function ofFilter(each: unknown, staffId: string): ChangeRequest | null {
  const parsed = SavedFilter.safeParse(each)
  if (!parsed.success) return null
  const { id, ...saved } = parsed.data
  return create('preference', id, { staffId, kind: 'saved-filter', ...saved })
}

function ofPair(each: unknown, staffId: string): ChangeRequest | null {
  const [one, other] = Pair.safeParse(each).data?.split('|') ?? []
  if (one === undefined || other === undefined) return null
  const customerIds = [one, other]
  const id = differentPeopleId(staffId, [one, other])
  return create('preference', id, { staffId, kind: 'different-people', customerIds })
}

function whatIsLeft(saved: readonly unknown[], different: readonly unknown[]): FormerPreferences {
  return {
    ...(saved.length > 0 && { saved }),
    ...(different.length > 0 && { different }),
  }
}
