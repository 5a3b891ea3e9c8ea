import type { PasskeyListItem } from '#shared/protocol/passkey-message.ts'
import { fail, ok } from '#shared/domain/result.ts'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api, ApiResult } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { checkPassword, hasPassword } from '#vault/vault-password.ts'
import type { NewPasskey, PasskeyCeremony } from '#vault/passkey-ceremony.ts'
import type { AnsweredPasskey } from '#vault/passkey-slot.ts'
import {
  addPasskeySlot,
  checkPasskey,
  listPasskeySlots,
  removePasskeySlots,
} from '#vault/passkey-slots.ts'
import type { OpenSession } from './access-state.ts'
import { passkeyProblem, sessionProblem, unlockProblem } from './session-problems.ts'

/** The passkeys of who has this vault open: at the server, and as slots here. Each way answers a problem, or null. */
export interface OwnPasskeys {
  list(open: OpenSession): Promise<ApiResult<PasskeyListItem[]>>
  /** The passkeys that open this vault, by credential. */
  here(open: OpenSession): Promise<string[]>
  /** Makes one, at the server and as a slot here, or nothing at all. */
  add(open: OpenSession, form: NewPasskeyForm): Promise<SessionProblem | null>
  /** After `ask-again`: the passkey is made, and only its answer is missing. */
  finish(open: OpenSession): Promise<SessionProblem | null>
  /** Lets one that the server knows open this vault, too. */
  openHere(
    open: OpenSession,
    passkey: PasskeyListItem,
    password: string,
  ): Promise<SessionProblem | null>
  remove(open: OpenSession, passkey: PasskeyListItem): Promise<SessionProblem | null>
  /** KE3: what was removed at the server opens nothing here any more. */
  dropRemoved(open: OpenSession): Promise<void>
  /** KE4: whether it is the person of this vault who holds the device. */
  confirm(open: OpenSession): Promise<SessionProblem | null>
}

export interface NewPasskeyForm {
  name: string
  password: string
}

interface OwnPasskeysParts {
  api: Api
  device: VaultDevice
  ceremony: PasskeyCeremony
  /** After the slots of a vault have changed. */
  onSlots: () => Promise<void>
}

export function createOwnPasskeys({
  api,
  device,
  ceremony,
  onSlots,
}: OwnPasskeysParts): OwnPasskeys {
  let half: { tag: string; name: string; made: NewPasskey; relyingParty: string } | null = null

  async function keep(
    vault: OpenVault,
    form: { name: string; made: NewPasskey },
    answered: AnsweredPasskey,
  ): Promise<SessionProblem | null> {
    half = null
    const added = await api.addPasskey({ name: form.name, ...form.made })
    if (!added.ok) return sessionProblem(added.error, 'wrong-unlock')
    await putSlot(vault, answered)
    return null
  }

  async function putSlot(vault: OpenVault, answered: AnsweredPasskey): Promise<void> {
    await addPasskeySlot(device, vault, answered)
    answered.answer.fill(0)
    await onSlots()
  }

  async function finish({ vault }: OpenSession): Promise<SessionProblem | null> {
    if (half?.tag !== vault.tag) return { type: 'passkey', why: 'cancelled' }
    const { made, relyingParty } = half
    const question = await device.directory.passkeyQuestion()
    const asked = await ceremony.ask({ challenge: null, known: [made], question })
    if (asked.ok) return keep(vault, half, asked.value.answered)
    if (asked.error.type !== 'no-prf') return { type: 'passkey', why: 'ask-again' }
    half = null
    ceremony.forget(relyingParty, made.credential)
    return passkeyProblem(asked.error)
  }

  async function credentialsOf({ tag }: OpenVault): Promise<string[]> {
    return (await listPasskeySlots(device, tag)).map(({ credential }) => credential)
  }

  return {
    async list({ session }) {
      const answer = await api.passkeys()
      if (!answer.ok) return answer
      const { staffId, passkeys } = answer.value
      return staffId === session.staffId ? ok(passkeys) : fail({ type: 'signed-out' })
    },
    here: ({ vault }) => credentialsOf(vault),
    async add(open, { name, password }) {
      const options = await api.passkeyOptions({ password })
      if (!options.ok) return sessionProblem(options.error, 'wrong-unlock')
      const question = await device.directory.passkeyQuestion()
      const begun = await ceremony.make(options.value, question)
      if (!begun.ok) return passkeyProblem(begun.error)
      const { made, answered } = begun.value
      const { relyingParty } = options.value
      half = { tag: open.vault.tag, name, made, relyingParty }
      return answered === null ? finish(open) : keep(open.vault, half, answered)
    },
    finish,
    async openHere({ vault }, { credential, transports }, password) {
      const checked = await checkPassword(device, vault.tag, password)
      if (!checked.ok) return unlockProblem(checked.error.type)
      const question = await device.directory.passkeyQuestion()
      const known = [{ credential, transports }]
      const asked = await ceremony.ask({ challenge: null, known, question })
      if (!asked.ok) return passkeyProblem(asked.error)
      await putSlot(vault, asked.value.answered)
      return null
    },
    async remove({ vault }, { id, credential }) {
      const here = await credentialsOf(vault)
      const isLast = here.length === 1 && here[0] === credential
      if (isLast && !(await hasPassword(device, vault.tag))) {
        return { type: 'passkey', why: 'last' }
      }
      const removed = await api.removePasskey(id)
      if (!removed.ok) return sessionProblem(removed.error, 'wrong-unlock')
      await removePasskeySlots(device, vault.tag, (one) => one === credential)
      await onSlots()
      ceremony.forget(location.hostname, credential)
      return null
    },
    async dropRemoved({ vault, session }) {
      // Looked at first: what is added meanwhile is not in question.
      const here = await credentialsOf(vault)
      if (here.length === 0) return
      const answer = await api.passkeys()
      if (!answer.ok || answer.value.staffId !== session.staffId) return
      const known = answer.value.passkeys.map(({ credential }) => credential)
      const gone = here.filter((credential) => !known.includes(credential))
      if (gone.length === 0) return
      await removePasskeySlots(device, vault.tag, (one) => gone.includes(one))
      await onSlots()
    },
    async confirm({ vault }) {
      const known = await listPasskeySlots(device, vault.tag)
      const question = await device.directory.passkeyQuestion()
      const asked = await ceremony.ask({ challenge: null, known, question })
      if (!asked.ok) return passkeyProblem(asked.error)
      const checked = await checkPasskey(device, vault, asked.value.answered)
      asked.value.answered.answer.fill(0)
      return checked.ok ? null : { type: 'passkey', why: 'wrong' }
    },
  }
}
