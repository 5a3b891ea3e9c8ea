import type { CivilDate } from '#shared/domain/civil-date.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { defaultRuleTable, type RuleTable } from '#shared/domain/rule-table.ts'

/** The newest table that holds today, else the built-in one; of two calendars the higher version wins. */
export function rulesInForce(
  tables: readonly RecordOf<'rule-table'>[],
  today: CivilDate,
): RuleTable {
  const newest = tables
    .map((table) => table.data)
    .filter((table) => table.effectiveFrom <= today)
    .reduce<RuleTable | null>((best, table) => (newer(table, best) ? table : best), null)
  if (newest === null) return defaultRuleTable(mainlandWorkingCalendar)
  if (newest.workingCalendar.version >= mainlandWorkingCalendar.version) return newest
  return { ...newest, workingCalendar: mainlandWorkingCalendar }
}

function newer(table: RuleTable, best: RuleTable | null): boolean {
  return best === null || table.version > best.version
}
