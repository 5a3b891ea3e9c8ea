import type { MergedField } from '#shared/domain/profile.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import * as z from 'zod/mini'
import type { AuditRow } from './audit-chain.ts'
import {
  type CustomerRecords,
  findCustomerRecords,
  keptUntil,
  type RecordSearch,
} from './customer-records.ts'
import { shownAsOne } from './merged-customers.ts'
import {
  namedInLog,
  soundTraces,
  withoutMergeLog,
  withoutOthers,
  withoutTakenFrom,
} from './merge-traces.ts'
import { operationsOn } from './operations-on.ts'
import { fieldWords, timeWords, typeWords, valueWords } from './record-words.ts'
import type { Services } from './services.ts'
import type { WaitingOperation } from './store/quarantine-table.ts'
import type { StoredRecord } from './store/record-table.ts'

/** What an audit row says was done. */
const actions: Record<string, string> = {
  view_unmasked: '查看未遮挡的内容',
  operation: '修改资料',
  'late-operation': '补办修改',
  'draft-taken': '采用同事录入的内容',
  'draft-dropped': '未采用同事录入的内容',
  'customer-shown': '导出全部资料',
  'customers-merged': '合并为一位客户',
  'merge-undone': '撤销合并',
}

const Data = z.record(z.string(), z.unknown())

type Names = ReadonlyMap<string, string>

/**
 * SE7: everything that is held about a customer, in words that the person can read, for the answer to a request for
 * access: records with what they said before, what waits, and by the audit who did something to them and when. The look
 * itself is an audit row. Throws an `Error` when there is no such customer.
 */
export async function showCustomer(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  customerId: string,
): Promise<Record<string, unknown>> {
  const now = clock()
  const told = await store.read(async ({ records, quarantine, audit, staff, branches }) => {
    const search = { mentioning: records.mentioning, waiting: quarantine.all }
    const together = await shownAsOne(records, customerId)
    const found = await findTogether(search, [customerId, ...together])
    if (found === undefined) throw new Error(`There is no customer ${customerId}.`)
    const names = new Map(
      (await staff.all()).map(({ id, name, staffNo }) => [id, `${name}（${staffNo}）`]),
    )
    for (const { record } of found.cards) {
      names.set(record.id, `${String(record.data['name'])}（本人）`)
      const branch = await branches.byId(String(record.data['branchId']))
      if (branch !== undefined) names.set(branch.id, branch.name)
    }
    // ME8: who was merged with one of them and is apart again is somebody else.
    const meant = new Set(found.cards.map(({ record }) => record.id))
    const theirs = found.logs.filter(({ record }) => !meant.has(record.id))
    const find = (type: string, id: string) => records.get(type, id)
    const traces: MergedField[] = []
    for (const { record } of theirs) traces.push(...(await soundTraces(record, find)))
    const isMeant = (id: string) => meant.has(id)
    // What colleagues keep for themselves says of two cards that they are two people, and nothing of either.
    const own = found.own.filter(({ record }) => record.type !== 'preference')
    const all = [...found.cards, ...own, ...found.shared, ...found.complaints].map((stored) =>
      withoutPartners(stored, traces, isMeant),
    )
    const isTheirs = (place: { recordType?: unknown; recordId?: unknown }) =>
      place.recordType === 'profile' && !meant.has(String(place.recordId))
    const issues = found.issues
      .filter(({ record }) => !isTheirs(record.data))
      .map(({ record, ...place }) => {
        const data = Data.parse(withoutOthers(record.data, isMeant))
        return { ...place, record: { ...record, data } }
      })
    const waitingHere = found.waiting
      .map((each) => ({ ...each, operation: withoutOthers(each.operation, isMeant) }))
      .filter(({ operation }) => !isTheirs(Data.safeParse(operation).data ?? {}))
    const ids = new Set([...all, ...issues].map(({ record }) => record.id))
    const done = await operationsOn(audit, ids)
    return {
      客户编号: customerId,
      导出时间: timeWords(now),
      说明: '以下是本系统保存的关于这位客户的全部内容。时间为北京时间。',
      资料: all.map((stored) => recordInWords(stored, names)),
      客户交接: found.handovers.map((stored) => recordInWords(stored, names)),
      待处理事项: issues.map((stored) => recordInWords(stored, names)),
      等待处理的操作: waitingHere.map((waiting) => waitingInWords(waiting, names)),
      经手记录: done.map(({ row }) => auditInWords(row, names)),
    }
  })
  await store.write(now, async ({ audit }) => {
    audit.add({ at: now, what: 'customer-shown', refType: 'customer', refId: customerId })
  })
  return told
}

/** ME8: everything about all who are shown as one, each once; undefined when the first is not there. */
async function findTogether(
  search: RecordSearch,
  ids: readonly string[],
): Promise<(Omit<CustomerRecords, 'card' | 'siblings'> & { cards: StoredRecord[] }) | undefined> {
  const all: CustomerRecords[] = []
  for (const id of new Set(ids)) {
    const found = await findCustomerRecords(search, id)
    if (found === undefined && id === ids[0]) return undefined
    if (found !== undefined) all.push(found)
  }
  const once = (part: (found: CustomerRecords) => readonly StoredRecord[]) => [
    ...new Map(
      all.flatMap(part).map((stored) => [`${stored.record.type}|${stored.record.id}`, stored]),
    ).values(),
  ]
  return {
    cards: all.map(({ card }) => card),
    own: once(({ own }) => own),
    shared: once(({ shared }) => shared),
    logs: once(({ logs }) => logs),
    complaints: once(({ complaints }) => complaints),
    handovers: once(({ handovers }) => handovers),
    issues: once(({ issues }) => issues),
    waiting: [
      ...new Map(
        all
          .flatMap(({ waiting }) => waiting)
          .map((each) => [JSON.stringify([each.device, each.epoch, each.n]), each]),
      ).values(),
    ],
  }
}

/**
 * A look says which content, and when it was if it came in later. A merge names the other card only as long as the two are shown
 * as one: who is apart again is somebody else (ME8).
 */
function auditInWords(row: AuditRow, names: Names): Record<string, string> {
  const { at, what, staffId, refType, refId, claimedAt } = row
  const type = refType ?? ''
  return {
    时间: timeWords(claimedAt ?? at),
    ...(claimedAt == null ? {} : { 登记时间: timeWords(at) }),
    经手人: names.get(staffId ?? '') ?? staffId ?? '管理命令',
    动作: actions[what] ?? what,
    结果: resultInWords(row, names),
    对象: `${typeWords(type)} ${refId ?? ''}`,
  }
}

function resultInWords({ what, refType, code }: AuditRow, names: Names): string {
  if (what === 'customers-merged' || what === 'merge-undone') return names.get(code ?? '') ?? ''
  if (what !== 'view_unmasked') return code ?? ''
  const [field = ''] = (code ?? '').split('.')
  return fieldWords(refType ?? '', field)
}

/** ME8: a record without what merges that were undone left in it of somebody else. */
function withoutPartners(
  { record, ...place }: StoredRecord,
  traces: readonly MergedField[],
  isMeant: (id: string) => boolean,
): StoredRecord {
  const others = record.type === 'profile' ? [...namedInLog(record)] : []
  const left = others
    .filter((id) => !isMeant(id))
    .reduce((body, id) => withoutMergeLog(body, id), withoutTakenFrom(record, traces))
  return { ...place, record: left }
}

function recordInWords({ record }: StoredRecord, names: Names): Record<string, unknown> {
  const { type, id, data, createdAt, createdBy, updatedAt, updatedBy, archivedAt } = record
  const until = type === 'complaint' ? keptUntil(record) : null
  return {
    类别: typeWords(type),
    编号: id,
    建立: `${timeWords(createdAt)} ${names.get(createdBy) ?? createdBy}`,
    最后修改: `${timeWords(updatedAt)} ${names.get(updatedBy) ?? updatedBy}`,
    ...(archivedAt === undefined ? {} : { 归档: timeWords(archivedAt) }),
    ...(until === null ? {} : { 依法保存至: timeWords(until) }),
    内容: dataInWords(type, data, names),
    ...historyInWords(record, names),
  }
}

function dataInWords(
  type: string,
  data: Record<string, unknown>,
  names: Names,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      fieldWords(type, field),
      valueWords(type, field, value, names),
    ]),
  )
}

function historyInWords({ type, history = [] }: RecordBody, names: Names): object {
  if (history.length === 0) return {}
  return {
    以前的内容: history.map(({ field, value, at, by }) => {
      const [name = field] = field.split('.')
      return {
        项目: fieldWords(type, name),
        内容: valueWords(type, name, value, names),
        时间: timeWords(at),
        操作人: names.get(by) ?? by,
      }
    }),
  }
}

function waitingInWords({ at, staffId, reason, operation }: WaitingOperation, names: Names) {
  return {
    收到: timeWords(at),
    操作人: names.get(staffId) ?? staffId,
    原因: reason,
    操作: operation,
  }
}
