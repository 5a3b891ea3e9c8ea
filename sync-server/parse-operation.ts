import { Operation } from '#shared/protocol/operation.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import { upcastOperation } from '#shared/protocol/upcast-operation.ts'

const members = new Set([
  'n',
  'id',
  'recordType',
  'recordId',
  'at',
  'schemaVersion',
  'author',
  'kind',
  'args',
])

export type ParsedOperation =
  | { ok: true; operation: Operation }
  | { ok: false; result: Omit<OperationResult, 'n'> }

/** PU2, PU4: an operation that cannot be read has an outcome too; the next one runs. */
export function parseOperation(raw: Record<string, unknown>): ParsedOperation {
  const upcast = upcastOperation(raw)
  if (!upcast.ok && upcast.because === 'newer-schema') {
    return { ok: false, result: { outcome: 'deferred', reason: 'newer-schema' } }
  }
  if (!upcast.ok) {
    return { ok: false, result: { outcome: 'quarantined', details: ['older-schema'] } }
  }
  // SE3: refused loudly, never stripped.
  const unknown = Object.keys(raw).some((key) => !members.has(key))
  const parsed = Operation.safeParse(upcast.operation)
  if (parsed.success && !unknown) return { ok: true, operation: parsed.data }
  const places = (parsed.error?.issues ?? []).map(({ path }) => path.join('.')).filter(Boolean)
  const details = unknown ? [...places, 'unknown-member'] : places
  return { ok: false, result: { outcome: 'rejected', reason: 'invalid-value', details } }
}
