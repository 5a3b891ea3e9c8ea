import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { RuleTable } from '#shared/domain/rule-table.ts'
import { newestCalendar, rulesInForce } from '#shared/domain/rules-in-force.ts'
import { RecordBody } from '#shared/protocol/record.ts'
import { orgScope } from '#shared/protocol/scope.ts'
import type { OperatorCommand } from './operator-command.ts'
import { textTable } from './text-table.ts'

export const listRules: OperatorCommand = {
  name: 'rules',
  parameters: [],
  says: 'all versions of the rules, which is in force, and the years whose holidays are known',
  async run({ store, clock }) {
    const today = civilDateInShanghai(clock())
    const tables = await store.read(async ({ records }) => {
      const rows = await records.ofScope(orgScope)
      return rows
        .map(({ body }) => RecordBody.parse(JSON.parse(body)))
        .filter(({ type, archivedAt }) => type === 'rule-table' && archivedAt === undefined)
        .map(({ data }) => RuleTable.parse(data))
    })
    const inForce = rulesInForce(tables, today)
    const rows = tables
      .toSorted((one, other) => one.version - other.version)
      .map(({ version, effectiveFrom, complaint, dates }) => [
        String(version),
        effectiveFrom,
        version === inForce.version ? 'in force' : effectiveFrom > today ? 'coming' : 'past',
        [complaint.replyDays, complaint.extendedReplyDays, complaint.longestReplyDays].join('/'),
        String(complaint.warnDays),
        String(dates.todayHorizonDays),
      ])
    const years = Object.keys(newestCalendar(tables).years).toSorted().join(', ')
    return [
      ...textTable(['version', 'from', '', 'reply days', 'warn', 'dates ahead'], rows),
      '',
      `Holidays are known for: ${years}.`,
    ]
  },
}
