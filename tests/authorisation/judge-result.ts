import type { Answer } from './door.ts'
import type { Attempt } from './planned-operation.ts'
import type { Verdict } from './sql-referee.ts'
import type { World } from './world.ts'

/** Outcomes of an operation that its author was allowed to send. */
const taken = new Set(['applied', 'merged', 'noop', 'conflict', 'proposal'])
/** Refusals of what an operation says, whoever sends it. */
const aboutContent = new Set([
  'invalid-value',
  'unknown-field',
  'server-owned-field',
  'transition-not-legal',
])

export function isTaken({ outcome }: Answer): boolean {
  return taken.has(outcome)
}

/**
 * SC5 in both directions: what the referee forbids was not taken, what it allows was not refused for want of a right, and
 * what is not there for this person was answered like something that is nowhere. Answers what is wrong, if anything is.
 */
export function judgeResult(
  world: World,
  { by, operation }: Attempt,
  verdict: Verdict,
  result: Answer,
): string[] {
  if (isRightAnswer(world, { by, operation }, verdict, result)) return []
  const [said, sent] = [JSON.stringify(result), JSON.stringify(operation)]
  return [`[SC5] the referee says ${verdict}, the server ${said} to ${by.role} ${by.id}: ${sent}`]
}

function isRightAnswer(
  world: World,
  { by, operation }: Pick<Attempt, 'by' | 'operation'>,
  verdict: Verdict,
  { outcome, reason, details = [] }: Answer,
): boolean {
  const isHandedOver = outcome === 'quarantined' && reason === 'handed-over'
  const isErased = outcome === 'gone' && reason === 'record-erased'
  // A create can hang on several, of which the referee looks at the first.
  if (isErased) return namesErased(world, operation)
  const isCreate = operation['kind'] === 'create'
  switch (verdict) {
    case 'erased':
      return false
    case 'nothing':
      return (
        isHandedOver ||
        (reason === 'record-not-found' && outcome === (isCreate ? 'rejected' : 'gone'))
      )
    case 'no':
      return isHandedOver || outcome === 'rejected'
    case 'yes':
      // What it would be merged into lies in another branch: answered like what is nowhere.
      if (mergesElsewhere(world, by, operation)) {
        return reason === 'record-not-found' && outcome === 'gone'
      }
      if (taken.has(outcome)) return true
      if (outcome !== 'rejected') return false
      // The taker of what a colleague typed needs a right to that, too.
      if (isTaking(operation) && reason === 'not-allowed') return true
      // A fixed field is named; a missing right names nothing.
      const isFixed = reason === 'not-allowed' && details.length > 0
      return isFixed || aboutContent.has(reason ?? '')
  }
}

function namesErased({ erased }: World, operation: Attempt['operation']): boolean {
  const text = JSON.stringify(operation)
  return [...erased].some((id) => text.includes(id))
}

function mergesElsewhere(
  { records }: World,
  by: Attempt['by'],
  { args }: Attempt['operation'],
): boolean {
  const into = Object(args).changes?.mergedInto?.to
  const card = records.customer.find(({ id }) => id === into)
  return card !== undefined && card.branch !== by.branch
}

function isTaking({ recordType, args }: Attempt['operation']): boolean {
  return recordType === 'sync-issue' && JSON.stringify(args).includes('"taken"')
}
