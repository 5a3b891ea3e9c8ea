import { tiers } from '#shared/domain/customer.ts'

/** More than any tier adds. */
const ownComesFirst = 4
/** Closeness stays below this. */
export const mostClose = 2 * ownComesFirst

/**
 * How near a customer is to whoever searches, for those whom nothing else puts in an order: one's own before those of colleagues,
 * then by tier. Nobody else's last contact is known here, and of twenty thousand two thousand are one's own.
 */
export function closenessOf(
  data: { readonly ownerId?: unknown; readonly tier?: unknown },
  staffId: string,
): number {
  const tier = tiers.findIndex((each) => each === data.tier)
  return (
    (data.ownerId === staffId ? ownComesFirst : 0) + (tier === -1 ? 0 : tiers.length - 1 - tier)
  )
}
