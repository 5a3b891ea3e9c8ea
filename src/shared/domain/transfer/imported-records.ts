import type { CivilDate } from '#shared/domain/civil-date.ts'
import { mainPhoneTail } from '#shared/domain/contact-points.ts'
import type { Customer } from '#shared/domain/customer.ts'
import { derivedId } from '#shared/domain/derived-id.ts'
import { type ImportantDate, withImportantDateDefaults } from '#shared/domain/important-date.ts'
import type { ContactPoint, Profile } from '#shared/domain/profile.ts'
import type { SearchKeys } from '#shared/domain/search-keys.ts'
import type { ImportDraft } from './import-draft.ts'

/**
 * OP1: the id of the customer that a row of a file becomes. The same file in the same branch gives the same ids on every
 * device, so that a row is recognised when the import is begun again. `fileHash`: SHA-256 of its bytes; `row`: its number there.
 */
export function importedCustomerId(branchId: string, fileHash: string, row: number): string {
  return derivedId('import', branchId, fileHash, String(row))
}

export interface ImportedRecords {
  customerId: string
  card: Customer
  profile: Profile
  birthday: { id: string; data: ImportantDate } | null
}

/** Everything that one row becomes; it is stored in one commit. */
export function importedRecords({
  customerId,
  draft,
  searchKeys,
  branchId,
  ownerId,
  today,
}: {
  customerId: string
  draft: ImportDraft
  searchKeys: SearchKeys
  branchId: string
  ownerId: string
  today: CivilDate
}): ImportedRecords {
  const contactPoints = pointsOf(customerId, draft)
  const tail = mainPhoneTail(contactPoints)
  const { name, aliases, salutation, gender, tier, likes, taboos, pinnedNote } = draft
  const { occupation, employer, family, habits, tags, birthday } = draft
  return {
    customerId,
    card: {
      branchId,
      ownerId,
      coOwnerIds: [],
      name,
      aliases,
      ...(salutation === undefined ? {} : { salutation }),
      ...(gender === undefined ? {} : { gender }),
      searchKeys,
      ...(tail === undefined ? {} : { phoneTail: tail }),
      tier,
      tierBasis: [],
      tierSince: today,
      stage: 'prospect',
      source: 'import',
      likes,
      taboos,
      specialCare: [],
      doNotContact: 'none',
      ...(pinnedNote === undefined ? {} : { pinnedNote }),
    },
    profile: {
      customerId,
      contactPoints,
      ...(occupation === undefined ? {} : { occupation }),
      ...(employer === undefined ? {} : { employer }),
      ...(family === undefined ? {} : { family }),
      ...(habits === undefined ? {} : { habits }),
      investmentPreferences: [],
      preferredChannels: [],
      ...(tags.length === 0 ? {} : { tags }),
    },
    birthday:
      birthday === undefined
        ? null
        : {
            id: derivedId('import-birthday', customerId),
            data: withImportantDateDefaults({
              customerId,
              kind: 'birthday',
              calendar: 'solar',
              ...birthday,
            }),
          },
  }
}

/** The first number is the main one: it stood first. */
function pointsOf(customerId: string, draft: ImportDraft): Record<string, ContactPoint> {
  const main = draft.contactPoints.findIndex(({ kind }) => kind === 'mobile' || kind === 'tel')
  return Object.fromEntries(
    draft.contactPoints.map((point, index) => [
      derivedId('import-contact', customerId, String(index)),
      index === main ? { ...point, primary: true } : point,
    ]),
  )
}
