import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { ChangePassword } from '#features/settings/change-password-sheet.tsx'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api, ApiError } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { DatabaseWish } from '#vault/database.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { checkPassword, rewrapPassword } from '#vault/vault-password.ts'
import type { PasskeyCeremony } from '#vault/passkey-ceremony.ts'
import { persistStorage } from '#vault/storage.ts'
import { forgetStandingStateOfOthers, keepStandingState } from '#ui/standing-state.ts'
import type { AccessState, LastPerson, OpenSession } from './access-state.ts'
import type { Access } from './access-ways.ts'
import { closeSession } from './close-session.ts'
import { createFormerPassword } from './former-password.ts'
import { loadOpenApp } from './load-open-app.ts'
import { lookAtDevice } from './look-at-device.ts'
import { createRecoverAccess } from './recover-access.ts'
import { createPasskeyWays } from './passkey-ways.ts'
import { renewKey } from './renew-key.ts'
import { isToWipe, passwordProblem, sessionProblem, unlockProblem } from './session-problems.ts'
import { createSignInWays } from './sign-in-ways.ts'
import { keepScroll } from './standing-scroll.ts'
import { createUnlockWays } from './unlock-ways.ts'
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
  const signIns = createSignInWays({
    api,
    device,
    newId: environment.newId,
    waitForFormer: (waiting) => formerPassword.wait(waiting),
    enter,
    isShown,
    onRefused,
  })
  const { enterOnline } = signIns
  const unlocks = createUnlockWays({
    api,
    device,
    pin,
    now: environment.now,
    enter,
    isShown,
    lock,
    signInAgain: signIns.signInAgain,
  })
  const passkeys =
    ceremony &&
    createPasskeyWays({
      api,
      device,
      ceremony,
      newId: environment.newId,
      behind: {
        enter,
        enterOffline: unlocks.enterOffline,
        enterOnline,
        lockIfAnothers: unlocks.lockIfAnothers,
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

  /** SR3: this device may have been reported as lost. */
  function onRefused(error: ApiError): void {
    if (isToWipe(error)) wipes.look()
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
      return signIns.signIn(request)
    },
    async setUpDemo(code) {
      const answer = await api.setupDemo({ code })
      return answer.ok
        ? { demo: answer.value }
        : { problem: sessionProblem(answer.error, 'wrong-code') }
    },
    signIn: signIns.signIn,
    formerPassword,
    unlock: unlocks.unlock,
    unlockByPin: unlocks.unlockByPin,
    async signInAgain(password) {
      return state.at === 'open' ? signIns.signInAgain(state.open, password) : null
    },
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
        unlock: (tag) => unlocks.unlock({ tag, password }),
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
