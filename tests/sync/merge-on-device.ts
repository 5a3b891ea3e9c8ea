import { haveOtherIdentities } from '#shared/domain/customer-identity.ts'
import { mergeDifferences, mergedValues, usualPick } from '#shared/domain/merge-differences.ts'
import {
  customerHere,
  mergeRequests,
  undoRequests,
  withFollowing,
} from '#features/merge/merge-commands.ts'
import { identitiesOf } from '#features/merge/use-pair.ts'
import type { BranchDevice } from './branch-device.ts'
import { save } from './offline-devices.ts'

/** Merges as the sheet does, with what it proposes; false where it does not offer it. */
export async function mergeOn(
  device: BranchDevice,
  { keptId, otherId }: { keptId: string; otherId: string },
): Promise<boolean> {
  const { replica } = device
  const [kept, other] = [customerHere(replica, keptId), customerHere(replica, otherId)]
  // Who is merged away is not in the list any more.
  const isListed = [keptId, otherId].every((id) => replica.keptCustomer(id) === id)
  if (kept === null || other === null || keptId === otherId || !isListed) return false
  const identities = [keptId, otherId].flatMap((id) => identitiesOf(replica, id))
  if (haveOtherIdentities(identities)) return false
  const differences = mergeDifferences(
    { card: kept.card.data, profile: kept.profile?.data },
    { card: other.card.data, profile: other.profile?.data },
  )
  const values = withFollowing(kept, mergedValues(differences, usualPick), null)
  return save(device, mergeRequests(kept, other, values))
}

/** Takes the merge of a card back as its customer's page does; of a chain the last link first. */
export async function undoOn(device: BranchDevice, otherId: string): Promise<boolean> {
  const { replica } = device
  const keptId = replica.keptCustomer(otherId)
  if (keptId === otherId) return false
  const undone = undoRequests(replica, otherId, keptId)
  if ('first' in undone) return undoOn(device, undone.first)
  return save(device, undone.requests)
}
