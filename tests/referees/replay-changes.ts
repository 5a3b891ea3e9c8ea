import { v7 } from 'uuid'
import { type Random, randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import { type Data, fieldValues, newData, type Origin, sentence } from './replay-values.ts'

/** A record as somebody sees it. */
export interface Seen {
  type: string
  id: string
  data: Data
}

/** What somebody types: the change, and how the record looks to him from then on. */
export interface Typed extends Seen {
  kind: string
  args: Data
}

export interface Typist {
  random: Random
  /** Six letters that stand nowhere else. */
  unique: () => string
  /** By record type and field, as docs/sync.md has it. */
  policies: ReadonlyMap<string, string>
  origin: Omit<Origin, 'customerId'>
  /** As docs/sync.md calls it; decides what is typed, not what is taken. */
  role: string
  seen: readonly Seen[]
}

const ofCustomers = ['profile', 'interaction', 'important-date', 'task']
const greetingFields = ['salutation', 'likes', 'taboos', 'specialCare', 'pinnedNote']
/** These have no required text, so that two creates can meet. */
const madeTwice = ['customer', 'profile', 'task', 'important-date']

/** Any change by any kind of operation; one in twenty does not ask whether it may. */
export function typeSomething(typist: Typist): Typed {
  const { random, seen } = typist
  if (seen.length === 0 || random() < (seen.length < 10 ? 0.6 : 0.1)) return make(typist)
  // Everybody's eyes are on the first few.
  const byAge = seen.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const record = randomItem(random, random() < 0.5 ? byAge.slice(0, 6) : byAge)
  const { type, data } = record
  const reach = random() < 0.05 ? 'all' : reachOf(typist, record)
  const chance = random()
  if (chance < 0.02) return { type, id: v7(), data, ...patchOf({ stage: [null, 'new'] }) }
  if (chance < 0.04) return { ...record, ...patchOf({ madeUp: [null, 1] }) }
  if (type === 'complaint' && (reach === 'some' || chance < 0.3)) {
    return append(typist, record, reach === 'some')
  }
  if (type === 'task' && chance < 0.45) return finish(typist, record)
  if (reach === 'some') return edit(typist, record, greetingFields)
  if (chance > 0.9 && mayArchive(typist, record)) {
    return { ...record, kind: random() < 0.6 ? 'archive' : 'restore', args: {} }
  }
  if (chance > 0.86 && madeTwice.includes(type)) return makeAgain(typist, record)
  return edit(typist, record, Object.keys(fieldValues[type] ?? {}))
}

/** Others' cards and complaints are open to colleagues in part. */
function reachOf({ origin, role }: Typist, { type, data }: Seen): 'all' | 'some' {
  if (role === 'lead') return 'all'
  if (type === 'customer') return data['ownerId'] === origin.staffId ? 'all' : 'some'
  if (type !== 'complaint' || role === 'consumer_protection') return 'all'
  return data['receivedBy'] === origin.staffId ? 'all' : 'some'
}

function mayArchive({ role }: Typist, { type }: Seen): boolean {
  return type !== 'complaint' || role === 'lead' || role === 'consumer_protection'
}

function make({ random, unique, origin, role, seen }: Typist): Typed {
  const customers = seen.filter(
    ({ type, data }) =>
      type === 'customer' && (role === 'lead' || data['ownerId'] === origin.staffId),
  )
  const customer = customers.length === 0 ? undefined : randomItem(random, customers)
  const types = ['complaint', 'task', ...(role === 'consumer_protection' ? [] : ['customer'])]
  const type = randomItem(random, customer ? [...types, ...ofCustomers, ...ofCustomers] : types)
  const isChild = type !== 'task' || random() < 0.6
  const customerId = isChild ? customer?.id : undefined
  const data = newData(type, { ...origin, customerId }, random, unique)
  if (data === undefined) throw new Error(`No data for ${type}.`)
  // A profile has the id of its customer.
  const id = type === 'profile' && customerId !== undefined ? customerId : v7()
  return { type, id, data, kind: 'create', args: { data } }
}

/** OP3: a create that meets a record which is there. */
function makeAgain({ random, unique, origin, policies }: Typist, { type, id, data }: Seen): Typed {
  const customerId = typeof data['customerId'] === 'string' ? data['customerId'] : undefined
  const made = newData(type, { ...origin, customerId }, random, unique)
  const withoutTexts = Object.entries(made ?? {}).filter(
    ([field]) => policies.get(`${type}.${field}`) !== 'text',
  )
  return { type, id, data, kind: 'create', args: { data: Object.fromEntries(withoutTexts) } }
}

function finish({ random, unique }: Typist, record: Seen): Typed {
  const standing = Object.keys(Object(record.data['completions']))
  if (standing.length > 0 && random() < 0.35) {
    return { ...record, kind: 'reopen', args: { completionId: randomItem(random, standing) } }
  }
  const completionId = crypto.randomUUID()
  const completions = { ...Object(record.data['completions']), [completionId]: {} }
  const args = { completionId, ...(random() < 0.5 ? { result: unique() } : {}) }
  return { ...record, data: { ...record.data, completions }, kind: 'complete', args }
}

function append({ random, unique, origin }: Typist, record: Seen, isOther: boolean): Typed {
  const event = { id: crypto.randomUUID(), by: origin.staffId, occurredAt: Date.now() }
  const words: Data[] = [
    { kind: 'note', text: unique() },
    { kind: 'progress', text: unique() },
  ]
  const steps: Data[] = [
    { kind: 'accepted' },
    { kind: 'closed', reply: unique(), noticeHow: 'phone', remediesTold: true },
    { kind: 'withdrawn' },
  ]
  const said = randomItem(random, isOther || random() < 0.6 ? words : steps)
  return { ...record, kind: 'append', args: { event: { ...event, ...said } } }
}

function edit(typist: Typist, record: Seen, fields: readonly string[]): Typed {
  const { random, policies } = typist
  const texts = fields.filter((field) => policies.get(`${record.type}.${field}`) === 'text')
  const field = randomItem(random, texts.length > 0 && random() < 0.3 ? texts : fields)
  const policy = policies.get(`${record.type}.${field}`)
  if (policy === 'text') return editText(typist, record, field)
  if (policy === 'set' && random() < 0.8) return changeSet(typist, record, field)
  // One to three fields in one patch; texts are edited alone.
  const others = fields.filter((other) => policies.get(`${record.type}.${other}`) !== 'text')
  const chosen = [field, randomItem(random, others), randomItem(random, others)]
  const changes = chosen
    .slice(0, randomInteger(random, 1, 3))
    .map((name) => drawChange(typist, record, name))
  const data = { ...record.data }
  for (const [path, , to] of changes) setPath(data, path, to)
  const made = Object.fromEntries(changes.map(([path, from, to]) => [path, [from, to] as const]))
  return { ...record, data, ...patchOf(made) }
}

/** Path, what was seen, and what it becomes. */
function drawChange(
  { random, unique, policies }: Typist,
  { type, data }: Seen,
  field: string,
): [string, unknown, unknown] {
  const to = fieldValues[type]?.[field]?.(random, unique())
  const from = data[field] ?? null
  switch (policies.get(`${type}.${field}`)) {
    case 'set': {
      const items = listOf(from)
      return [
        field,
        items,
        items.includes(to) ? items.filter((item) => item !== to) : [...items, to],
      ]
    }
    case 'keyed-ask': {
      const key = randomItem(random, ['a', 'b', 'c'])
      const before: unknown = Object(from)[key] ?? null
      return [`${field}.${key}`, before, before !== null && random() < 0.3 ? null : to]
    }
    default:
      return [field, from, to]
  }
}

function changeSet({ random, unique }: Typist, record: Seen, field: string): Typed {
  const item = fieldValues[record.type]?.[field]?.(random, unique())
  const items = listOf(record.data[field])
  const isThere = items.includes(item)
  const list = isThere ? items.filter((other) => other !== item) : [...items, item]
  const data = { ...record.data, [field]: list }
  return { ...record, data, kind: isThere ? 'remove' : 'add', args: { field, items: [item] } }
}

function editText({ random, unique }: Typist, record: Seen, field: string): Typed {
  const { [field]: seen = null } = record.data
  const sentences = String(seen ?? '').match(/[^。]+。?/gu) ?? []
  const number = random() < 0.15 ? String(randomInteger(random, 1, 99)) : ''
  const place = randomInteger(random, 0, sentences.length)
  // Mostly something is added; now and then a sentence is written anew, or taken out.
  const takenOut = sentences.length > 1 && random() < 0.35 ? 1 : 0
  const added = takenOut === 1 && random() < 0.4 ? [] : [sentence(unique() + number)]
  const to = sentences.toSpliced(place, takenOut, ...added).join('')
  const data = { ...record.data, [field]: to }
  if (seen === null || random() < 0.3)
    return { ...record, data, ...patchOf({ [field]: [seen, to] }) }
  return { ...record, data, kind: 'edit-text', args: { field, from: seen, to } }
}

function patchOf(made: Record<string, readonly [unknown, unknown]>): { kind: string; args: Data } {
  const changes = Object.entries(made).map(([path, [from, to]]) => [path, { from, to }])
  return { kind: 'patch', args: { changes: Object.fromEntries(changes) } }
}

function setPath(data: Data, path: string, value: unknown): void {
  const [field = '', key] = path.split('.')
  data[field] = key === undefined ? value : { ...Object(data[field]), [key]: value }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
