import type {
  SetupDemoResponse,
  SessionInfo,
  SetupRequest,
} from '#shared/protocol/session-message.ts'
import type { ChangePassword } from '#features/settings/change-password-sheet.tsx'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api, ApiError } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import {
  createVault,
  identityOf,
  rewrapPassword,
  unlockVault,
  type UnlockProblem,
  type VaultDevice,
  type VaultUnlock,
} from '#vault/open-vault.ts'
import { persistStorage } from '#vault/storage.ts'
import type { AccessState, OpenSession } from './access-state.ts'
import { closeSession } from './close-session.ts'
import { loadOpenApp } from './load-open-app.ts'
import { lookAtDevice } from './look-at-device.ts'
import { readSession, rememberSession } from './remembered-session.ts'
import { sessionProblem } from './session-problems.ts'

/** The ways between set-up, sign-in, lock and the open app. Each answers a problem, or null when it worked. */
export interface Access {
  readonly api: Api
  current(): AccessState
  subscribe(listener: () => void): () => void
  start(): Promise<void>
  setUp(request: SetupRequest): Promise<SessionProblem | null>
  setUpDemo(code: string): Promise<{ problem: SessionProblem } | { demo: SetupDemoResponse }>
  signIn(form: { staffNo: string; password: string }): Promise<SessionProblem | null>
  /** KE7: the vault is still sealed with the password from before a change. */
  openWithFormerPassword(former: string): Promise<SessionProblem | null>
  unlock(form: { staffNo?: string; password: string }): Promise<SessionProblem | null>
  /** The session ended while the vault is open. */
  signInAgain(password: string): Promise<SessionProblem | null>
  changePassword: ChangePassword
  lock(): void
  showSignIn(): void
  showUnlock(): void
}

interface AccessParts {
  api: Api
  environment: { now: () => number; newId: () => string }
  /** Where the vaults lie. */
  device: VaultDevice
}

/** What a sign-in knows while it waits for the former password. */
interface Waiting {
  staffNo: string
  password: string
  serverId: string
}

/** The one place that opens and closes sessions; screens only ask it. */
export function createAccess({ api, environment, device }: AccessParts): Access {
  const listeners = new Set<() => void>()
  let state: AccessState = { at: 'starting' }
  let vaultsHere = 0
  let waiting: Waiting | null = null

  function show(next: AccessState): void {
    state = next
    for (const listener of listeners) listener()
  }

  async function start(): Promise<void> {
    const found = await lookAtDevice(device)
    if (!found.canKeep) return show({ at: 'unsupported' })
    void persistStorage()
    // The app itself comes while the password is being typed.
    void loadOpenApp()
    vaultsHere = found.vaultsHere
    if (vaultsHere > 0) return show({ at: 'locked', vaultsHere })
    const hello = await api.hello()
    if (!hello.ok) return show({ at: 'unreachable' })
    show(
      hello.value.setup === 'empty'
        ? { at: 'setup', hello: hello.value }
        : { at: 'sign-in', vaultsHere },
    )
  }

  async function signIn({
    staffNo,
    password,
  }: {
    staffNo: string
    password: string
  }): Promise<SessionProblem | null> {
    const hello = await api.hello()
    if (!hello.ok) return sessionProblem(hello.error, 'wrong-password')
    const { serverId } = hello.value
    const unlocked = await unlockVault(device, { serverId, staffNo, password })
    if (unlocked.ok) return enterOnline(unlocked.value, staffNo, password)
    const { type } = unlocked.error
    if (type !== 'wrong-password' && type !== 'no-vault') return unlockProblem(type)
    // CL7: a vault that waits for its former password is not lost, and its device is the one that it was.
    const kept = await identityOf(device, { serverId, staffNo })
    const identity = kept ?? { deviceId: environment.newId(), epoch: environment.newId() }
    const signedIn = await signInAs(staffNo, password, identity, kept !== null)
    if (!signedIn.ok) return sessionProblem(signedIn.error, 'wrong-password')
    if (type === 'wrong-password') {
      waiting = { staffNo, password, serverId }
      show({ at: 'former-password', vaultsHere })
      return null
    }
    const made = await createVault(device, { serverId, staffNo, password, identity })
    if (!made.ok) return { type: 'server-trouble' }
    await rememberSession(made.value, signedIn.value)
    await enter(made.value, signedIn.value)
    return null
  }

  /** The vault opened with the password; the server has the last word on who this is. */
  async function enterOnline(
    vault: OpenVault,
    staffNo: string,
    password: string,
  ): Promise<SessionProblem | null> {
    const signedIn = await signInAs(staffNo, password, vault, true)
    if (!signedIn.ok) {
      vault.lock()
      return sessionProblem(signedIn.error, 'wrong-password')
    }
    await rememberSession(vault, signedIn.value)
    await enter(vault, signedIn.value)
    return null
  }

  function signInAs(
    staffNo: string,
    password: string,
    { deviceId, epoch }: { deviceId: string; epoch: string },
    vaultKept: boolean,
  ) {
    return api.signIn({ staffNo, password, device: deviceId, epoch, vaultKept })
  }

  async function openWithFormerPassword(former: string): Promise<SessionProblem | null> {
    if (waiting === null) return { type: 'server-trouble' }
    const { serverId, staffNo, password } = waiting
    const unlocked = await unlockVault(device, { serverId, staffNo, password: former })
    if (!unlocked.ok) return { type: 'wrong-unlock' }
    await rewrapPassword(device, unlocked.value, password)
    waiting = null
    return enterOnline(unlocked.value, staffNo, password)
  }

  async function unlock({
    staffNo,
    password,
  }: {
    staffNo?: string
    password: string
  }): Promise<SessionProblem | null> {
    const wanted: VaultUnlock = { password, ...(staffNo === undefined ? {} : { staffNo }) }
    const unlocked = await unlockVault(device, wanted)
    if (!unlocked.ok) return unlockProblem(unlocked.error.type)
    const session = await readSession(unlocked.value)
    if (session === null) {
      // The vault was made and the browser died before it knew whose it is: sign in once online.
      unlocked.value.lock()
      return { type: 'no-vault' }
    }
    renewSession(await enter(unlocked.value, session), password)
    return null
  }

  /**
   * The password was just typed: it signs in once more if the server's session has ended or is another
   * person's. Unlocked offline, it waits in memory for the first answer of the server, and no longer.
   */
  function renewSession(open: OpenSession, password: string): void {
    const { engine, session } = open
    // Locked meanwhile, and perhaps opened by somebody else: this password is nobody's there.
    const again = () => {
      if (state.at === 'open' && state.open === open) void signInAgain(password)
    }
    const unlockedAt = environment.now()
    const stop = engine.status.subscribe(() => {
      const { phase, lastSyncedAt } = engine.status.current()
      if (phase === 'signed-out') again()
      if (phase === 'signed-out' || (lastSyncedAt ?? 0) > unlockedAt) stop()
    })
    void api.session().then((answer) => {
      if (answer.ok && answer.value.staffId !== session.staffId) again()
    })
  }

  async function signInAgain(password: string): Promise<SessionProblem | null> {
    if (state.at !== 'open') return null
    const { vault, session, engine } = state.open
    const answer = await signInAs(session.staffNo, password, vault, true)
    if (!answer.ok) return sessionProblem(answer.error, 'wrong-unlock')
    await rememberSession(vault, answer.value)
    engine.signedInAgain()
    return null
  }

  async function enter(vault: OpenVault, session: SessionInfo): Promise<OpenSession> {
    const open = await openedSession(vault, session)
    vaultsHere = (await device.directory.list()).length
    const before = state
    show({ at: 'open', open })
    // Enter pressed twice opens twice: only what is on the screen keeps its key.
    if (before.at === 'open') void closeSession(before.open)
    return open
  }

  async function openedSession(vault: OpenVault, session: SessionInfo): Promise<OpenSession> {
    try {
      const { openSession } = await loadOpenApp()
      return await openSession({ vault, session, api, environment })
    } catch (error) {
      // What cannot be shown must not stay open behind the lock screen.
      vault.lock()
      throw error
    }
  }

  /** KE1: nobody's password stays in memory once its owner has turned to another page. */
  function turnTo(next: AccessState): void {
    waiting = null
    show(next)
  }

  const changePassword: ChangePassword = async (current, next) => {
    const answer = await api.changePassword({ current, next })
    if (!answer.ok) return passwordProblem(answer.error)
    if (state.at === 'open') await rewrapPassword(device, state.open.vault, next)
    return null
  }

  function lock(): void {
    if (state.at !== 'open') return
    const { open } = state
    // The screens go first, so that forms seal their drafts while the key is still there.
    show({ at: 'locked', vaultsHere })
    void closeSession(open)
  }

  return {
    api,
    current: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start,
    async setUp(request) {
      const answer = await api.setup(request)
      if (!answer.ok) return sessionProblem(answer.error, 'wrong-code')
      return signIn(request)
    },
    async setUpDemo(code) {
      const answer = await api.setupDemo({ code })
      return answer.ok
        ? { demo: answer.value }
        : { problem: sessionProblem(answer.error, 'wrong-code') }
    },
    signIn,
    openWithFormerPassword,
    unlock,
    signInAgain,
    changePassword,
    lock,
    showSignIn: () => turnTo({ at: 'sign-in', vaultsHere }),
    showUnlock: () => turnTo({ at: 'locked', vaultsHere }),
  }
}

function unlockProblem(type: UnlockProblem['type']): SessionProblem {
  if (type === 'wrong-password') return { type: 'wrong-unlock' }
  // CL6: one of the windows is older than the app that was used here last.
  if (type === 'newer-schema' || type === 'in-use') return { type: 'other-version' }
  return { type: type === 'broken' ? 'broken-vault' : 'no-vault' }
}

function passwordProblem(error: ApiError): 'wrong-current' | 'unreachable' | 'server-trouble' {
  if (error.type === 'unreachable') return 'unreachable'
  const isWrong = error.type === 'problem' && (error.status === 401 || error.status === 403)
  return isWrong ? 'wrong-current' : 'server-trouble'
}
