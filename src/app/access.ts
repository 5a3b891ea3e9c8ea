import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { ChangePassword } from '#features/settings/change-password-sheet.tsx'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api, ApiError } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { DatabaseWish } from '#vault/database.ts'
import {
  checkPassword,
  createVault,
  hasPassword,
  identityOf,
  rewrapPassword,
  unlockVault,
  type VaultDevice,
  type VaultUnlock,
} from '#vault/open-vault.ts'
import type { PasskeyCeremony } from '#vault/passkey-ceremony.ts'
import { persistStorage } from '#vault/storage.ts'
import { forgetStandingStateOfOthers, keepStandingState } from '#ui/standing-state.ts'
import type { AccessState, LastPerson, OpenSession } from './access-state.ts'
import type { Access, SignInForm } from './access-ways.ts'
import { closeSession } from './close-session.ts'
import { createFormerPassword } from './former-password.ts'
import { loadOpenApp } from './load-open-app.ts'
import { lookAtDevice } from './look-at-device.ts'
import { openByPin } from './open-by-pin.ts'
import { createRecoverAccess } from './recover-access.ts'
import { createPasskeyWays } from './passkey-ways.ts'
import { readSession, rememberIfKept, rememberSession } from './remembered-session.ts'
import { renewKey } from './renew-key.ts'
import { renewSession, whenAnothers } from './renew-session.ts'
import { isToWipe, passwordProblem, sessionProblem, unlockProblem } from './session-problems.ts'
import { keepScroll } from './standing-scroll.ts'
import { listVaultsHere, type KnownPerson } from './vaults-here.ts'
import type { WarmPin } from './warm-pin.ts'
import { createWipeAccess } from './wipe-access.ts'

interface AccessParts {
  api: Api
  environment: { now: () => number; newId: () => string }
  /** Where the vaults lie. */
  device: VaultDevice
  pin?: WarmPin | null
  /** Web Locks of this browser. */
  locks?: Pick<LockManager, 'request'> | null
  ceremony?: PasskeyCeremony | null
}

/** The one place that opens and closes sessions; screens only ask it. */
export function createAccess({
  api,
  environment,
  device,
  pin = null,
  locks = null,
  ceremony = null,
}: AccessParts): Access {
  const listeners = new Set<() => void>()
  let state: AccessState = { at: 'starting' }
  let vaultsHere = 0
  let lastHere: LastPerson | null = null
  const known = new Map<string, KnownPerson>()
  /** Settles when the session that was locked last is sealed and closed. */
  let closing = Promise.resolve()
  let isStorageKept = false
  const passkeys =
    ceremony &&
    createPasskeyWays({
      api,
      device,
      ceremony,
      newId: environment.newId,
      behind: {
        enter,
        enterOffline,
        enterOnline,
        lockIfAnothers,
        askPassword: () => show({ at: 'own-password', vaultsHere }),
        isShown,
        onRefused,
      },
    })
  const formerPassword = createFormerPassword({
    device,
    recovery: createRecoverAccess({ api, device }),
    passkeys,
    vaultsHere: () => vaultsHere,
    show,
    enterOnline,
  })

  const wipes = createWipeAccess({
    api,
    device,
    locks,
    page: { current: () => state, show, showLock, forget, clearPin },
  })

  function show(next: AccessState): void {
    state = next
    for (const listener of listeners) listener()
  }

  async function start(): Promise<void> {
    await wipes.resume()
    await showFirst()
    if (state.at === 'unsupported') return
    wipes.look()
    wipes.keepLooking()
  }

  async function showFirst(): Promise<void> {
    const found = await lookAtDevice(device)
    if (!found.ok) return show({ at: 'unsupported', problem: found.error.type })
    // The app itself comes while the password is being typed.
    void loadOpenApp()
    void persistStorage().then((kept) => {
      isStorageKept = kept
    })
    vaultsHere = found.value.vaultsHere
    const wiped = await wipes.unread()
    if (wiped.length > 0) return show({ at: 'wiped', wiped })
    if (vaultsHere > 0) await passkeys?.look()
    if (vaultsHere > 0) return show({ at: 'locked', vaultsHere, last: null })
    const hello = await api.hello()
    if (!hello.ok) return show({ at: 'unreachable' })
    show(
      hello.value.setup === 'empty'
        ? { at: 'setup', hello: hello.value }
        : { at: 'sign-in', vaultsHere },
    )
  }

  async function signIn(form: SignInForm): Promise<SessionProblem | null> {
    const { staffNo, password } = form
    const hello = await api.hello()
    if (!hello.ok) return sessionProblem(hello.error, 'wrong-password')
    const { serverId } = hello.value
    const unlocked = await unlockVault(device, { serverId, staffNo, password })
    if (unlocked.ok) return enterOnline(unlocked.value, staffNo, password)
    const { type } = unlocked.error
    const mayBeNew = type === 'wrong-password' || type === 'no-vault' || type === 'no-password'
    if (!mayBeNew) return unlockProblem(type)
    // CL7: a vault that waits for its former password is not lost, and its device is the one that it was.
    const kept = await identityOf(device, { serverId, staffNo })
    const identity = kept ?? { deviceId: environment.newId(), epoch: environment.newId() }
    const signedIn = await signInAs(staffNo, password, identity, kept !== null)
    if (!signedIn.ok) return sessionProblem(signedIn.error, 'wrong-password')
    if (type !== 'no-vault') {
      const tag = await device.directory.tagFor(serverId, staffNo)
      const opensBy = { tag, password: type === 'wrong-password' }
      await formerPassword.wait({ staffNo, password, serverId, opensBy })
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

  async function signInAs(
    staffNo: string,
    password: string,
    { deviceId, epoch }: { deviceId: string; epoch: string },
    vaultKept: boolean,
  ) {
    const answer = await api.signIn({ staffNo, password, device: deviceId, epoch, vaultKept })
    if (!answer.ok) onRefused(answer.error)
    return answer
  }

  /** SR3: this device may have been reported as lost. */
  function onRefused(error: ApiError): void {
    if (isToWipe(error)) wipes.look()
  }

  async function unlock(wanted: VaultUnlock): Promise<SessionProblem | null> {
    const unlocked = await unlockVault(device, wanted)
    if (!unlocked.ok) return unlockProblem(unlocked.error.type)
    const open = await enterOffline(unlocked.value)
    if (open === null) return { type: 'no-vault' }
    renewSession(open, {
      api,
      now: environment.now,
      again: () => {
        // Locked meanwhile, and perhaps opened by somebody else: this password is nobody's there.
        if (isShown(open)) void signInAgain(wanted.password)
      },
    })
    return null
  }

  async function unlockByPin(digits: string): Promise<SessionProblem | null> {
    const unlocked = await openByPin(device, pin, digits)
    if (!unlocked.ok) return unlocked.error
    const open = await enterOffline(unlocked.value)
    if (open === null) return { type: 'no-vault' }
    lockIfAnothers(open)
    return null
  }

  /** Somebody else signed in meanwhile, in another tab: only the password can sign in again. */
  function lockIfAnothers(open: OpenSession): void {
    whenAnothers(api, open.session.staffId, () => {
      pin?.clear()
      if (isShown(open)) lock()
    })
  }

  /** Null: the vault was made and the browser died before it knew whose it is. Then one signs in once online. */
  async function enterOffline(vault: OpenVault): Promise<OpenSession | null> {
    const session = await readSession(vault)
    if (session !== null) return enter(vault, session)
    vault.lock()
    return null
  }

  async function signInAgain(password: string): Promise<SessionProblem | null> {
    if (state.at !== 'open') return null
    const { open } = state
    const { vault, session, engine } = open
    const answer = await signInAs(session.staffNo, password, vault, true)
    if (!answer.ok) return sessionProblem(answer.error, 'wrong-unlock')
    // Locked meanwhile: there is nobody to go on for.
    if (!isShown(open)) return null
    await rememberIfKept(vault, answer.value)
    // KE3: one that a passkey made opens with the password as well from here on.
    if (!(await hasPassword(device, vault.tag))) await rewrapPassword(device, vault, password)
    engine.signedInAgain()
    return null
  }

  async function forget(tags: readonly string[]): Promise<void> {
    for (const tag of tags) known.delete(tag)
    if (lastHere !== null && tags.includes(lastHere.tag)) lastHere = null
    vaultsHere = (await device.directory.list()).length
  }

  function clearPin(tag: string): void {
    if (pin?.tag() === tag) pin.clear()
  }

  function showLock(): void {
    show({ at: 'locked', vaultsHere, last: lastHere })
  }

  function isShown(open: OpenSession): boolean {
    return state.at === 'open' && state.open === open
  }

  async function enter(vault: OpenVault, session: SessionInfo): Promise<OpenSession> {
    const open = await openedSession(vault, session)
    forgetStandingStateOfOthers(vault.tag)
    known.set(vault.tag, { name: session.name, staffNo: session.staffNo })
    wipes.follow(open)
    // KE4: whoever was here before comes back with the password; the session at the server is another one now.
    if (pin !== null && pin.tag() !== vault.tag) pin.clear()
    vaultsHere = (await device.directory.list()).length
    const before = state
    show({ at: 'open', open })
    vault.onWanted((by) => giveWay(open, by))
    // Enter pressed twice opens twice: only what is on the screen keeps its key.
    if (before.at === 'open') void closeSession(before.open)
    void passkeys?.dropRemoved(open)
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
    formerPassword.forget()
    passkeys?.forget()
    show(next)
  }

  const changePassword: ChangePassword = async (current, next) => {
    const answer = await api.changePassword({ current, next })
    if (!answer.ok) return passwordProblem(answer.error)
    if (state.at === 'open') await rewrapPassword(device, state.open.vault, next)
    return null
  }

  async function confirmPassword(password: string): Promise<SessionProblem | null> {
    if (state.at !== 'open') return { type: 'no-vault' }
    const checked = await checkPassword(device, state.open.vault.tag, password)
    return checked.ok ? null : unlockProblem(checked.error.type)
  }

  function lock(): void {
    if (state.at !== 'open') return
    state.open.tabs.tell({ kind: 'lock' })
    lockHere()
  }

  function lockHere(): void {
    leave(showLock)
  }

  function leave(showNext: () => void): void {
    if (state.at !== 'open') return
    const { open } = state
    const { name, staffNo } = open.session
    keepScroll(open.vault.tag)
    keepStandingState(open.vault.tag)
    // The screens go first, so that forms seal their drafts while the key is still there.
    lastHere = { tag: open.vault.tag, name, staffNo }
    showNext()
    closing = closeSession(open)
    wipes.look()
  }

  /** CL6: what is on the screen is sealed and goes, then the database is free for whoever wants it. */
  function giveWay(open: OpenSession, to: DatabaseWish): void {
    if (isShown(open)) leave(to === 'newer-app' ? () => show({ at: 'superseded' }) : showLock)
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
    formerPassword,
    unlock,
    unlockByPin,
    signInAgain,
    changePassword,
    confirmPassword,
    passkeys,
    async renewKey(password) {
      if (state.at !== 'open') return null
      return renewKey(state.open, password, {
        api,
        device,
        pin,
        lock() {
          lock()
          return closing
        },
        cover: () => show({ at: 'starting' }),
        unlock: (tag) => unlock({ tag, password }),
      })
    },
    pin,
    vaultsHere: () => listVaultsHere(device, known),
    lock,
    lockHere,
    isStorageKept: () => isStorageKept,
    async goOnAfterWipe() {
      await wipes.noteSeen()
      await showFirst()
    },
    async settled() {
      if (state.at === 'open') await state.open.vault.settled()
      await closing
    },
    showSignIn: () => turnTo({ at: 'sign-in', vaultsHere }),
    showUnlock: (person = lastHere) => turnTo({ at: 'locked', vaultsHere, last: person }),
  }
}
