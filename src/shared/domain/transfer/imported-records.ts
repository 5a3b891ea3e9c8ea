import type { CivilDate } from '#shared/domain/civil-date.ts'
import { mainPhoneTail } from '#shared/domain/contact-points.ts'
import type { Customer } from '#shared/domain/customer.ts'
import { derivedId } from '#shared/domain/derived-id.ts'
import { type ImportantDate, withImportantDateDefaults } from '#shared/domain/important-date.ts'
import type { ContactPoint, Profile } from '#shared/domain/profile.ts'
import type { Need } from '#shared/domain/need.ts'
import type { Relation } from '#shared/domain/relation.ts'
import {
  reviewTaskId,
  reviewTaskOf,
  type ServicePlan,
  servicePlanId,
} from '#shared/domain/service-plan.ts'
import type { Task } from '#shared/domain/task.ts'
import type { SearchKeys } from '#shared/domain/search-keys.ts'
import type { ImportDraft } from './import-draft.ts'

/** A file as it is imported: which one, into which branch, and for which time after it was taken back. */
export interface ImportedFile {
  branchId: string
  /** SHA-256 of its bytes, and its sheet. */
  fileHash: string
  /** 1 for the first time; one more after each time that it was taken back. */
  turn: number
}

/**
 * OP1: the id of the customer that a row of a file becomes. The same file in the same branch gives the same ids on every
 * device, so that a row is recognised when the import is begun again. `row`: its number there.
 */
export function importedCustomerId(
  { branchId, fileHash, turn }: ImportedFile,
  row: number,
): string {
  const words = ['import', branchId, fileHash, String(row)] as const
  return turn === 1 ? derivedId(...words) : derivedId(...words, String(turn))
}

/** The import that all customers of a file have in common: by it they are found again on every device, without a journal. */
export function importIdOf({ branchId, fileHash, turn }: ImportedFile): string {
  return derivedId('import-of-file', branchId, fileHash, String(turn))
}

/** The id of the birthday that a row brings. */
export function importedBirthdayId(customerId: string): string {
  return derivedId('import-birthday', customerId)
}

/** The ids of the needs and relations that a row brings, by their place in the cell. */
export function importedNeedId(customerId: string, index: number): string {
  return derivedId('import-need', customerId, String(index))
}

export function importedRelationId(customerId: string, index: number): string {
  return derivedId('import-relation', customerId, String(index))
}

/** A record of a row, with its id. */
interface Made<Data> {
  id: string
  data: Data
}

export interface ImportedRecords {
  customerId: string
  card: Customer
  profile: Profile
  birthday: Made<ImportantDate> | null
  needs: Made<Need>[]
  relations: Made<Relation>[]
  plan: Made<ServicePlan> | null
  /** R11: on the day on which the plan is to be looked at again. */
  review: Made<Task> | null
}

/** Everything that one row becomes; it is stored in one commit. */
export function importedRecords({
  customerId,
  importId,
  draft,
  searchKeys,
  branchId,
  ownerId,
  today,
  reviewTitle,
}: {
  customerId: string
  importId: string
  draft: ImportDraft
  searchKeys: SearchKeys
  branchId: string
  ownerId: string
  today: CivilDate
  /** What the task to look at a plan again is called. */
  reviewTitle: string
}): ImportedRecords {
  const contactPoints = pointsOf(customerId, draft)
  const tail = mainPhoneTail(contactPoints)
  const { name, aliases, salutation, gender, tier, likes, taboos, pinnedNote } = draft
  const { identity, occupation, employer, family, habits, tags, birthday, plan } = draft
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
      importId,
      likes,
      taboos,
      specialCare: [],
      doNotContact: 'none',
      ...(pinnedNote === undefined ? {} : { pinnedNote }),
    },
    profile: {
      customerId,
      contactPoints,
      ...(identity === undefined ? {} : { identity }),
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
            id: importedBirthdayId(customerId),
            data: withImportantDateDefaults({
              customerId,
              kind: 'birthday',
              calendar: 'solar',
              ...birthday,
            }),
          },
    needs: draft.needs.map((need, index) => ({
      id: importedNeedId(customerId, index),
      data: { customerId, ...need, status: 'open', saidOn: today },
    })),
    relations: draft.relations.map(({ kind, name: other }, index) => ({
      id: importedRelationId(customerId, index),
      data: { customerId, other: { name: other }, kind },
    })),
    plan:
      plan === undefined
        ? null
        : { id: servicePlanId(customerId), data: { customerId, ...plan, importId } },
    review:
      plan?.reviewOn === undefined
        ? null
        : {
            id: reviewTaskId(customerId, plan.reviewOn),
            data: reviewTaskOf({
              customerId,
              assigneeId: ownerId,
              title: reviewTitle,
              dueOn: plan.reviewOn,
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
