import { isMaskedField } from '#shared/domain/masking.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { MergePolicy } from '#shared/protocol/merge-policy.ts'
import type { RecordType } from '#shared/protocol/record.ts'

/** Ids that the data of a record can name. */
export interface Named {
  branch: string
  /** The first is the one that a child hangs on. */
  customers: readonly string[]
  person: string
  other: string
  /** Who makes it; events are in this name. */
  maker: string
  newId: () => string
  variant: number
}

/** Valid data of each type, as a client would make it; the variants differ in what decides about rights. */
export const recordData: Record<RecordType, (named: Named) => Record<string, unknown>> = {
  branch: () => ({ name: '网点', code: 'X', hours: [] }),
  'rule-table': () => ({ version: 2, effectiveFrom: '2026-01-01' }),
  staff: ({ branch }) => {
    return { name: '同事', staffNo: 'x', role: 'lead', branchId: branch, active: true }
  },
  customer: ({ branch, person, other, variant }) => ({
    branchId: branch,
    ownerId: person,
    // A second manager is named on the card, and holds nothing for it.
    coOwnerIds: variant % 3 === 0 ? [other] : [],
    name: '王芳',
    aliases: [],
    searchKeys: { full: '', alternatives: [] },
    tier: 'mass',
    tierBasis: [],
    stage: 'new',
    likes: [],
    taboos: [],
    specialCare: [],
    doNotContact: 'none',
  }),
  profile: ({ customers: [customerId] }) => {
    return { customerId, contactPoints: {}, investmentPreferences: [], preferredChannels: [] }
  },
  interaction: ({ customers, person, variant }) => ({
    customerIds: variant % 4 === 0 ? customers : customers.slice(0, 1),
    authorId: person,
    at: 1,
    channel: 'phone',
    direction: 'out',
    purpose: [],
    text: '通话。',
  }),
  task: ({ branch, customers: [customerId], person, other, maker, variant }) => ({
    title: '回访',
    kind: 'call',
    ...(variant % 2 === 0 ? {} : { customerId }),
    // Given to a colleague: it is read by the two.
    ...(variant % 5 < 2
      ? { assigneeId: other, askedBy: maker, branchId: branch }
      : { assigneeId: person }),
    dueOn: '2026-12-01',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
  }),
  'important-date': ({ customers: [customerId] }) => ({
    customerId,
    kind: 'birthday',
    calendar: 'solar',
    month: 3,
    day: 4,
    leap: false,
    leapPolicy: 'leap_if_exists',
    shortMonth: 'last_day',
    feb29: 'feb28',
    celebrate: true,
    leadDays: [7],
    origin: 'customer',
  }),
  need: ({ customers: [customerId] }) => {
    return { customerId, type: 'retirement', status: 'open', saidOn: '2026-11-02' }
  },
  'finance-snapshot': ({ customers: [customerId] }) => {
    return { customerId, takenOn: '2026-11-02', income: '100k_300k', source: 'customer' }
  },
  relation: ({ customers: [customerId] }) => {
    return { customerId, other: { name: '李静' }, kind: 'spouse' }
  },
  'service-plan': ({ customers: [customerId] }) => ({ customerId, goals: '给孩子存学费。' }),
  'churn-signal': ({ customers: [customerId] }) => ({
    customerId,
    kind: 'closing',
    severity: 'high',
    evidence: '来问怎么销户。',
    noticedOn: '2026-11-02',
    state: 'open',
  }),
  consent: ({ customers: [customerId] }) => ({
    customerId,
    kind: 'marketing_call',
    state: 'withdrawn',
    on: '2026-11-02',
    how: 'oral',
  }),
  'life-event': ({ customers: [customerId] }) => ({
    customerId,
    kind: 'job_change',
    on: '2026-11-02',
    note: '换到了新公司。',
    state: 'open',
  }),
  preference: ({ person }) => ({
    staffId: person,
    kind: 'saved-filter',
    name: '到期的贵宾',
    filter: { tiers: ['vip'] },
  }),
  feedback: ({ branch, customers: [customerId], person, variant }) => ({
    ...(variant % 2 === 0 ? { branchId: branch } : { customerId }),
    receivedBy: person,
    receivedOn: '2026-11-02',
    channel: 'branch',
    category: 'waiting',
    text: '等了一个小时。',
    state: 'open',
  }),
  template: ({ branch, person, variant }) => ({
    ...(variant % 2 === 0 ? { ownerId: person } : { branchId: branch }),
    occasion: 'birthday',
    tone: 'warm',
    text: '{称呼}，生日快乐。',
    active: true,
  }),
  complaint: ({ branch, customers: [customerId], person, other, maker, newId, variant }) => ({
    branchId: branch,
    temporaryNumber: 'T-1',
    complainantName: '测试客户',
    contact: '13800001234',
    matter: '排队一个小时。',
    cause: '觉得没有人管。',
    ...(variant % 2 === 0 ? { customerId } : {}),
    receivedAt: 1,
    receivedBy: person,
    channel: 'branch_counter',
    ...(variant % 3 === 1 ? { respondentStaffId: other } : {}),
    sensitive: variant % 5 === 2 ? ['regulator'] : [],
    events: events(newId, maker, variant % 7 === 3),
  }),
  handover: ({ branch, customers, person, other, variant }) => ({
    branchId: branch,
    fromId: person,
    toId: other,
    ...(variant % 3 === 0 ? {} : { customerIds: customers }),
    reason: 'transfer',
  }),
  'sync-issue': () => ({
    outcome: 'rejected',
    reason: 'not-allowed',
    recordType: 'task',
    recordId: '',
    operation: {},
    fields: [],
    madeAt: 1,
    device: '',
  }),
  'loss-report': ({ person, newId }) => {
    return { staffId: person, device: newId(), missing: 3, reportedAt: 1 }
  },
}

/** Closed in 1970 or open: what was closed so long ago goes with an erasure of the customer. */
function events(newId: () => string, by: string, isClosed: boolean): Record<string, unknown> {
  const [first, last] = [newId(), newId()]
  const closing = { reply: '已处理。', noticeHow: 'phone', remediesTold: true }
  return {
    [first]: { id: first, kind: 'registered', by, occurredAt: 1 },
    ...(isClosed ? { [last]: { id: last, kind: 'closed', by, occurredAt: 2, ...closing } } : {}),
  }
}

/** What somebody could want to change, with values that the fields take; `null` stands for the id of a colleague or customer. */
export const fieldValues: Record<RecordType, Record<string, unknown>[]> = {
  branch: [{ name: '别的名字' }],
  'rule-table': [{ version: 9 }],
  staff: [{ role: 'lead' }, { active: false }, { name: '别名' }],
  customer: [
    { likes: ['茶'] },
    { salutation: '王姐' },
    { pinnedNote: '先问候。' },
    { tier: 'vip' },
    { likes: ['花'], stage: 'lost' },
    { coOwnerIds: [] },
    // ME8: into whom it is merged, mostly of the own branch, at times of the other one.
    { mergedInto: null },
    { mergedInto: null, likes: ['书'] },
  ],
  profile: [{ occupation: '教师' }, { family: '有一个女儿。' }, { riskLevel: 'C3' }],
  interaction: [{ text: '改过的话。' }, { result: 'reached' }],
  task: [
    { title: '改过的题目' },
    { status: 'cancelled', returned: '今天走不开。' },
    { assigneeId: null },
    { heardAt: 1 },
  ],
  'important-date': [{ day: 5 }, { label: '生日' }],
  need: [{ status: 'served' }, { note: '明年用。' }],
  'finance-snapshot': [{ income: 'over_1m' }],
  relation: [{ kind: 'sibling' }, { note: '常一起来。' }],
  consent: [{ state: 'given' }],
  preference: [{ name: '老客户' }, { sort: 'tier' }],
  feedback: [{ state: 'handled' }, { done: '加开了一个窗口。' }],
  template: [{ active: false }, { text: '{称呼}，祝您安康。' }],
  'life-event': [{ state: 'declined' }, { note: '下月入职。' }],
  'churn-signal': [{ state: 'lost' }, { evidence: '又来问了一次。' }],
  'service-plan': [{ nextSteps: '约时间。' }, { reviewOn: '2027-01-04' }],
  complaint: [{ contact: '13900001234' }, { amount: '100' }, { demand: 'reply' }],
  handover: [{ reason: 'balance' }, { note: '请多关照。' }],
  'sync-issue': [{ resolution: 'dismissed' }, { resolution: 'taken' }, { resolution: 'dropped' }],
  'loss-report': [{ seen: true }, { missing: 0 }],
}

/** A field of this policy; where the type has none, the first that it has: the kind does not fit it then. */
export function fieldWith(type: RecordType, policy: MergePolicy): string {
  const fields = Object.entries(recordTypeDefinitions[type].policies)
  const [found = ['', '']] = [...fields.filter((field) => field[1] === policy), ...fields]
  return found[0]
}

/** What a look names: something that is masked, where the type has it. */
export function lookedAt(type: RecordType): string {
  const fields = Object.keys(recordTypeDefinitions[type].policies)
  return fields.find((field) => isMaskedField(type, field)) ?? fields[0] ?? ''
}
