import { type Random, randomInteger, randomItem } from '#shared/domain/seeded-random.ts'

export type Data = Record<string, unknown>
/** Draws a value; the text is one that nobody else writes. */
type Draw = (random: Random, unique: string) => unknown

const of =
  (...values: unknown[]): Draw =>
  (random) =>
    randomItem(random, values)
const line: Draw = (_random, unique) => `字${unique}`
const whole =
  (low: number, high: number): Draw =>
  (random) =>
    randomInteger(random, low, high)
const day: Draw = (random) =>
  `2026-1${randomInteger(random, 0, 2)}-${randomInteger(random, 10, 30)}`

/** By record type, the fields that a random edit may change, with their values. Those of sets are drawn item by item. */
export const fieldValues: Record<string, Record<string, Draw>> = {
  customer: {
    name: line,
    salutation: line,
    gender: of('female', 'male', null),
    phoneTail: of('1234', '777', null),
    tier: of('vip', 'potential', 'mass'),
    tierBasis: of('asset', 'contribution', 'potential'),
    tierSince: day,
    stage: of('prospect', 'new', 'growing', 'lost'),
    likes: of('茶', '象棋', '书法', '爬山', '京剧', '养花'),
    taboos: of('烟', '晚上来电', '推销', '迟到'),
    specialCare: of('senior', 'disability', 'minor', 'deaf', 'other'),
    doNotContact: of('none', 'marketing_only', 'all'),
    doNotContactReason: line,
    deceasedOn: of('2026-01-02', '2026-03-04', null),
    mourningUntil: of('2026-02-03', '2026-12-31', null),
    pinnedNote: line,
  },
  profile: {
    occupation: line,
    employer: line,
    family: line,
    habits: line,
    goals: line,
    incomeBand: of('under_100k', '100k_300k', 'over_1m', null),
    riskLevel: of('C1', 'C2', 'C3', null),
    investmentPreferences: of('deposit', 'wealth', 'fund', 'trust'),
    preferredChannels: of('电话', '微信', '上门'),
    horizon: of('under_1y', '1y_3y', null),
    contactPoints: (_random, unique) => ({ kind: 'wechat', value: `号${unique}` }),
  },
  interaction: {
    minutes: whole(0, 90),
    channel: of('branch', 'visit', 'phone'),
    direction: of('out', 'in'),
    purpose: of('birthday', 'festival', 'service', 'product'),
    result: of('reached', 'no_answer', null),
    text: line,
    concerns: line,
    emotion: whole(-2, 2),
  },
  task: {
    title: line,
    kind: of('call', 'visit', 'message'),
    dueOn: day,
    dueTime: of('08:30', '14:00', null),
    priority: of('low', 'normal', 'high'),
    status: of('todo', 'doing', 'cancelled'),
    note: line,
  },
  'important-date': {
    kind: of('birthday', 'wedding', 'custom'),
    label: line,
    calendar: of('solar', 'lunar'),
    year: of(1950, 1988, null),
    month: whole(1, 12),
    day: whole(1, 28),
    leapPolicy: of('leap_if_exists', 'plain_always', 'both'),
    celebrate: of(true, false),
    leadDays: of([0], [0, 7], [1, 3, 7], []),
    note: line,
  },
  complaint: {
    complainantName: line,
    contact: line,
    matter: line,
    cause: line,
    channel: of('branch_counter', 'phone', 'app'),
    businessCategory: of('savings', 'loan', null),
    reason: of('pricing', 'contract', null),
    demand: of('refund', 'reply', null),
    demandText: line,
    amount: line,
    emotionStart: whole(-2, 2),
    apologised: of(true, false, null),
  },
}

/** What a new record needs beside what is drawn for it. */
export interface Origin {
  staffId: string
  branchId: string
  /** Whose customers they are. */
  ownerId: string
  /** The customer that it hangs on, if any. */
  customerId: string | undefined
}

/** The required fields of a new record, some of them drawn; nothing without a customer where one is needed. */
export function newData(
  type: string,
  origin: Origin,
  random: Random,
  unique: () => string,
): Data | undefined {
  const { staffId, branchId, ownerId, customerId } = origin
  const draw = (field: string): unknown => fieldValues[type]?.[field]?.(random, unique())
  const child = customerId === undefined ? {} : { customerId }
  switch (type) {
    case 'customer':
      return {
        branchId,
        ownerId,
        name: draw('name'),
        tier: draw('tier'),
        stage: draw('stage'),
        coOwnerIds: [],
        aliases: [],
        tierBasis: [],
        taboos: [],
        specialCare: [],
        searchKeys: { full: '', alternatives: [] },
        likes: [draw('likes')],
        doNotContact: 'none',
        pinnedNote: sentence(unique()),
      }
    case 'task':
      return {
        title: draw('title'),
        kind: draw('kind'),
        dueOn: draw('dueOn'),
        status: 'todo',
        assigneeId: staffId,
        priority: 'normal',
        completions: {},
        origin: 'manual',
        ...child,
      }
    case 'complaint': {
      const id = crypto.randomUUID()
      const first = { id, kind: 'registered', by: staffId, occurredAt: 1_795_000_000_000 }
      return {
        branchId,
        temporaryNumber: 'T-1',
        receivedBy: staffId,
        receivedAt: first.occurredAt,
        complainantName: draw('complainantName'),
        contact: draw('contact'),
        sensitive: [],
        matter: sentence(unique()),
        cause: sentence(unique()),
        channel: draw('channel'),
        events: { [id]: first },
      }
    }
    default:
      return customerId === undefined ? undefined : newChild(type, { ...origin, customerId }, draw)
  }
}

function newChild(
  type: string,
  { staffId, customerId }: Origin,
  draw: (field: string) => unknown,
): Data {
  if (type === 'profile') {
    const contactPoints = { a: draw('contactPoints') }
    const lists = { investmentPreferences: [draw('investmentPreferences')], preferredChannels: [] }
    return { customerId, contactPoints, ...lists, horizon: '1y_3y' }
  }
  if (type === 'interaction') {
    return {
      customerIds: [customerId],
      authorId: staffId,
      at: 1_795_000_000_000,
      channel: draw('channel'),
      direction: 'out',
      purpose: [draw('purpose')],
      text: sentence(String(draw('text'))),
    }
  }
  return {
    customerId,
    kind: draw('kind'),
    calendar: 'solar',
    month: draw('month'),
    leap: false,
    day: draw('day'),
    leapPolicy: 'both',
    shortMonth: 'last_day',
    feb29: 'feb28',
    celebrate: true,
    leadDays: [0, 7],
    origin: 'customer',
  }
}

/** One that is no part of any other. */
export function sentence(unique: string): string {
  return `记${unique}。`
}
