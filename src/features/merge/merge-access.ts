import { type CustomerIdentity, haveOtherIdentities } from '#shared/domain/customer-identity.ts'
import { mergeableCard, mergeObstacle, type MergeObstacle } from '#shared/domain/customer-merges.ts'
import { mayWrite } from '#shared/domain/grants.ts'
import type { ImportantDate } from '#shared/domain/important-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { branchScope } from '#shared/protocol/scope.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { schemaVersion } from '#shared/protocol/version.ts'

/** Why two cards cannot become one here and now; `id-birthdays`: two papers say that they are two people. */
export type WhyNotMerged = MergeObstacle | 'archived' | 'not-yours' | 'id-birthdays'

type Card = RecordOf<'customer'>

/** Whether this colleague may merge the card into another one: whoever may change its name (`write-rules.ts`). */
export function mayMerge(
  session: Pick<SessionInfo, 'staffId' | 'role' | 'branchId' | 'scopes'>,
  card: Card,
): boolean {
  const { staffId, role, branchId } = session
  const operation = {
    id: card.id,
    recordType: 'customer' as const,
    recordId: card.id,
    at: card.updatedAt,
    schemaVersion,
    author: staffId,
    kind: 'patch' as const,
    args: { changes: { mergedInto: { from: null, to: null } } },
  }
  const grants = {
    person: { staffId, role, branchId },
    scopes: new Set(session.scopes),
    colleagues: new Map(),
    present: new Set<string>(),
  }
  return mayWrite(grants, operation, card, { scope: branchScope(card.data.branchId) }).ok
}

/** One of two who may become one. */
export interface MergeCandidate {
  card: Card
  dates: readonly ImportantDate[]
  /** Of the customer and of all who are merged into him. */
  identities: readonly CustomerIdentity[]
}

/** Why one cannot be merged into the other; null when nothing stands against it. */
export function whyNotMerged(
  session: Parameters<typeof mayMerge>[0],
  one: MergeCandidate,
  other: MergeCandidate,
): WhyNotMerged | null {
  if ([one, other].some(({ card }) => card.archivedAt !== undefined)) return 'archived'
  const from = mergeableCard(one.card)
  const obstacle =
    from === undefined
      ? 'not-there'
      : mergeObstacle(one.card.id, from, other.card.id, mergeableCard(other.card))
  if (obstacle !== null) return obstacle
  if (!mayMerge(session, one.card) || !mayMerge(session, other.card)) return 'not-yours'
  // Invariant 14: before the birthdays, which can be corrected on the spot.
  if (haveOtherIdentities([...one.identities, ...other.identities])) return 'other-identity'
  return haveOtherIdBirthdays(one.dates, other.dates) ? 'id-birthdays' : null
}

/** The days of birth on two identity papers differ. */
function haveOtherIdBirthdays(
  one: readonly ImportantDate[],
  other: readonly ImportantDate[],
): boolean {
  const [mine, theirs] = [one, other].map((dates) =>
    dates.filter(({ kind, origin }) => kind === 'birthday' && origin === 'id_card').map(dayOf),
  )
  if (mine === undefined || theirs === undefined || mine.length === 0 || theirs.length === 0)
    return false
  return !mine.some((day) => theirs.includes(day))
}

function dayOf({ calendar, year, month, day, leap }: ImportantDate): string {
  return JSON.stringify([calendar, year ?? null, month, day, leap])
}
