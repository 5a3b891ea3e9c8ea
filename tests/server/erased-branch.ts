import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Customer } from '#shared/domain/customer.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import type { Change, OperationDraft } from '#shared/protocol/operation.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import type { TestServer } from '#tests/support/test-server.ts'
import { complaintData, taskData } from './record-data.ts'

/** Everything that was planted about one customer; none of it may be found once she was erased. */
export const planted = {
  name: '费赤岩',
  alias: '岩岩姐',
  phone: '13911112222',
  wechat: 'chiyan-wx-4471',
  mark: 'ehgfabcd.ponmlkjihgfedcbaponmlkjihgfedcba',
  family: '女儿在天河读小学',
  oldFamily: '儿子在海珠读中学',
  note: '想把七十万转成大额存单',
  formerNote: '起初只说三十万',
  task: '给赤岩寄资料',
  referred: '赤岩的材料要复印',
  date: '和费赤岩的结婚纪念日',
  need: '明年装修要用三十多万',
  finance: '工资之外还有一处房租',
  relation: '每次都陪母亲来',
  otherRelation: '是赤岩介绍来的',
  plan: '先把学费存起来',
  churn: '说隔壁的利率高半点',
  consent: '纸面授权第七十一号',
  lifeEvent: '调到了南沙的新公司',
  feedback: '嫌叫号机总是坏',
  refused: '柜员补记的家庭情况',
  waits: '旧时代的一句话',
  newer: '新版本的一句话',
} as const

export interface PlantedCustomer {
  id: string
  /** Another customer of the same manager. */
  otherId: string
  noteId: string
  sharedNoteId: string
  /** About another customer alone, written together with one about this. */
  siblingNoteId: string
  handoverId: string
  openComplaintId: string
  oldComplaintId: string
  /** Ids of everything that is to be erased, by type. */
  erased: [type: string, id: string][]
}

const day = 24 * 60 * 60_000

/** A customer with everything that can hang on one: records, history, refused and waiting operations. */
export async function plantCustomer(
  server: TestServer,
  { manager, teller, lead }: Record<'manager' | 'teller' | 'lead', TestClient>,
): Promise<PlantedCustomer> {
  const { staffId, branchId } = manager.session
  const ids = Array.from({ length: 11 }, () => randomUUID())
  const [id = '', otherId = '', noteId = '', sharedNoteId = '', taskId = '', referredId = ''] = ids
  const [dateId = '', handoverId = '', openComplaintId = '', oldComplaintId = '', eventId = ''] =
    ids.slice(6)
  const [
    needId,
    financeId,
    relationId,
    otherRelationId,
    planId,
    churnId,
    consentId,
    eventOfLifeId,
    feedbackId,
    preferenceId,
  ] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ] as const
  const [groupId, siblingNoteId] = [randomUUID(), randomUUID()]
  const note = {
    authorId: staffId,
    at: Date.now() - day,
    channel: 'phone',
    direction: 'out',
    purpose: [],
  }
  const old = Date.now() - 4 * 366 * day
  const closed = {
    id: randomUUID(),
    by: staffId,
    occurredAt: old,
    kind: 'closed',
    reply: '已答复',
    noticeHow: 'phone',
    remediesTold: true,
  }
  const results = [
    ...(
      await manager.push([
        create(manager, 'customer', id, card(manager, planted.name, [planted.alias])),
        create(manager, 'customer', otherId, card(manager, '洪另一', [])),
        create(manager, 'profile', id, {
          customerId: id,
          contactPoints: {
            [randomUUID()]: { kind: 'mobile', value: planted.phone },
            [randomUUID()]: { kind: 'wechat', value: planted.wechat },
          },
          identity: { idLast4: '002X', idHmac: planted.mark },
          family: planted.oldFamily,
          investmentPreferences: [],
          preferredChannels: [],
        }),
        manager.draft('profile', id, edit('family', planted.oldFamily, planted.family)),
        create(manager, 'interaction', noteId, {
          ...note,
          customerIds: [id],
          text: planted.formerNote,
          groupId,
        }),
        create(manager, 'interaction', siblingNoteId, {
          ...note,
          customerIds: [otherId],
          text: `陪${planted.name}来的，一起听了介绍。`,
          groupId,
        }),
        manager.draft('interaction', noteId, edit('text', planted.formerNote, planted.note)),
        create(manager, 'interaction', sharedNoteId, {
          ...note,
          customerIds: [id, otherId],
          text: `${planted.name}和洪另一一起来，问到${planted.phone}。`,
        }),
        create(manager, 'task', taskId, {
          ...taskData(staffId),
          title: planted.task,
          customerId: id,
        }),
        create(manager, 'task', referredId, {
          ...taskData(staffId),
          title: planted.referred,
          ref: { type: 'interaction', id: noteId },
        }),
        create(manager, 'important-date', dateId, {
          customerId: id,
          kind: 'wedding',
          label: planted.date,
          calendar: 'solar',
          month: 5,
          day: 6,
          leap: false,
          leapPolicy: 'leap_if_exists',
          shortMonth: 'last_day',
          feb29: 'feb28',
          celebrate: true,
          leadDays: [3],
          origin: 'customer',
        }),
        create(manager, 'need', needId, {
          customerId: id,
          type: 'housing',
          status: 'open',
          saidOn: '2026-11-02',
          note: planted.need,
        }),
        create(manager, 'finance-snapshot', financeId, {
          customerId: id,
          takenOn: '2026-11-02',
          income: '100k_300k',
          source: 'customer',
          note: planted.finance,
        }),
        create(manager, 'relation', relationId, {
          customerId: id,
          other: { name: '费母' },
          kind: 'parent',
          note: planted.relation,
        }),
        create(manager, 'relation', otherRelationId, {
          customerId: otherId,
          other: { customerId: id },
          kind: 'referrer',
          note: planted.otherRelation,
        }),
        create(manager, 'service-plan', planId, { customerId: id, goals: planted.plan }),
        create(manager, 'consent', consentId, {
          customerId: id,
          kind: 'sensitive',
          state: 'given',
          on: '2026-11-02',
          how: 'written',
          evidence: planted.consent,
        }),
        create(manager, 'life-event', eventOfLifeId, {
          customerId: id,
          kind: 'job_change',
          on: '2026-11-02',
          note: planted.lifeEvent,
          state: 'open',
        }),
        create(manager, 'preference', preferenceId, {
          staffId,
          kind: 'different-people',
          customerIds: [id, otherId].toSorted(),
        }),
        create(manager, 'feedback', feedbackId, {
          customerId: id,
          receivedBy: staffId,
          receivedOn: '2026-11-02',
          channel: 'branch',
          category: 'facility',
          text: planted.feedback,
          state: 'open',
        }),
        create(manager, 'churn-signal', churnId, {
          customerId: id,
          kind: 'competitor',
          severity: 'medium',
          evidence: planted.churn,
          noticedOn: '2026-11-02',
          state: 'open',
        }),
        create(manager, 'complaint', openComplaintId, {
          ...complaintData(branchId, staffId, eventId),
          customerId: id,
          complainantName: '投诉登记的姓名',
        }),
        create(manager, 'complaint', oldComplaintId, {
          ...complaintData(branchId, staffId, randomUUID(), { receivedAt: old }),
          events: {},
          customerId: id,
        }),
        manager.draft('complaint', oldComplaintId, { kind: 'append', args: { event: closed } }),
        create(manager, 'handover', handoverId, {
          branchId,
          fromId: staffId,
          toId: server.colleague('rm', 1).id,
          reason: 'balance',
          customerIds: [id, otherId],
          note: `请多关照${planted.alias}。`,
        }),
      ])
    ).results,
    ...(
      await teller.push([
        teller.draft('profile', id, edit('family', planted.family, planted.refused)),
      ])
    ).results,
    ...(await lead.push([lead.draft('task', taskId, { kind: 'archive', args: {} })])).results,
  ]
  const outcomes = results.map(({ outcome }) => outcome)
  if (outcomes.filter((outcome) => outcome !== 'applied').join() !== 'rejected') {
    throw new Error(`It was not planted: ${outcomes.join(', ')}`)
  }
  // What is kept and not run: of an epoch that is over, of a newer version.
  const waiting = create(teller, 'interaction', randomUUID(), {
    ...note,
    customerIds: [id],
    text: planted.waits,
  })
  await teller.pushRaw([{ ...waiting, n: 1 }], { epoch: randomUUID() })
  const newer = create(teller, 'interaction', randomUUID(), {
    ...note,
    customerIds: [id],
    text: planted.newer,
  })
  await teller.pushRaw([{ ...newer, n: teller.nextN, schemaVersion: schemaVersion + 1 }])
  teller.nextN += 1
  return {
    id,
    otherId,
    noteId,
    sharedNoteId,
    siblingNoteId,
    handoverId,
    openComplaintId,
    oldComplaintId,
    erased: [
      ['customer', id],
      ['profile', id],
      ['interaction', noteId],
      ['task', taskId],
      ['task', referredId],
      ['important-date', dateId],
      ['need', needId],
      ['finance-snapshot', financeId],
      ['relation', relationId],
      ['relation', otherRelationId],
      ['service-plan', planId],
      ['churn-signal', churnId],
      ['consent', consentId],
      ['life-event', eventOfLifeId],
      ['feedback', feedbackId],
      ['preference', preferenceId],
      ['complaint', oldComplaintId],
    ],
  }
}

export function card({ session }: TestClient, name: string, aliases: string[]): Customer {
  return {
    branchId: session.branchId,
    ownerId: session.staffId,
    coOwnerIds: [],
    name,
    aliases,
    searchKeys: buildSearchKeys(name, pinyinEngine),
    tier: 'vip',
    tierBasis: [],
    stage: 'growing',
    likes: [],
    taboos: [],
    specialCare: [],
    doNotContact: 'none',
  }
}

function create(
  client: TestClient,
  type: Parameters<TestClient['draft']>[0],
  id: string,
  data: object,
): OperationDraft {
  return client.draft(type, id, { kind: 'create', args: { data: { ...data } } })
}

function edit(field: string, from: string | null, to: string): Change {
  return { kind: 'patch', args: { changes: { [field]: { from, to } } } }
}

/** Which of these texts the server still holds: in its tables, and where it has a file, anywhere in that. */
export async function stillHeld(server: TestServer, texts: readonly string[]): Promise<string[]> {
  const tables = await server.services.store.read(async ({ records, quarantine, audit }) =>
    JSON.stringify([
      await records.mentioning(''),
      await quarantine.all(),
      await audit.after(0, 1e6),
    ]),
  )
  const file = join(server.folder, 'branchbook.sqlite')
  const bytes = [file, `${file}-wal`].filter(existsSync).map((path) => readFileSync(path))
  return texts.filter(
    (text) => tables.includes(text) || bytes.some((content) => content.includes(text)),
  )
}
