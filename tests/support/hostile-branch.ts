import { v7 } from 'uuid'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import { seededRandom } from '#shared/domain/seeded-random.ts'
import { servicePlanId } from '#shared/domain/service-plan.ts'
import type { RecordData } from '#shared/domain/record-types.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import { hostileText } from './hostile-texts.ts'
import type { TestClient } from './test-client.ts'

/** One record of every type that people write, with a hostile text in every text field, and what comes of them. */
export interface HostileRecords {
  customer: string
  note: string
  task: string
  complaint: string
  /** Waits for the manager. */
  handover: string
  /** The issue of two hostile texts that the manager has to choose from; made last of all. */
  issue: string
  /** Texts that have to stand on a screen, word for word. */
  shown: string[]
  /** How many texts were stored. */
  texts: number
  /** What was sent of records that nobody changed since, by id. */
  sent: ReadonlyMap<string, object>
}

/** Everything is pushed over the wire, as a client without our forms could do it; throws when something is not taken. */
export async function fillWithHostileTexts(
  { manager, other, lead }: { manager: TestClient; other: TestClient; lead: TestClient },
  seed: string,
): Promise<HostileRecords> {
  const random = seededRandom(seed)
  const sent = new Map<string, object>()
  let texts = 0
  const text = (longest: number = textLimits.line): string => {
    texts += 1
    return hostileText(random).slice(0, longest)
  }
  const words = () => [...new Set([text(40), text(40), text(40)])]
  const { branchId, staffId } = manager.session
  const [customer, note, task, date, complaint, handover] = [v7(), v7(), v7(), v7(), v7(), v7()]
  const shown = { pinnedNote: text(), note: text(), title: text(), matter: text() }
  await put(sent, manager, 'customer', customer, {
    branchId,
    ownerId: staffId,
    coOwnerIds: [],
    name: text(textLimits.name),
    aliases: [text(textLimits.name), text(textLimits.name)],
    salutation: text(),
    searchKeys: noSearchKeys,
    tier: 'vip',
    tierBasis: ['asset'],
    stage: 'new',
    likes: words(),
    taboos: words(),
    specialCare: ['senior'],
    doNotContact: 'marketing_only',
    doNotContactReason: text(),
    pinnedNote: text(),
  })
  await put(sent, manager, 'profile', customer, {
    customerId: customer,
    contactPoints: Object.fromEntries(
      (['mobile', 'wechat', 'email', 'address'] as const).map((kind) => [
        v7(),
        { kind, value: text(), label: text() },
      ]),
    ),
    occupation: text(),
    employer: text(),
    family: text(),
    habits: text(),
    investmentPreferences: ['fund'],
    goals: text(),
    preferredChannels: words(),
    contactWindow: text(),
  })
  await put(sent, manager, 'interaction', note, {
    customerIds: [customer],
    authorId: staffId,
    at: Date.now(),
    channel: 'phone',
    direction: 'out',
    purpose: [],
    text: shown.note,
    concerns: text(),
    expectations: text(),
    feedback: text(),
  })
  await put(sent, manager, 'task', task, {
    title: shown.title,
    kind: 'call',
    customerId: customer,
    assigneeId: staffId,
    dueOn: new Date().toISOString().slice(0, 10),
    priority: 'high',
    status: 'todo',
    completions: {},
    origin: 'manual',
    note: text(),
  })
  await put(sent, manager, 'important-date', date, {
    customerId: customer,
    kind: 'birthday',
    label: text(),
    calendar: 'solar',
    month: new Date().getUTCMonth() + 1,
    day: Math.min(new Date().getUTCDate() + 1, 28),
    leap: false,
    leapPolicy: 'leap_if_exists',
    shortMonth: 'last_day',
    feb29: 'feb28',
    celebrate: true,
    leadDays: [7],
    origin: 'customer',
    note: text(),
  })
  const saidOn = new Date().toISOString().slice(0, 10)
  await put(sent, manager, 'need', v7(), {
    customerId: customer,
    type: 'other',
    status: 'open',
    saidOn,
    note: text(),
  })
  await put(sent, manager, 'finance-snapshot', v7(), {
    customerId: customer,
    takenOn: saidOn,
    income: 'over_1m',
    source: 'customer',
    note: text(),
  })
  await put(sent, manager, 'relation', v7(), {
    customerId: customer,
    other: { name: text(textLimits.name) },
    kind: 'business',
    note: text(),
  })
  await put(sent, manager, 'service-plan', servicePlanId(customer), {
    customerId: customer,
    goals: text(),
    nextSteps: text(),
    reviewOn: saidOn,
  })
  await put(sent, manager, 'consent', v7(), {
    customerId: customer,
    kind: 'sensitive',
    state: 'given',
    on: saidOn,
    how: 'written',
    evidence: text(),
  })
  await put(sent, manager, 'churn-signal', v7(), {
    customerId: customer,
    kind: 'competitor',
    severity: 'high',
    evidence: text(),
    noticedOn: saidOn,
    state: 'open',
    note: text(),
  })
  await put(sent, manager, 'life-event', v7(), {
    customerId: customer,
    kind: 'other',
    on: saidOn,
    note: text(),
    state: 'open',
  })
  await put(sent, manager, 'preference', v7(), {
    staffId,
    kind: 'saved-filter',
    name: text(textLimits.name),
    filter: { tags: [text(40)] },
  })
  await put(sent, manager, 'feedback', v7(), {
    customerId: customer,
    receivedBy: staffId,
    receivedOn: saidOn,
    channel: 'branch',
    category: 'other',
    text: text(),
    state: 'answered',
    done: text(),
    answer: text(),
    answeredOn: saidOn,
  })
  const [registered, progress] = [v7(), v7()]
  await put(sent, manager, 'complaint', complaint, {
    branchId,
    temporaryNumber: 'T-1',
    complainantName: text(textLimits.name),
    contact: text(),
    matter: shown.matter,
    cause: text(),
    customerId: customer,
    receivedAt: Date.now(),
    receivedBy: staffId,
    channel: 'branch_counter',
    demandText: text(),
    amount: text(),
    sensitive: [],
    events: {
      [registered]: { id: registered, kind: 'registered', by: staffId, occurredAt: Date.now() },
    },
  })
  const event = {
    id: progress,
    kind: 'progress',
    by: staffId,
    occurredAt: Date.now(),
    text: text(),
  }
  await manager.push([manager.draft('complaint', complaint, { kind: 'append', args: { event } })])
  await put(sent, other, 'handover', handover, {
    branchId,
    fromId: other.session.staffId,
    toId: staffId,
    reason: 'balance',
    note: text(),
  })
  const issue = await makeConflict({ manager, lead }, customer, {
    pinnedNote: shown.pinnedNote,
    text,
  })
  return {
    customer,
    note,
    task,
    complaint,
    handover,
    issue,
    shown: Object.values(shown),
    texts,
    sent,
  }
}

/** Makes a record; throws when it is not taken. */
async function put<Type extends RecordType>(
  sent: Map<string, object>,
  by: TestClient,
  type: Type,
  id: string,
  data: RecordData[Type],
): Promise<void> {
  const { results } = await by.push([
    by.draft(type, id, { kind: 'create', args: { data: { ...data } } }),
  ])
  const [result] = results
  sent.set(`${type} ${id}`, data)
  if (result?.outcome !== 'applied') throw new Error(`${type}: ${JSON.stringify(result)}`)
}

/** Both sides changed the same fields: the lead's stand, and the manager's wait in the issue whose id it gives. */
async function makeConflict(
  { manager, lead }: { manager: TestClient; lead: TestClient },
  customer: string,
  { pinnedNote, text }: { pinnedNote: string; text: (longest?: number) => string },
): Promise<string> {
  const before = await manager.pull()
  const card = before.records.find(({ type, id }) => type === 'customer' && id === customer)
  if (card === undefined) throw new Error('The customer is not there.')
  const patch = (by: TestClient, to: string) =>
    by.push([
      by.draft('customer', customer, {
        kind: 'patch',
        args: {
          changes: {
            name: { from: card.data['name'], to: text(textLimits.name) },
            pinnedNote: { from: card.data['pinnedNote'], to },
          },
        },
      }),
    ])
  await patch(lead, pinnedNote)
  await patch(manager, text())
  const { records } = await manager.pull(before.checkpoint.cursor)
  const issue = records.find(({ type, data }) => {
    return type === 'sync-issue' && data['recordId'] === customer
  })
  if (issue === undefined) throw new Error('The two texts are no conflict.')
  return issue.id
}
