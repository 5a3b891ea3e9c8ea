import * as z from 'zod/mini'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { DeviceListItem, ResetPasswordResponse } from '#shared/protocol/device-message.ts'
import { longestWaitMs, WaitAnswer, type WaitRequest } from '#shared/protocol/live-message.ts'
import { EpochResponse, type EpochRequest } from '#shared/protocol/epoch-message.ts'
import {
  OwnPasskeys,
  PasskeyChallenge,
  PasskeyListItem,
  PasskeyOptions,
  PasskeySignInResponse,
  type AddPasskeyRequest,
  type PasskeyOptionsRequest,
  type PasskeySignInRequest,
} from '#shared/protocol/passkey-message.ts'
import type { NewsRequest } from '#shared/protocol/news-message.ts'
import type { PullRequest } from '#shared/protocol/pull-message.ts'
import { longestPushMs, PushResponse } from '#shared/protocol/push-message.ts'
import {
  WipeAnswer,
  WipeKey,
  type RescueRequest,
  type WipeConfirmation,
} from '#shared/protocol/wipe-message.ts'
import {
  AddStaffResponse,
  Hello,
  Problem,
  SessionInfo,
  SetupDemoResponse,
  StaffListItem,
  type AddStaffRequest,
  type ChangePasswordRequest,
  type ChangeStaffRequest,
  type SetupDemoRequest,
  type SetupRequest,
  type SignInRequest,
} from '#shared/protocol/session-message.ts'
import { recoveryApi, type RecoveryApi } from './recovery-api.ts'

/**
 * Why a request brought nothing. `unreachable`: no answer, a cut or too slow one; `signed-out`: 401;
 * `too-large`: 413; `busy`: 429, come again after so many ms, null where nobody said when; `problem`: refused with a document;
 * `unexpected`: an answer that this version does not understand.
 * Sign-in, set-up and password change report a wrong password or code as `problem` with its status 401 or 403.
 */
export type ApiError =
  | { type: 'unreachable' }
  | { type: 'signed-out' }
  | { type: 'too-large' }
  | { type: 'busy'; retryAfterMs: number | null }
  | { type: 'problem'; status: number; problem: Problem }
  | { type: 'unexpected'; status: number }

export type ApiResult<Value> = Result<Value, ApiError>

/** What a device shows instead of a session (SR3). */
export type WipeContact = Pick<WipeKey, 'device' | 'contact'>

const StaffList = z.array(StaffListItem)
const DeviceList = z.array(DeviceListItem)
const PasskeyList = z.array(PasskeyListItem)

/** Everything the server is asked for. Nothing throws but a bug; no body is ever logged. */
export interface Api extends RecoveryApi {
  hello: () => Promise<ApiResult<Hello>>
  session: () => Promise<ApiResult<SessionInfo>>
  signIn: (request: SignInRequest) => Promise<ApiResult<SessionInfo>>
  signOut: () => Promise<ApiResult<null>>
  setup: (request: SetupRequest) => Promise<ApiResult<null>>
  setupDemo: (request: SetupDemoRequest) => Promise<ApiResult<SetupDemoResponse>>
  changePassword: (request: ChangePasswordRequest) => Promise<ApiResult<null>>
  staff: () => Promise<ApiResult<StaffListItem[]>>
  addStaff: (request: AddStaffRequest) => Promise<ApiResult<AddStaffResponse>>
  /** What is not named stays; answers the colleague as they are then. */
  changeStaff: (id: string, change: ChangeStaffRequest) => Promise<ApiResult<StaffListItem>>
  /** Shown once, and known to nobody else. */
  resetPassword: (id: string) => Promise<ApiResult<ResetPasswordResponse>>
  /** The own devices; `branchDevices` those of all colleagues, for an administrator. */
  devices: () => Promise<ApiResult<DeviceListItem[]>>
  branchDevices: () => Promise<ApiResult<DeviceListItem[]>>
  /** Signs one of the own devices out; `endBranchDevice` one of a colleague. */
  endDevice: (device: string) => Promise<ApiResult<null>>
  endBranchDevice: (device: string) => Promise<ApiResult<null>>
  /** SE1: begins a sign-in with a passkey; `signInByPasskey` ends it. */
  passkeyChallenge: () => Promise<ApiResult<PasskeyChallenge>>
  signInByPasskey: (request: PasskeySignInRequest) => Promise<ApiResult<PasskeySignInResponse>>
  /** SE1: begins to add a passkey, with the password; `addPasskey` ends it. */
  passkeyOptions: (request: PasskeyOptionsRequest) => Promise<ApiResult<PasskeyOptions>>
  addPasskey: (request: AddPasskeyRequest) => Promise<ApiResult<PasskeyListItem>>
  /** The own passkeys; `branchPasskeys` those of all colleagues, for an administrator. */
  passkeys: () => Promise<ApiResult<OwnPasskeys>>
  branchPasskeys: () => Promise<ApiResult<PasskeyListItem[]>>
  removePasskey: (id: string) => Promise<ApiResult<null>>
  removeBranchPasskey: (id: string) => Promise<ApiResult<null>>
  /** SR3: reports one of the own devices as lost, or takes that back; the `branch` ones are for an administrator. */
  wipeDevice: (device: string) => Promise<ApiResult<null>>
  wipeBranchDevice: (device: string) => Promise<ApiResult<null>>
  withdrawWipe: (device: string) => Promise<ApiResult<null>>
  withdrawBranchWipe: (device: string) => Promise<ApiResult<null>>
  /** SR3: what this device keeps for the day when it is to be wiped. */
  wipeKey: () => Promise<ApiResult<WipeKey>>
  /** SR3: the way of a device whose session is over. */
  wipeOrder: (who: WipeContact) => Promise<ApiResult<WipeAnswer>>
  sendRescue: (who: WipeContact, rescue: RescueRequest) => Promise<ApiResult<null>>
  confirmWipe: (who: WipeContact, confirmation: WipeConfirmation) => Promise<ApiResult<null>>
  /** What the administrator's pages ask for (`admin-api.ts`): the answer as text, for them to parse. */
  ask: (
    path: string,
    sent?: { method: 'POST' | 'PATCH'; body: unknown },
  ) => Promise<ApiResult<string>>
  /** `body` is a `PushRequest` as JSON; the caller has counted its bytes (PU3). */
  push: (body: string, signal: AbortSignal) => Promise<ApiResult<PushResponse>>
  /** GC2: from here on this device counts under another epoch; answers how far the server has it. */
  newEpoch: (request: EpochRequest) => Promise<ApiResult<EpochResponse>>
  /** The NDJSON bytes as they come; `signal` ends the stream. */
  pull: (
    request: PullRequest,
    signal: AbortSignal,
  ) => Promise<ApiResult<ReadableStream<Uint8Array>>>
  /** A pull that is answered once there is something; `signal` ends the stream. */
  news: (
    request: NewsRequest,
    signal: AbortSignal,
  ) => Promise<ApiResult<ReadableStream<Uint8Array>>>
  /** The bytes of the server-sent events until `signal` or the server ends them. */
  live: (signal: AbortSignal) => Promise<ApiResult<ReadableStream<Uint8Array>>>
  /** The long poll: answers when a scope moved, or when the time of the request is over; `signal` ends it. */
  waitForMove: (request: WaitRequest, signal: AbortSignal) => Promise<ApiResult<WaitAnswer>>
}

/** Milliseconds an answer may take. */
const answerTimeout = {
  short: 15_000,
  long: 60_000,
  push: longestPushMs,
  setUp: 180_000,
  wait: longestWaitMs + 15_000,
} as const

/** Makes the way to a server. `baseUrl` is empty in the browser: same origin. */
export function createApi({
  fetch,
  baseUrl = '',
}: {
  fetch: typeof globalThis.fetch
  baseUrl?: string
}): Api {
  async function answer(
    path: string,
    init: RequestInit,
    { timeout, keep401 = false }: { timeout: number; keep401?: boolean },
  ): Promise<ApiResult<string>> {
    const cut = new AbortController()
    const stop = (): void => cut.abort()
    const timer = setTimeout(stop, timeout)
    init.signal?.addEventListener('abort', stop)
    try {
      const response = await request(path, { ...init, signal: cut.signal })
      if (!response.ok) return response
      const body = await text(response.value)
      if (body === null) return fail({ type: 'unreachable' })
      if (response.value.ok) return ok(body)
      return fail(errorOf(response.value, body, keep401))
    } finally {
      clearTimeout(timer)
      init.signal?.removeEventListener('abort', stop)
    }
  }

  async function request(path: string, init: RequestInit): Promise<ApiResult<Response>> {
    try {
      return ok(
        await fetch(baseUrl + path, { credentials: 'same-origin', cache: 'no-store', ...init }),
      )
    } catch {
      // fetch rejects for one reason: there was no answer (refused, cut, aborted, timed out).
      return fail({ type: 'unreachable' })
    }
  }

  async function get<Value>(path: string, schema: z.ZodMiniType<Value>): Promise<ApiResult<Value>> {
    return parsed(await answer(path, { method: 'GET' }, { timeout: answerTimeout.short }), schema)
  }

  async function post<Value>(
    path: string,
    body: unknown,
    schema: z.ZodMiniType<Value>,
    options: { timeout?: number; keep401?: boolean } = {},
  ): Promise<ApiResult<Value>> {
    const { timeout = answerTimeout.short, keep401 = false } = options
    return parsed(await answer(path, write(JSON.stringify(body)), { timeout, keep401 }), schema)
  }

  async function done(path: string, body: unknown, keep401: boolean): Promise<ApiResult<null>> {
    const options = { timeout: answerTimeout.short, keep401 }
    const result = await answer(path, write(JSON.stringify(body)), options)
    return result.ok ? ok(null) : result
  }

  async function stream(
    path: string,
    init: RequestInit,
  ): Promise<ApiResult<ReadableStream<Uint8Array>>> {
    const response = await request(path, init)
    if (!response.ok) return response
    if (response.value.ok && response.value.body !== null) return ok(response.value.body)
    const body = await text(response.value)
    if (body === null) return fail({ type: 'unreachable' })
    return fail(errorOf(response.value, body, false))
  }

  return {
    hello: () => get('/api/hello', Hello),
    session: () => get('/api/session', SessionInfo),
    signIn: (body) => post('/api/sign-in', body, SessionInfo, { keep401: true }),
    signOut: () => done('/api/sign-out', {}, false),
    setup: (body) => done('/api/setup', body, true),
    setupDemo: (body) =>
      post('/api/setup/demo', body, SetupDemoResponse, { timeout: answerTimeout.setUp }),
    changePassword: (body) => done('/api/password', body, true),
    staff: () => get('/admin/staff', StaffList),
    addStaff: (body) => post('/admin/staff', body, AddStaffResponse),
    changeStaff: async (id, body) => {
      const init = write(JSON.stringify(body), 'PATCH')
      const options = { timeout: answerTimeout.short }
      return parsed(await answer(`/admin/staff/${id}`, init, options), StaffListItem)
    },
    resetPassword: (id) => post(`/admin/staff/${id}/password`, {}, ResetPasswordResponse),
    devices: () => get('/api/devices', DeviceList),
    branchDevices: () => get('/admin/devices', DeviceList),
    endDevice: (device) => done(`/api/devices/${device}/end`, {}, false),
    endBranchDevice: (device) => done(`/admin/devices/${device}/end`, {}, false),
    passkeyChallenge: () => post('/api/sign-in/passkey/options', {}, PasskeyChallenge),
    signInByPasskey: (body) =>
      post('/api/sign-in/passkey', body, PasskeySignInResponse, { keep401: true }),
    passkeyOptions: (body) => post('/api/passkeys/options', body, PasskeyOptions),
    addPasskey: (body) => post('/api/passkeys', body, PasskeyListItem),
    passkeys: () => get('/api/passkeys', OwnPasskeys),
    branchPasskeys: () => get('/admin/passkeys', PasskeyList),
    removePasskey: (id) => done(`/api/passkeys/${id}/remove`, {}, false),
    removeBranchPasskey: (id) => done(`/admin/passkeys/${id}/remove`, {}, false),
    ...recoveryApi({ get, post, done: (path, body) => done(path, body, false) }),
    wipeDevice: (device) => done(`/api/devices/${device}/wipe`, {}, false),
    wipeBranchDevice: (device) => done(`/admin/devices/${device}/wipe`, {}, false),
    withdrawWipe: (device) => done(`/api/devices/${device}/wipe/withdraw`, {}, false),
    withdrawBranchWipe: (device) => done(`/admin/devices/${device}/wipe/withdraw`, {}, false),
    wipeKey: () => post('/api/wipe-key', {}, WipeKey),
    wipeOrder: async (who) => {
      const init = writeAs(who, {})
      const options = { timeout: answerTimeout.short }
      return parsed(await answer('/api/wipe', init, options), WipeAnswer)
    },
    sendRescue: async (who, rescue) => {
      const options = { timeout: answerTimeout.push }
      const result = await answer('/api/wipe/rescue', writeAs(who, rescue), options)
      return result.ok ? ok(null) : result
    },
    confirmWipe: async (who, confirmation) => {
      const options = { timeout: answerTimeout.short }
      const result = await answer('/api/wipe/confirm', writeAs(who, confirmation), options)
      return result.ok ? ok(null) : result
    },
    ask: (path, sent) => {
      const init = sent === undefined ? {} : write(JSON.stringify(sent.body), sent.method)
      return answer(path, init, { timeout: answerTimeout.long })
    },
    push: async (body, signal) => {
      const init = { ...write(body), signal }
      return parsed(await answer('/sync/push', init, { timeout: answerTimeout.push }), PushResponse)
    },
    newEpoch: (body) => post('/sync/epoch', body, EpochResponse),
    pull: (body, signal) => stream('/sync/pull', { ...write(JSON.stringify(body)), signal }),
    news: (body, signal) => stream('/sync/news', { ...write(JSON.stringify(body)), signal }),
    live: (signal) =>
      stream('/sync/live', { method: 'GET', headers: { accept: 'text/event-stream' }, signal }),
    waitForMove: async (body, signal) => {
      const init = { ...write(JSON.stringify(body)), signal }
      return parsed(await answer('/sync/live', init, { timeout: answerTimeout.wait }), WaitAnswer)
    },
  }
}

/** SE2: a form of another origin cannot send this header. */
function write(body: string, method: 'POST' | 'PATCH' = 'POST'): RequestInit {
  return {
    method,
    headers: { 'content-type': 'application/json', 'x-branchbook': '1' },
    body,
  }
}

/** SR3: a device that shows what it alone was given. */
function writeAs({ device, contact }: WipeContact, body: unknown): RequestInit {
  const init = write(JSON.stringify(body))
  return { ...init, headers: { ...init.headers, authorization: `Bearer ${device}.${contact}` } }
}

async function text(response: Response): Promise<string | null> {
  try {
    return await response.text()
  } catch {
    // The answer broke off: what it said is unknown, as if it had not come (PU2).
    return null
  }
}

/** An answer as what the schema says; `unexpected` when it is something else. */
export function parsed<Value>(
  answer: ApiResult<string>,
  schema: z.ZodMiniType<Value>,
): ApiResult<Value> {
  if (!answer.ok) return answer
  const value = json(answer.value)
  const result = schema.safeParse(value)
  return result.success ? ok(result.data) : fail({ type: 'unexpected', status: 200 })
}

function errorOf(response: Response, body: string, keep401: boolean): ApiError {
  if (response.status === 401 && !keep401) return { type: 'signed-out' }
  if (response.status === 413) return { type: 'too-large' }
  // SE5: whoever says it, the server or a proxy in front of it.
  if (response.status === 429) {
    return { type: 'busy', retryAfterMs: retryAfter(response.headers.get('retry-after')) }
  }
  const problem = Problem.safeParse(json(body))
  if (!problem.success) return { type: 'unexpected', status: response.status }
  return { type: 'problem', status: response.status, problem: problem.data }
}

function retryAfter(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) * 1000 : null
}

/** `undefined` for text that is no JSON: no schema accepts it. */
function json(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
