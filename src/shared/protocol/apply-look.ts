import { isMaskedField } from '#shared/domain/masking.ts'
import { ok } from '#shared/domain/result.ts'
import { type ChangeAnswer, rejected } from './change-effect.ts'
import type { RecordType } from './record.ts'

/**
 * SE7: that somebody was shown a masked value. The record stays as it is, so nobody pulls anything because of it; what it
 * leaves is the audit row of the server. What is not masked cannot be looked at.
 */
export function applyLook(recordType: RecordType, field: string): ChangeAnswer {
  // What was typed and not taken is looked at in the issue that keeps it.
  return recordType === 'sync-issue' || isMaskedField(recordType, field)
    ? ok([{ effect: 'applied' }])
    : rejected('invalid-value', ['field'])
}
