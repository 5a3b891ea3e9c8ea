import type { RecordData } from '#shared/domain/record-types.ts'
import type { Messages } from '#i18n/messages.ts'

/** Lists of labels in the catalogue, by the name that they have there. */
type DomainLabels = keyof Messages['domain']
type DateLabels = 'origin' | 'leapPolicy' | 'shortMonth' | 'feb29'
type FileLabels =
  | 'needType'
  | 'needStatus'
  | 'liabilityBand'
  | 'relationKind'
  | 'churnKind'
  | 'churnSeverity'
  | 'churnState'
  | 'churnCause'

/**
 * How the value of a field becomes words. A list is put into words one by one. `hidden`: nothing that a person typed
 * or would miss. `labels`: the value is the key of a label.
 */
export type FieldKind =
  | 'text'
  | 'number'
  | 'yes-no'
  | 'date'
  | 'instant'
  | 'staff'
  | 'customer'
  | 'contact-point'
  | 'product-talk'
  | 'relation-end'
  | 'provenance'
  | 'identity'
  | 'hidden'
  | { labels: DomainLabels }
  | { dateLabels: DateLabels }
  | { fileLabels: FileLabels }

const labels = (name: DomainLabels): FieldKind => ({ labels: name })
const dateLabels = (name: DateLabels): FieldKind => ({ dateLabels: name })
const fileLabels = (name: FileLabels): FieldKind => ({ fileLabels: name })

/** The record types that people write. */
type WrittenType =
  | 'customer'
  | 'profile'
  | 'interaction'
  | 'task'
  | 'important-date'
  | 'complaint'
  | 'handover'
  | 'need'
  | 'finance-snapshot'
  | 'relation'
  | 'service-plan'
  | 'churn-signal'
  | 'consent'
  | 'life-event'
  | 'feedback'
  | 'preference'
  | 'template'

/** The kind of every field of every record type that people write; a field without one does not compile. */
const fieldKinds: {
  [Type in WrittenType]: Record<keyof Required<RecordData[Type]>, FieldKind>
} = {
  customer: {
    branchId: 'hidden',
    ownerId: 'staff',
    coOwnerIds: 'staff',
    name: 'text',
    aliases: 'text',
    salutation: 'text',
    gender: labels('gender'),
    searchKeys: 'hidden',
    phoneTail: 'text',
    tier: labels('tier'),
    tierBasis: labels('tierBasis'),
    tierSince: 'date',
    importId: 'hidden',
    stage: labels('stage'),
    source: labels('source'),
    likes: 'text',
    taboos: 'text',
    specialCare: labels('specialCare'),
    doNotContact: labels('doNotContact'),
    doNotContactReason: 'text',
    deceasedOn: 'date',
    mourningUntil: 'date',
    pinnedNote: 'text',
    mergedInto: 'customer',
  },
  profile: {
    customerId: 'customer',
    contactPoints: 'contact-point',
    identity: 'identity',
    occupation: 'text',
    employer: 'text',
    family: 'text',
    incomeBand: labels('incomeBand'),
    assetBand: labels('assetBand'),
    habits: 'text',
    investmentPreferences: labels('investmentPreference'),
    goals: 'text',
    horizon: labels('horizon'),
    riskLevel: labels('riskLevel'),
    riskAssessedOn: 'date',
    riskAssessments: 'hidden',
    investorType: labels('investorType'),
    preferredChannels: 'text',
    tags: 'text',
    contactWindow: 'text',
    backgroundFrom: 'provenance',
    financeFrom: 'provenance',
    goalsFrom: 'provenance',
    riskFrom: 'provenance',
    mergeLog: 'hidden',
  },
  interaction: {
    customerIds: 'customer',
    authorId: 'staff',
    at: 'instant',
    minutes: 'number',
    channel: labels('channel'),
    direction: labels('direction'),
    purpose: labels('purpose'),
    result: labels('contactResult'),
    text: 'text',
    concerns: 'text',
    expectations: 'text',
    feedback: 'text',
    emotion: labels('emotion'),
    productTalk: 'product-talk',
    nextTaskId: 'hidden',
    groupId: 'hidden',
  },
  task: {
    title: 'text',
    kind: labels('taskKind'),
    customerId: 'customer',
    ref: 'hidden',
    assigneeId: 'staff',
    dueOn: 'date',
    dueTime: 'text',
    priority: labels('taskPriority'),
    status: labels('taskState'),
    completions: 'hidden',
    origin: labels('taskOrigin'),
    originKey: 'hidden',
    note: 'text',
    askedBy: 'staff',
    branchId: 'hidden',
    returned: 'text',
    heardAt: 'hidden',
  },
  'important-date': {
    customerId: 'customer',
    kind: labels('dateKind'),
    label: 'text',
    calendar: labels('calendar'),
    year: 'number',
    month: 'number',
    day: 'number',
    leap: 'yes-no',
    leapPolicy: dateLabels('leapPolicy'),
    shortMonth: dateLabels('shortMonth'),
    feb29: dateLabels('feb29'),
    celebrate: 'yes-no',
    leadDays: 'number',
    origin: dateLabels('origin'),
    note: 'text',
  },
  need: {
    customerId: 'customer',
    type: fileLabels('needType'),
    amountBand: labels('assetBand'),
    horizon: labels('horizon'),
    status: fileLabels('needStatus'),
    saidOn: 'date',
    note: 'text',
  },
  'finance-snapshot': {
    customerId: 'customer',
    takenOn: 'date',
    income: labels('incomeBand'),
    expense: labels('incomeBand'),
    assets: labels('assetBand'),
    liabilities: fileLabels('liabilityBand'),
    source: labels('provenance'),
    note: 'text',
  },
  relation: {
    customerId: 'customer',
    other: 'relation-end',
    kind: fileLabels('relationKind'),
    note: 'text',
  },
  'service-plan': {
    customerId: 'customer',
    goals: 'text',
    nextSteps: 'text',
    reviewOn: 'date',
    importId: 'hidden',
  },
  consent: {
    customerId: 'customer',
    kind: labels('consentKind'),
    state: labels('consentState'),
    on: 'date',
    how: labels('consentWay'),
    evidence: 'text',
  },
  feedback: {
    customerId: 'customer',
    branchId: 'hidden',
    noteId: 'hidden',
    receivedBy: 'staff',
    receivedOn: 'date',
    channel: labels('feedbackChannel'),
    category: labels('feedbackCategory'),
    text: 'text',
    state: labels('feedbackState'),
    done: 'text',
    answer: 'text',
    answeredOn: 'date',
  },
  preference: {
    staffId: 'hidden',
    kind: 'hidden',
    name: 'text',
    filter: 'hidden',
    sort: 'hidden',
    customerIds: 'hidden',
  },
  template: {
    branchId: 'hidden',
    ownerId: 'hidden',
    occasion: labels('templateOccasion'),
    tone: labels('templateTone'),
    tier: labels('tier'),
    text: 'text',
    active: 'yes-no',
  },
  'life-event': {
    customerId: 'customer',
    kind: labels('lifeEventKind'),
    on: 'date',
    note: 'text',
    state: labels('lifeEventState'),
    reason: labels('declineReason'),
    taskId: 'hidden',
    dateId: 'hidden',
  },
  'churn-signal': {
    customerId: 'customer',
    kind: fileLabels('churnKind'),
    severity: fileLabels('churnSeverity'),
    evidence: 'text',
    noticedOn: 'date',
    state: fileLabels('churnState'),
    cause: fileLabels('churnCause'),
    note: 'text',
    taskId: 'hidden',
  },
  handover: {
    branchId: 'hidden',
    fromId: 'staff',
    toId: 'staff',
    customerIds: 'customer',
    reason: labels('handoverReason'),
    note: 'text',
    openTasks: 'hidden',
    state: labels('handoverState'),
    decidedBy: 'hidden',
    decidedAt: 'hidden',
    returnReason: 'text',
    movedCount: 'number',
  },
  complaint: {
    branchId: 'hidden',
    number: 'text',
    temporaryNumber: 'text',
    complainantName: 'text',
    contact: 'text',
    matter: 'text',
    cause: 'text',
    customerId: 'customer',
    receivedAt: 'instant',
    receivedBy: 'staff',
    channel: labels('complaintChannel'),
    businessCategory: labels('businessCategory'),
    reason: labels('complaintReason'),
    demand: labels('complaintDemand'),
    demandText: 'text',
    amount: 'text',
    respondentStaffId: 'staff',
    sensitive: labels('sensitive'),
    emotionStart: labels('emotion'),
    apologised: 'yes-no',
    events: 'hidden',
  },
}

/** The kind of a field, or null for a type or field from a newer version (PL4). */
export function fieldKind(recordType: string, field: string): FieldKind | null {
  const kinds: Record<string, Record<string, FieldKind>> = fieldKinds
  const ofType = Object.hasOwn(kinds, recordType) ? kinds[recordType] : undefined
  return ofType !== undefined && Object.hasOwn(ofType, field) ? (ofType[field] ?? null) : null
}
