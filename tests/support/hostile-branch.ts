import { wordingFaults } from '#shared/domain/template-wording.ts'
import { v7 } from 'uuid'
import type { Complaint } from '#shared/domain/complaint.ts'
import type { Customer } from '#shared/domain/customer.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import { randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import { servicePlanId } from '#shared/domain/service-plan.ts'
import type { RecordData } from '#shared/domain/record-types.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import type { Change } from '#shared/protocol/operation.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import { hostileText } from './hostile-texts.ts'
import type { TestClient } from './test-client.ts'

/** One record of every type that people write, with a hostile text in every text field, and what comes of them. */
export interface HostileRecords {
  customer: string
  /** Another card with the number of the first, so that they may be one person. */
  twin: string
  note: string
  task: string
  date: string
  complaint: string
  /** Waits for the manager. */
  handover: string
  /** The rest of the customer's file, by the part of the address at which it stands. */
  file: Record<'needs' | 'relations' | 'plan' | 'churn' | 'changes' | 'feedback', string>
  /** What somebody said who gave no name. */
  nameless: string
  /** A message template. */
  template: string
  /** The first texts of `shown`: those by which somebody looks for a customer. */
  searched: string[]
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
  const [twin, merged, secondTask, secondComplaint] = [v7(), v7(), v7(), v7()]
  const [need, relation, churn, change, said, nameless] = [v7(), v7(), v7(), v7(), v7(), v7()]
  const template = v7()
  const searched = { pinnedNote: text(), note: text(), title: text(), matter: text() }
  const shown = {
    ...searched,
    need: text(),
    finance: text(),
    relation: text(),
    goals: text(),
    consent: text(),
    churn: text(),
    change: text(),
    feedback: text(),
    nameless: text(),
  }
  const phone = `139${randomInteger(random, 10_000_000, 99_999_999)}`
  const named = (more: Partial<Customer> = {}): Customer => ({
    branchId,
    ownerId: staffId,
    coOwnerIds: [],
    name: text(textLimits.name),
    aliases: [],
    searchKeys: noSearchKeys,
    tier: 'vip',
    tierBasis: [],
    stage: 'new',
    likes: [],
    taboos: [],
    specialCare: [],
    doNotContact: 'none',
    ...more,
  })
  await put(sent, manager, 'customer', customer, {
    branchId,
    ownerId: staffId,
    coOwnerIds: [],
    name: text(textLimits.name),
    aliases: [text(textLimits.name), text(textLimits.name)],
    salutation: text(),
    searchKeys: {
      full: text(),
      alternatives: [text()],
      simplified: text(textLimits.name),
      override: text(),
      aliases: [[text()], [text()]],
    },
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
    contactPoints: Object.fromEntries([
      ...(['mobile', 'wechat', 'email', 'address'] as const).map((kind) => [
        v7(),
        { kind, value: text(), label: text() },
      ]),
      [v7(), { kind: 'mobile', value: phone }],
    ]),
    tags: words(),
    occupation: text(),
    employer: text(),
    family: text(),
    habits: text(),
    investmentPreferences: ['fund'],
    goals: text(),
    preferredChannels: words(),
    contactWindow: text(),
  })
  await put(sent, manager, 'customer', twin, named({ phoneTail: phone.slice(-4) }))
  await put(sent, manager, 'profile', twin, {
    customerId: twin,
    contactPoints: { [v7()]: { kind: 'mobile', value: phone } },
    employer: text(),
    family: text(),
    investmentPreferences: [],
    preferredChannels: [],
  })
  // Shown on the card of the first, with what a merge took from it.
  await put(sent, manager, 'customer', merged, named())
  await put(sent, manager, 'profile', merged, {
    customerId: merged,
    contactPoints: {},
    occupation: text(),
    investmentPreferences: [],
    preferredChannels: [],
    mergeLog: {
      [v7()]: {
        keptId: customer,
        record: 'profile',
        field: text(120),
        before: text(),
        after: text(),
      },
    },
  })
  await carryOut(manager, 'customer', merged, {
    kind: 'patch',
    args: { changes: { mergedInto: { from: null, to: customer } } },
  })
  await put(sent, manager, 'interaction', note, {
    customerIds: [customer],
    authorId: staffId,
    at: Date.now(),
    channel: 'phone',
    direction: 'out',
    purpose: ['product'],
    productTalk: { kind: 'enquiry', extraCare: text() },
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
  await put(sent, manager, 'task', secondTask, {
    title: text(),
    kind: 'call',
    customerId: customer,
    assigneeId: staffId,
    dueOn: new Date().toISOString().slice(0, 10),
    priority: 'low',
    status: 'todo',
    completions: {},
    origin: 'manual',
    originKey: text(120),
  })
  await carryOut(manager, 'task', secondTask, {
    kind: 'complete',
    args: { completionId: v7(), result: text() },
  })
  const asked = v7()
  await carryOut(manager, 'task', asked, {
    kind: 'create',
    args: {
      data: {
        title: text(),
        kind: 'other',
        askedBy: staffId,
        branchId,
        assigneeId: other.session.staffId,
        dueOn: new Date().toISOString().slice(0, 10),
        priority: 'normal',
        status: 'todo',
        completions: {},
        origin: 'manual',
      },
    },
  })
  await carryOut(other, 'task', asked, {
    kind: 'patch',
    args: {
      changes: {
        status: { from: 'todo', to: 'cancelled' },
        returned: { from: null, to: text() },
      },
    },
  })
  await put(sent, manager, 'template', template, {
    ownerId: staffId,
    occasion: 'other',
    tone: 'warm',
    text: sayable(text),
    active: true,
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
  await put(sent, manager, 'need', need, {
    customerId: customer,
    type: 'other',
    status: 'open',
    saidOn,
    note: shown.need,
  })
  await put(sent, manager, 'finance-snapshot', v7(), {
    customerId: customer,
    takenOn: saidOn,
    income: 'over_1m',
    source: 'customer',
    note: shown.finance,
  })
  await put(sent, manager, 'relation', relation, {
    customerId: customer,
    other: { name: text(textLimits.name) },
    kind: 'business',
    note: shown.relation,
  })
  await put(sent, manager, 'service-plan', servicePlanId(customer), {
    customerId: customer,
    goals: shown.goals,
    nextSteps: text(),
    reviewOn: saidOn,
  })
  await put(sent, manager, 'consent', v7(), {
    customerId: customer,
    kind: 'sensitive',
    state: 'given',
    on: saidOn,
    how: 'written',
    evidence: shown.consent,
  })
  await put(sent, manager, 'churn-signal', churn, {
    customerId: customer,
    kind: 'competitor',
    severity: 'high',
    evidence: shown.churn,
    noticedOn: saidOn,
    state: 'open',
    note: text(),
  })
  await put(sent, manager, 'life-event', change, {
    customerId: customer,
    kind: 'other',
    on: saidOn,
    note: shown.change,
    state: 'open',
  })
  await put(sent, manager, 'preference', v7(), {
    staffId,
    kind: 'saved-filter',
    name: text(textLimits.name),
    filter: { tags: [text(40)] },
  })
  await put(sent, manager, 'feedback', said, {
    customerId: customer,
    receivedBy: staffId,
    receivedOn: saidOn,
    channel: 'branch',
    category: 'other',
    text: shown.feedback,
    state: 'answered',
    done: text(),
    answer: text(),
    answeredOn: saidOn,
  })
  await put(sent, manager, 'feedback', nameless, {
    branchId,
    receivedBy: staffId,
    receivedOn: saidOn,
    channel: 'branch',
    category: 'waiting',
    text: shown.nameless,
    state: 'open',
  })
  const registered = (id: string, more: Partial<Complaint>): Complaint => ({
    branchId,
    temporaryNumber: 'T-1',
    complainantName: text(textLimits.name),
    contact: text(),
    matter: text(),
    cause: text(),
    customerId: customer,
    receivedAt: Date.now(),
    receivedBy: staffId,
    channel: 'branch_counter',
    sensitive: [],
    events: { [id]: { id, kind: 'registered', by: staffId, occurredAt: Date.now() } },
    ...more,
  })
  const openData = { matter: shown.matter, demandText: text(), amount: text() }
  await put(sent, manager, 'complaint', complaint, registered(v7(), openData))
  await put(sent, manager, 'complaint', secondComplaint, registered(v7(), {}))
  for (const [id, event] of [
    [complaint, { kind: 'progress', text: text() }],
    [complaint, { kind: 'note', text: text() }],
    [
      secondComplaint,
      { kind: 'closed', reply: text(), basis: text(), noticeHow: 'phone', remediesTold: true },
    ],
  ] as const) {
    const frame = { id: v7(), by: staffId, occurredAt: Date.now() }
    const args = { event: { ...frame, ...event } }
    await carryOut(manager, 'complaint', id, { kind: 'append', args })
  }
  await put(sent, other, 'handover', handover, {
    branchId,
    fromId: other.session.staffId,
    toId: staffId,
    reason: 'balance',
    note: text(),
  })
  const returned = v7()
  await put(sent, other, 'handover', returned, {
    branchId,
    fromId: other.session.staffId,
    toId: staffId,
    reason: 'other',
    note: text(),
  })
  await carryOut(manager, 'handover', returned, { kind: 'return', args: { reason: text() } })
  for (const changed of [`task ${secondTask}`, `handover ${returned}`]) sent.delete(changed)
  const issue = await makeConflict({ manager, lead }, customer, {
    pinnedNote: shown.pinnedNote,
    text,
  })
  return {
    customer,
    twin,
    note,
    task,
    date,
    complaint,
    handover,
    file: {
      needs: need,
      relations: relation,
      plan: customer,
      churn,
      changes: change,
      feedback: said,
    },
    nameless,
    template,
    issue,
    shown: Object.values(shown),
    searched: Object.values(searched),
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

/** Changes a record; throws when the change is not taken. */
async function carryOut(
  by: TestClient,
  type: RecordType,
  id: string,
  change: Change,
): Promise<void> {
  const { results } = await by.push([by.draft(type, id, change)])
  const [result] = results
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

/** The next text that a template may say: braces around anything but its placeholders are refused (R26). */
function sayable(text: () => string): string {
  for (;;) {
    const next = text()
    if (wordingFaults(next).length === 0) return next
  }
}
