import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { ApiError } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import { identitiesHere } from '#vault/vaults-on-disk.ts'
import type { AnsweredPasskey } from '#vault/passkey-slot.ts'
import { addPasskeySlot, listPasskeySlots, unlockWithPasskey } from '#vault/passkey-slots.ts'
import type { OpenSession } from './access-state.ts'
import { createOwnPasskeys } from './own-passkeys.ts'
import type { PasskeyDoors, PasskeyParts } from './passkey-ways.ts'
import { rememberSession } from './remembered-session.ts'
import { passkeyProblem, sessionProblem, unlockProblem } from './session-problems.ts'

/** What a sign-in knows while it waits for the password of the vault. */
interface Waiting {
  session: SessionInfo
  /** Which device the server believes it to be. */
  device: string
  answered: AnsweredPasskey
}

/** `look` is to be called after the slots of a vault have changed. */
export function createPasskeyDoors(
  { api, device, ceremony, newId, behind }: PasskeyParts,
  look: () => Promise<void>,
): PasskeyDoors {
  let waiting: Waiting | null = null

  async function openVault(wanted: readonly string[]): Promise<Result<OpenVault, SessionProblem>> {
    const slots = await Promise.all(
      wanted.map(async (tag) =>
        (await listPasskeySlots(device, tag)).map((slot) => ({ tag, slot })),
      ),
    )
    const here = slots.flat()
    if (here.length === 0) return fail({ type: 'passkey', why: 'wrong' })
    const known = here.map(({ slot }) => slot)
    const question = await device.directory.passkeyQuestion()
    const asked = await ceremony.ask({ challenge: null, known, question })
    if (!asked.ok) return fail(passkeyProblem(asked.error))
    const { answered } = asked.value
    const found = here.find(({ slot }) => slot.credential === answered.credential)
    if (found === undefined) return fail({ type: 'passkey', why: 'wrong' })
    const unlocked = await unlockWithPasskey(device, found.tag, answered)
    answered.answer.fill(0)
    return unlocked.ok ? ok(unlocked.value) : fail(unlockProblem(unlocked.error.type))
  }

  async function signIn(): Promise<SessionProblem | null> {
    const given = await api.passkeyChallenge()
    if (!given.ok) return sessionProblem(given.error, 'wrong-password')
    const { challenge, timeoutMs } = given.value
    const question = await device.directory.passkeyQuestion()
    // Asked before anybody is signed in: one that answers nothing could open no vault, and is good for nothing here.
    const asked = await ceremony.ask({ challenge, known: [], question, timeoutMs })
    if (!asked.ok) return passkeyProblem(asked.error)
    const { proof, answered } = asked.value
    const here = (await identitiesHere(device)).map(toIds)
    const fresh = { device: newId(), epoch: newId() }
    const answer = await api.signInByPasskey({ ...proof, here, fresh })
    if (!answer.ok) return signInProblem(answer.error)
    waiting = { ...answer.value, answered }
    return answer.value.device === fresh.device ? makeVault(waiting, fresh) : openOwn(waiting)
  }

  async function makeVault(
    { session, answered }: Waiting,
    fresh: { device: string; epoch: string },
  ): Promise<SessionProblem | null> {
    const { serverId, staffNo } = session
    const identity = { deviceId: fresh.device, epoch: fresh.epoch }
    const made = await createVault(device, { serverId, staffNo, identity, passkey: answered })
    if (made.ok) return enter(made.value, session)
    // The server does not know the vault that lies here, as after a restore: its password says who it is.
    behind.askPassword()
    return null
  }

  async function openOwn({ session, answered }: Waiting): Promise<SessionProblem | null> {
    const tag = await device.directory.tagFor(session.serverId, session.staffNo)
    const unlocked = await unlockWithPasskey(device, tag, answered)
    if (unlocked.ok) return enter(unlocked.value, session)
    if (unlocked.error.type === 'wrong-passkey') {
      behind.askPassword()
      return null
    }
    forget()
    return unlockProblem(unlocked.error.type)
  }

  async function enter(vault: OpenVault, session: SessionInfo): Promise<null> {
    forget()
    await look()
    await rememberSession(vault, session)
    await behind.enter(vault, session)
    return null
  }

  async function openWithPassword(password: string): Promise<SessionProblem | null> {
    if (waiting === null) return { type: 'server-trouble' }
    const { session, answered } = waiting
    const { serverId, staffNo } = session
    const unlocked = await unlockVault(device, { serverId, staffNo, password })
    if (!unlocked.ok) return unlockProblem(unlocked.error.type)
    const vault = unlocked.value
    const isKnown = vault.deviceId === waiting.device
    await addPasskeySlot(device, vault, answered)
    if (isKnown) return enter(vault, session)
    forget()
    await look()
    return behind.enterOnline(vault, staffNo, password)
  }

  async function signInAgain(open: OpenSession): Promise<SessionProblem | null> {
    const { vault, session, engine } = open
    const given = await api.passkeyChallenge()
    if (!given.ok) return sessionProblem(given.error, 'wrong-unlock')
    const { challenge, timeoutMs } = given.value
    const known = await listPasskeySlots(device, vault.tag)
    const question = await device.directory.passkeyQuestion()
    const asked = await ceremony.ask({ challenge, known, question, timeoutMs })
    if (!asked.ok) return passkeyProblem(asked.error)
    asked.value.answered.answer.fill(0)
    const ids = toIds(vault)
    const answer = await api.signInByPasskey({ ...asked.value.proof, here: [ids], fresh: ids })
    if (!answer.ok) return signInProblem(answer.error)
    // Locked meanwhile: there is nobody to go on for.
    if (!behind.isShown(open) || answer.value.session.staffId !== session.staffId) return null
    await rememberSession(vault, answer.value.session)
    engine.signedInAgain()
    return null
  }

  function signInProblem(error: ApiError): SessionProblem {
    behind.onRefused(error)
    const isRefused = error.type === 'problem' && error.status === 401
    return isRefused ? { type: 'passkey', why: 'refused' } : sessionProblem(error, 'wrong-password')
  }

  /** KE1: what a passkey answered stays in memory no longer than it is of use. */
  function forget(): void {
    waiting?.answered.answer.fill(0)
    waiting = null
  }

  return {
    own: createOwnPasskeys({ api, device, ceremony, onSlots: look }),
    async unlock(wanted) {
      const unlocked = await openVault(wanted)
      if (!unlocked.ok) return unlocked.error
      const open = await behind.enterOffline(unlocked.value)
      if (open === null) return { type: 'no-vault' }
      behind.lockIfAnothers(open)
      return null
    },
    signIn,
    openWithPassword,
    signInAgain,
    openVault,
    forget,
  }
}

function toIds({ deviceId, epoch }: { deviceId: string; epoch: string }) {
  return { device: deviceId, epoch }
}
