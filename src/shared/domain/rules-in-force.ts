import type { CivilDate } from './civil-date.ts'
import { mainlandWorkingCalendar } from './mainland-working-calendar.ts'
import { defaultRuleTable, type RuleTable } from './rule-table.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/**
 * The rules of a day: the table that took effect last by then, of two of one day the later made; else those built in. A working
 * calendar holds for every table, so that of the highest version counts, whichever table brought it.
 */
export function rulesInForce(tables: readonly RuleTable[], day: CivilDate): RuleTable {
  const begun = tables.filter((table) => table.effectiveFrom <= day)
  const inForce = begun.reduce<RuleTable | null>(
    (best, table) => (best === null || isAfter(table, best) ? table : best),
    null,
  )
  const workingCalendar = newestCalendar(begun)
  if (inForce === null) return defaultRuleTable(workingCalendar)
  return inForce.workingCalendar.version === workingCalendar.version
    ? inForce
    : { ...inForce, workingCalendar }
}

/** Tables that take effect after a day, in the order in which they will. */
export function comingRules<Table extends { data: RuleTable }>(
  tables: readonly Table[],
  day: CivilDate,
): Table[] {
  return tables
    .filter(({ data }) => data.effectiveFrom > day)
    .toSorted((one, other) => (isAfter(one.data, other.data) ? 1 : -1))
}

/** The calendar of the highest version, that of the product itself among them. */
export function newestCalendar(tables: readonly RuleTable[]): WorkingCalendar {
  return tables.reduce(
    (best, { workingCalendar }) =>
      workingCalendar.version > best.version ? workingCalendar : best,
    mainlandWorkingCalendar,
  )
}

function isAfter(one: RuleTable, other: RuleTable): boolean {
  if (one.effectiveFrom !== other.effectiveFrom) return one.effectiveFrom > other.effectiveFrom
  return one.version > other.version
}
