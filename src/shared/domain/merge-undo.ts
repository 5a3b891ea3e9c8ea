import { type CardLookup, wayOf } from './customer-merges.ts'

/**
 * The cards whose `mergedInto` is to be taken away so that `id` is not shown under `keptId` any more: its own, and where
 * the two were merged in a round also that of the one who was kept. What was merged into either stays with it.
 */
export function stepsToUndo(id: string, keptId: string, cardOf: CardLookup): string[] {
  const goesRound = wayOf(keptId, cardOf).includes(id)
  const steps = goesRound ? [id, keptId] : [id]
  return steps.filter((step) => cardOf(step)?.mergedInto !== undefined)
}

/**
 * ME8: whose merge has to be undone before this one; undefined when nothing is in the way. Where one was merged into another and
 * that one into a third, values of the first went on with the second, and only the second's log says where.
 */
export function undoneBefore(id: string, keptId: string, cardOf: CardLookup): string | undefined {
  const way = wayOf(id, cardOf)
  return way[way.indexOf(keptId) - 1]
}
