import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { RuleTable } from '#shared/domain/rule-table.ts'
import { newestCalendar, rulesInForce } from '#shared/domain/rules-in-force.ts'
import type { RuleNumbers, YearPlan } from '#shared/domain/rule-change.ts'
import { openDraft } from '#shared/protocol/record-draft.ts'
import type { PublishRulesRequest } from '#shared/protocol/rule-message.ts'
import { orgScope } from '#shared/protocol/scope.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { type AccountKeeper, auditOf, stampOf } from './change-staff.ts'
import { type HttpProblem, problem } from './problem.ts'
import { newRecord } from './set-up-branch.ts'
import type { StoredRecord } from './store/record-table.ts'
import type { Transaction } from './store/store.ts'

export type RulesChange =
  | { ok: true; id: string; version: number }
  | { ok: false; problem: HttpProblem }

interface NewVersion {
  id: string
  now: number
}

/**
 * A new version of the numbers, of the cadence, of the churn rules, of what changes suggest or of several, from `effectiveFrom` on: that day has not
 * passed, so nothing is judged anew.
 */
export async function publishRules(
  transaction: Transaction,
  keeper: AccountKeeper,
  { id, now, effectiveFrom, numbers, cadence, churn, changes }: NewVersion & PublishRulesRequest,
): Promise<RulesChange> {
  if (effectiveFrom < civilDateInShanghai(now)) return { ok: false, problem: dayHasPassed() }
  const tables = await standingTables(transaction)
  return addVersion(transaction, keeper, {
    id,
    now,
    table: {
      ...rulesInForce(tables, effectiveFrom),
      ...(numbers && tableOf(numbers)),
      ...(cadence && { cadence }),
      ...(churn && { churn }),
      ...(changes && { changes }),
      effectiveFrom,
      workingCalendar: newestCalendar(tables),
    },
  })
}

/** The holidays and make-up days of one year, from today on; the numbers stay those in force. */
export async function publishYear(
  transaction: Transaction,
  keeper: AccountKeeper,
  { id, now, plan: { year, ...days } }: NewVersion & { plan: YearPlan },
): Promise<RulesChange> {
  const today = civilDateInShanghai(now)
  const tables = await standingTables(transaction)
  const { version, years } = newestCalendar(tables)
  return addVersion(transaction, keeper, {
    id,
    now,
    table: {
      ...rulesInForce(tables, today),
      effectiveFrom: today,
      workingCalendar: { version: version + 1, years: { ...years, [year]: days } },
    },
  })
}

/** Takes a version back that has not begun, or gives it again; what has begun stays in the history for ever. */
export async function withdrawRules(
  transaction: Transaction,
  keeper: AccountKeeper,
  { id, now, withdrawn }: NewVersion & { withdrawn: boolean },
): Promise<RulesChange> {
  const stored = await transaction.records.get('rule-table', id)
  if (stored === undefined) return { ok: false, problem: problem('not-found') }
  const { version, effectiveFrom } = RuleTable.parse(stored.record.data)
  if (effectiveFrom <= civilDateInShanghai(now)) return { ok: false, problem: dayHasPassed() }
  const draft = openDraft(stored.record)
  if (draft.isArchived() === withdrawn) return { ok: true, id, version }
  draft.setArchived(withdrawn, { at: now, by: stampOf(keeper) })
  await transaction.records.put(draft.finish(schemaVersion) ?? stored.record, orgScope)
  note(transaction, keeper, {
    id,
    now,
    version,
    what: 'rules-withdrawn',
    more: withdrawn ? '' : ' undone',
  })
  return { ok: true, id, version }
}

async function addVersion(
  transaction: Transaction,
  keeper: AccountKeeper,
  { id, now, table }: NewVersion & { table: Omit<RuleTable, 'version'> },
): Promise<RulesChange> {
  const all = await allTables(transaction)
  const version = 1 + Math.max(0, ...all.map((stored) => tableIn(stored).version))
  const data: RuleTable = { ...table, version }
  const by = { at: now, staffId: stampOf(keeper) }
  await transaction.records.put(newRecord('rule-table', id, data, by), orgScope)
  note(transaction, keeper, { id, now, version, what: 'rules-changed', more: '' })
  return { ok: true, id, version }
}

function note(
  { audit }: Transaction,
  keeper: AccountKeeper,
  { id, now, version, what, more }: NewVersion & { version: number; what: string; more: string },
): void {
  const by = auditOf(keeper)
  audit.add({ at: now, what, ...by, refType: 'rule-table', refId: id, code: `v${version}${more}` })
}

/** Those that were not taken back. */
async function standingTables(transaction: Transaction): Promise<RuleTable[]> {
  const all = await allTables(transaction)
  return all.filter(({ record }) => record.archivedAt === undefined).map(tableIn)
}

async function allTables({ records }: Transaction): Promise<StoredRecord[]> {
  // Two that publish at once must not take the same version.
  await records.hold([orgScope])
  const { tier } = recordTypeDefinitions['rule-table']
  const found: StoredRecord[] = []
  for await (const stored of records.sweep(orgScope, { tiers: [tier] })) {
    if (stored.record.type === 'rule-table') found.push(stored)
  }
  return found
}

function tableIn({ record }: StoredRecord): RuleTable {
  return RuleTable.parse(record.data)
}

function tableOf({ todayHorizonDays, ...complaint }: RuleNumbers) {
  return { complaint, dates: { todayHorizonDays } }
}

function dayHasPassed(): HttpProblem {
  return problem('invalid', { fields: [{ field: 'effectiveFrom', code: 'day-has-passed' }] })
}
