import { randomUUID } from 'node:crypto'
import type { Role } from '#shared/domain/role.ts'

/** Who asks, from which device. */
export interface Caller {
  device: string
  epoch: string
}

/** Who may use a route. */
interface RouteLine {
  /** A body that is right in its form, and changes nothing that others need. */
  body?: (caller: Caller) => unknown
  /** The status without a session; with one that has ended it is the same. */
  without: number
  /** The status for each role. */
  roles: Partial<Record<Role, number>> & { others: number }
}

const nothing = () => ({})
/** Anybody may ask, signed in or not. */
const open = (status: number) => ({ without: status, roles: { others: status } })
const everybody = (status: number) => ({ without: 401, roles: { others: status } })
const administrators = (status: number) => ({
  without: 401,
  roles: { admin: status, others: 403 },
})

/**
 * SC5, SE2: every route of the server, and who gets which answer. A route that is missing here fails the test: say
 * who may use it. Parameters are ids that nobody has.
 */
export const routeTable: Record<string, RouteLine> = {
  'GET /healthz': open(200),
  'GET /readyz': open(200),
  'GET /openapi.json': open(200),
  'GET /api/hello': open(200),

  // The server is set up, and the passwords and passkeys are wrong.
  'POST /api/setup': { body: setup, ...open(409) },
  'POST /api/setup/demo': { body: () => ({ code: 'x' }), ...open(409) },
  'POST /api/sign-in': { body: signIn, ...open(401) },
  'POST /api/sign-in/passkey/options': { body: nothing, ...open(200) },
  'POST /api/sign-in/passkey': { body: passkeySignIn, ...open(401) },
  'POST /api/sign-out': { body: nothing, ...open(204) },

  'GET /api/session': everybody(200),
  'POST /api/password': {
    body: () => ({ current: 'not the password', next: 'long enough 1' }),
    ...everybody(403),
  },
  'GET /api/devices': everybody(200),
  'POST /api/devices/:device/end': { body: nothing, ...everybody(404) },
  'GET /api/passkeys': everybody(200),
  'POST /api/passkeys': { body: newPasskey, ...everybody(403) },
  'POST /api/passkeys/options': {
    body: () => ({ password: 'not the password' }),
    ...everybody(403),
  },
  'POST /api/passkeys/:id/remove': { body: nothing, ...everybody(204) },

  'POST /api/devices/:device/wipe': { body: nothing, ...everybody(404) },
  'POST /api/devices/:device/wipe/withdraw': { body: nothing, ...everybody(404) },
  'GET /api/recovery': everybody(200),
  'GET /api/recovery/key': everybody(200),
  'POST /api/recovery/slot': { body: recoverySlot, ...everybody(404) },
  'POST /api/recovery/ask': { body: recoveryAsk, ...everybody(404) },
  'POST /api/recovery/done': { body: nothing, ...everybody(204) },
  'POST /api/exports': {
    body: () => ({ format: 'csv', customers: 1 }),
    without: 401,
    roles: { rm: 204, lead: 204, others: 403 },
  },
  'POST /api/exports/masked': {
    body: () => ({
      sentAt: 1,
      exports: [{ id: randomUUID(), at: 1, format: 'csv', customers: 1 }],
    }),
    without: 401,
    roles: { rm: 204, lead: 204, others: 403 },
  },
  'POST /api/identity-key': {
    body: nothing,
    without: 401,
    roles: { rm: 200, lead: 200, others: 403 },
  },
  'POST /api/wipe-key': { body: nothing, ...everybody(200) },
  // By what a device was given for it, whoever is signed in.
  'POST /api/wipe': { body: nothing, ...open(401) },
  'POST /api/wipe/rescue': { body: nothing, ...open(401) },
  'POST /api/wipe/confirm': { body: () => ({ lost: 0 }), ...open(401) },

  'GET /admin/staff': administrators(200),
  'POST /admin/staff': { body: colleague, ...administrators(201) },
  'PATCH /admin/staff/:id': { body: () => ({ name: '别名' }), ...administrators(404) },
  'POST /admin/staff/:id/password': { body: nothing, ...administrators(404) },
  'GET /admin/devices': administrators(200),
  'POST /admin/devices/:device/end': { body: nothing, ...administrators(404) },
  'GET /admin/passkeys': administrators(200),
  'POST /admin/passkeys/:id/remove': { body: nothing, ...administrators(204) },
  'POST /admin/devices/:device/wipe': { body: nothing, ...administrators(404) },
  'POST /admin/devices/:device/wipe/withdraw': { body: nothing, ...administrators(404) },
  'GET /admin/audit/state': administrators(200),
  'POST /admin/audit/search': { body: () => ({ filter: {}, most: 1 }), ...administrators(200) },
  'POST /admin/audit/export': { body: () => ({ filter: {} }), ...administrators(200) },
  'POST /admin/audit/verify': { body: nothing, ...administrators(202) },
  'GET /admin/backups': administrators(200),
  // This server has no folder for them.
  'POST /admin/backups': { body: nothing, ...administrators(409) },
  'POST /admin/branches': { body: branch, ...administrators(201) },
  'PATCH /admin/branches/:id': { body: () => ({ name: '别名' }), ...administrators(404) },
  'POST /admin/rules': { body: rules, ...administrators(201) },
  'POST /admin/rules/years': {
    body: () => ({ year: '2099', holidays: [{ on: '2099-01-01' }], makeUpDays: [] }),
    ...administrators(201),
  },
  'PATCH /admin/rules/:id': { body: () => ({ withdrawn: true }), ...administrators(404) },
  'GET /admin/recovery': administrators(200),
  'POST /admin/recovery/key': { body: recoveryKey, ...administrators(204) },
  'POST /admin/recovery/:id/request': {
    body: () => ({ reason: '本人在场。' }),
    ...administrators(404),
  },
  'POST /admin/recovery/:id/approve': { body: nothing, ...administrators(404) },
  'POST /admin/recovery/:id/refuse': { body: nothing, ...administrators(404) },
  'POST /admin/recovery/:id/open': { body: nothing, ...administrators(404) },
  'POST /admin/recovery/:id/answer': {
    body: () => ({ box: 'a'.repeat(152) }),
    ...administrators(404),
  },

  'POST /sync/push': {
    body: ({ device, epoch }) => ({ device, epoch, sentAt: 1, operations: [] }),
    ...everybody(200),
  },
  'POST /sync/pull': { body: pull, ...everybody(200) },
  'POST /sync/epoch': {
    body: ({ device, epoch }) => ({ device, former: epoch, next: randomUUID() }),
    ...everybody(200),
  },
  'POST /sync/news': { body: news, ...everybody(200) },
  'GET /sync/live': everybody(200),
  'POST /sync/live': {
    body: ({ device }) => ({ device, after: null, waitMs: 0 }),
    ...everybody(200),
  },
}

function setup() {
  const password = 'long enough 1'
  return { code: 'x', branchName: '网点', name: '管理员', staffNo: 'x', password }
}

function signIn() {
  // Another number each time: wrong ones are counted.
  const [staffNo, device, epoch] = [randomUUID().slice(0, 30), randomUUID(), randomUUID()]
  return { staffNo, password: 'not the password', device, epoch }
}

function colleague() {
  return { name: '新同事', staffNo: randomUUID().slice(0, 30), role: 'teller' }
}

function newPasskey() {
  return { name: '钥匙', credential: 'x', transports: [], clientData: 'x', attestation: 'x' }
}

function passkeySignIn() {
  const credential = randomUUID()
  const fresh = { device: randomUUID(), epoch: randomUUID() }
  const proof = { clientData: 'x', authenticatorData: 'x', signature: 'x', userHandle: null }
  return { credential, ...proof, here: [], fresh }
}

function pull({ device, epoch }: Caller) {
  const report = { lastLocalN: 0, unsyncedCount: 0, oldestUnsyncedAt: null }
  return { device, epoch, cursor: null, ...report }
}

const sealingKey = { id: 'a'.repeat(22), publicKey: 'a'.repeat(87) }

function recoverySlot() {
  return { recoveryKey: 'not known', vaultKey: 'x', box: 'a'.repeat(152) }
}

function recoveryAsk() {
  return { answerKey: sealingKey, slot: recoverySlot() }
}

function recoveryKey() {
  const code = 'a'.repeat(43)
  const pairs = [{ keepers: [1, 2], salt: code, iv: code, sealed: code }]
  return { kept: { key: sealingKey, keepers: 2, pairs }, replaces: null }
}

function branch() {
  return { name: '新网点', code: `N${Math.trunc(Math.random() * 1_000_000)}` }
}

function rules() {
  const replies = { replyDays: 15, extendedReplyDays: 30, longestReplyDays: 60, warnDays: 3 }
  return { effectiveFrom: '2099-01-01', numbers: { ...replies, todayHorizonDays: 7 } }
}

function news({ device, epoch }: Caller) {
  const report = { lastLocalN: 0, unsyncedCount: 0, oldestUnsyncedAt: null }
  const cursor = { serverEpoch: randomUUID(), positions: {} }
  return { device, epoch, cursor, ...report, waitMs: 0 }
}
