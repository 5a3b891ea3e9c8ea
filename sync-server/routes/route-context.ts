import type { AuditWatch } from '#server/audit-watch.ts'
import type { Backups } from '#server/backups.ts'
import type { DevicePlaces } from '#server/device-places.ts'
import type { FailureDelay } from '#server/failure-delay.ts'
import type { LiveHub } from '#server/live-hub.ts'
import type { LiveWaits } from '#server/live-wait.ts'
import type { RowBudget } from '#server/row-budget.ts'
import type { Services } from '#server/services.ts'
import type { SetupCode } from '#server/setup-code.ts'

/** What every group of routes is given. */
export interface RouteContext {
  services: Services
  setupCode: SetupCode
  live: LiveHub
  waits: LiveWaits
  /** SE5: the pulls that are being sent. */
  pulls: DevicePlaces
  failureDelay: FailureDelay
  auditWatch: AuditWatch
  /** SE9: where this server can copy its database by itself. */
  backups: Backups | undefined
  budgets: { pull: RowBudget; push: RowBudget }
}
