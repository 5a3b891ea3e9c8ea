import { firstTables } from './0001-first-tables.ts'
import { handovers } from './0002-handovers.ts'
import { waitingOperations } from './0003-waiting-operations.ts'
import { sessionRotation } from './0004-session-rotation.ts'
import { erasures } from './0005-erasures.ts'
import { passkeys } from './0006-passkeys.ts'
import { recovery } from './0007-recovery.ts'
import { wipes } from './0008-wipes.ts'
import { claimedTimes } from './0009-claimed-times.ts'
import { auditIndexes } from './0010-audit-search.ts'
import { failures } from './0011-failures.ts'
import { rescues } from './0012-rescues.ts'
import { mixedChecksums } from './0013-mixed-checksums.ts'
import { maskedExports } from './0014-masked-exports.ts'
import type { PortableMigration } from './ddl.ts'

/**
 * Every migration, by the number it runs under, for every database; one that was released is never changed.
 * Kysely runs each in a transaction with the ones before it, in the order of these names.
 */
export const allMigrations: Record<string, PortableMigration> = {
  '0001-first-tables': firstTables,
  '0002-handovers': handovers,
  '0003-waiting-operations': waitingOperations,
  '0004-session-rotation': sessionRotation,
  '0005-erasures': erasures,
  '0006-passkeys': passkeys,
  '0007-recovery': recovery,
  '0008-wipes': wipes,
  '0009-claimed-times': claimedTimes,
  '0010-audit-search': auditIndexes,
  '0011-failures': failures,
  '0012-rescues': rescues,
  '0013-mixed-checksums': mixedChecksums,
  '0014-masked-exports': maskedExports,
}
