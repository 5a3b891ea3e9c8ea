import * as fc from 'fast-check'
import { recordTypes } from '#shared/protocol/record.ts'
import type { TestClient } from '#tests/support/test-client.ts'

/** A request that nobody of us would send. */
export interface Forged {
  path: string
  body: unknown
  headers?: Record<string, string>
  /** The body is sent as it is, and not as JSON. */
  isRaw?: boolean
  /** Operations of a push that is otherwise right: each must have an outcome. */
  operations?: object[]
}

/** What a forger may know: real records, real people, an own session. */
export interface Known {
  teller: TestClient
  lead: TestClient
  records: readonly { type: string; id: string; scope: string; createdBy: string }[]
}

const fields = ['title', 'family', 'text', 'dueOn', 'ownerId', 'note', 'name', 'likes', 'number']

/** All kinds of forged requests; the oftener the more there is to find. */
export function forgedRequests(known: Known): fc.Arbitrary<Forged> {
  const { device, epoch } = known.teller
  const push = { device, epoch, sentAt: 0 }
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .array(forgedOperation(known), { maxLength: 8 })
        .map((operations) => ({ path: '/sync/push', body: push, operations })),
    },
    { weight: 3, arbitrary: forgedEnvelope(known) },
    { weight: 4, arbitrary: forgedPull(known) },
    { weight: 1, arbitrary: forgedEpoch(known) },
    { weight: 1, arbitrary: forgedAdmin(known) },
    { weight: 1, arbitrary: forgedBody() },
    { weight: 1, arbitrary: forgedDoor(push) },
  )
}

/** Operations that know real ids and real fields, and others that are nonsense. */
function forgedOperation({ teller, records }: Known): fc.Arbitrary<object> {
  const path = fc.oneof(fc.constantFrom(...fields), fc.string(), fc.constant('contactPoints.x'))
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('\u0000', '\ud800', 1e300, -1))
  const changes = fc.dictionary(path, fc.record({ from: value, to: value }), { maxKeys: 4 })
  const data = fc.dictionary(path, value, { maxKeys: 6 })
  const event = fc.record({ id: fc.uuid(), kind: fc.string(), by: value, no: fc.integer() })
  const change = fc.oneof(
    fc.record({ kind: fc.constant('patch'), args: fc.record({ changes }) }),
    fc.record({ kind: fc.constant('create'), args: fc.record({ data }) }),
    fc.record({
      kind: fc.constant('edit-text'),
      args: fc.record({ field: path, from: fc.string(), to: fc.string() }),
    }),
    fc.record({
      kind: fc.constantFrom('add', 'remove'),
      args: fc.record({ field: path, items: fc.array(fc.string(), { maxLength: 3 }) }),
    }),
    fc.record({ kind: fc.constant('append'), args: fc.record({ event }) }),
    fc.record({ kind: fc.constantFrom('archive', 'restore', 'accept'), args: fc.constant({}) }),
    fc.record({
      kind: fc.constantFrom('complete', 'reopen'),
      args: fc.record({ completionId: fc.oneof(fc.uuid(), fc.string()) }),
    }),
    fc.record({ kind: fc.string(), args: fc.jsonValue() }),
  )
  const foreign = records.filter(({ scope }) => scope.startsWith('portfolio:'))
  const target = fc.oneof(
    fc.constantFrom(...foreign.slice(0, 300)),
    fc.record({
      type: fc.constantFrom(...recordTypes),
      id: fc.uuid(),
      createdBy: fc.uuid(),
    }),
  )
  const schemaVersion = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(1, 2) },
    { weight: 1, arbitrary: fc.double() },
  )
  return (
    fc
      .record({
        id: fc.uuid(),
        target,
        change,
        isForeign: fc.boolean(),
        type: fc.option(fc.constantFrom(...recordTypes)),
        at: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        schemaVersion,
      })
      .map(({ id, target, change, isForeign, type, at, schemaVersion }) => ({
        id,
        recordType: type ?? target.type,
        recordId: target.id,
        at,
        schemaVersion,
        author: isForeign ? target.createdBy : teller.session.staffId,
        ...change,
      }))
      // A body that wants to change what objects are is not read at all; see `forgedBody`.
      .filter((operation) => !/"(__proto__|constructor)":/u.test(JSON.stringify(operation)))
  )
}

/** A push of which one member is not what it should be. */
function forgedEnvelope({ teller, lead }: Known): fc.Arbitrary<Forged> {
  const { device, epoch } = teller
  // A number far ahead: a gap, so that nothing of it runs.
  const right = { device, epoch, sentAt: 1, operations: [{ n: 1_000_000 }] }
  const wrong = fc.oneof(
    fc.record({ device: fc.oneof(fc.uuid(), fc.constant(lead.device), fc.string()) }),
    fc.record({ epoch: fc.oneof(fc.uuid(), fc.constant(lead.epoch), fc.string()) }),
    fc.record({ sentAt: fc.oneof(fc.string(), fc.constant(null)) }),
    fc.record({ operations: fc.oneof(fc.jsonValue(), fc.array(fc.record({ n: fc.jsonValue() }))) }),
    fc.record({ report: fc.record({ lastLocalN: fc.jsonValue(), unsyncedCount: fc.double() }) }),
    fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1, maxKeys: 2 }),
  )
  return wrong.map((member) => ({ path: '/sync/push', body: { ...right, ...member } }))
}

/** A pull with cursors, names and reports that are made up. */
function forgedPull({ teller, lead, records }: Known): fc.Arbitrary<Forged> {
  const { device, epoch } = teller
  const scope = fc.oneof(
    fc.constantFrom(...lead.session.scopes, ...teller.session.scopes),
    fc.uuid().map((id) => `portfolio:${id}`),
    fc.string(),
  )
  const position = fc.oneof(fc.nat(), fc.double(), fc.constantFrom(-1, 1e300, 2 ** 53))
  const positions = fc.dictionary(
    scope,
    fc.dictionary(fc.constantFrom('1', '2', '3', '4', 'x'), position),
  )
  const names = fc.oneof(
    fc.constantFrom(...records.slice(0, 300)).map(({ type, id }) => [type, id]),
    fc.tuple(fc.string(), fc.string()),
    fc.tuple(fc.constantFrom(...recordTypes), fc.uuid()),
  )
  const count = fc.oneof({ weight: 5, arbitrary: fc.nat() }, fc.double(), fc.jsonValue())
  const serverEpoch = fc.oneof(fc.uuid(), fc.constant(lead.epoch))
  const optional = fc.record(
    {
      compare: fc.array(scope, { maxLength: 4 }),
      fetch: fc.array(fc.record({ scope, rows: fc.array(names, { maxLength: 5 }) }), {
        maxLength: 3,
      }),
      receipts: fc.array(fc.record({ scope, rows: count, checksum: count }), { maxLength: 2 }),
      schemaVersion: fc.oneof(fc.double(), fc.jsonValue()),
      more: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  return fc
    .record({
      cursor: fc.option(fc.record({ serverEpoch, positions })),
      lastLocalN: count,
      unsyncedCount: fc.nat(),
      oldestUnsyncedAt: fc.option(fc.oneof(fc.maxSafeInteger(), fc.double())),
      epoch: fc.oneof(fc.constant(epoch), fc.uuid()),
      optional,
    })
    .map(({ optional: more, ...body }) => ({
      path: '/sync/pull',
      body: { device, ...body, ...more },
    }))
}

/** Epochs of others, or made up. That of the teller is left alone: to end it is not forbidden. */
function forgedEpoch({ teller, lead }: Known): fc.Arbitrary<Forged> {
  const id = fc.oneof(fc.constantFrom(lead.device, lead.epoch), fc.string(), fc.jsonValue())
  return fc.oneof(
    fc
      .record({ device: fc.oneof(fc.uuid(), id), former: fc.oneof(fc.uuid(), id), next: id })
      .map((body) => ({ path: '/sync/epoch', body })),
    fc.jsonValue().map((next) => ({
      path: '/sync/epoch',
      body: { device: teller.device, former: teller.epoch, next },
    })),
  )
}

function forgedAdmin({ teller, lead }: Known): fc.Arbitrary<Forged> {
  const role = fc.constantFrom('admin', 'lead', 'rm', '')
  const body = fc.oneof(
    fc.record({ name: fc.string(), staffNo: fc.string(), role }),
    fc.record({ role, active: fc.boolean() }, { requiredKeys: [] }),
    fc.jsonValue(),
  )
  const id = fc.constantFrom(teller.session.staffId, lead.session.staffId, '..%2f..', '%00')
  return fc
    .record({ body, id, isNew: fc.boolean() })
    .map(({ body, id, isNew }) => ({ path: isNew ? '/admin/staff' : `/admin/staff/${id}`, body }))
}

/** Bodies that are no JSON, nest, are too large, or want to change what objects are. */
function forgedBody(): fc.Arbitrary<Forged> {
  const path = fc.constantFrom('/sync/push', '/sync/pull', '/sync/epoch', '/api/password')
  const nested = fc
    .integer({ min: 1, max: 5000 })
    .map((depth) => `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`)
  const large = fc.integer({ min: 1, max: 700_000 }).map((length) => `["${'x'.repeat(length)}"]`)
  const polluting = fc
    .constantFrom('__proto__', 'constructor')
    .map((name) => `{"${name}":{"prototype":{"polluted":1}},"operations":[]}`)
  const body = fc.oneof(fc.string(), nested, large, polluting, fc.json())
  return fc.record({ path, body, isRaw: fc.constant(true) })
}

/** A right body at a door that it must not come through. */
function forgedDoor(push: object): fc.Arbitrary<Forged> {
  const headers = fc.constantFrom<Record<string, string>>(
    { 'x-branchbook': '0' },
    { 'sec-fetch-site': 'cross-site' },
    { 'content-type': 'text/plain' },
    { 'content-encoding': 'gzip' },
    { cookie: 'branchbook=forged' },
    { cookie: '' },
  )
  return headers.map((header) => ({
    path: '/sync/push',
    body: { ...push, operations: [{ n: 1_000_000 }] },
    headers: header,
  }))
}
