import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { OwnRecovery, RecoveryState } from '#shared/protocol/recovery-message.ts'
import { fromBase64url, toBase64url } from '#shared/recovery/base64url.ts'
import { fingerprintOf } from '#shared/recovery/fingerprint.ts'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import {
  discardRecovery,
  isRecoveryPrepared,
  openRecovered,
  prepareRecovery,
  type PreparedRecovery,
} from '#vault/recover-vault.ts'
import { sessionProblem, unlockProblem } from './session-problems.ts'

/** KE7: what the person sees while administrators recover the vault of this device. */
export interface RecoveryShown {
  state: RecoveryState
  /** To be read out to the administrators, who type it: so they know that they answer this very device. */
  fingerprint: string
  /** Instant in ms. */
  expiresAt: number
}

/** Whose vault, and the password that is right at the server but not here. */
interface Waiting {
  staffNo: string
  serverId: string
  password: string
}

/** Where asking came to: the vault opened, or there is something to wait for. */
export type Recovered = { vault: OpenVault } | { shown: RecoveryShown }

/** KE7: the way from a forgotten password back into the vault, through two administrators. Nothing is deleted on it. */
export interface RecoverAccess {
  /** A recovery was begun on this device and is not over. */
  isBegun(waiting: Waiting): Promise<boolean>
  /** Asks for it, or looks what has become of what is under way; `again`: after it was refused or took too long. */
  ask(waiting: Waiting, again: boolean): Promise<Result<Recovered, SessionProblem>>
  /** Forgets the key that the answer is sealed to; it stays on the device, under the new password. */
  forget(): void
}

interface RecoverParts {
  api: Pick<Api, 'askRecovery' | 'ownRecovery' | 'recoveryDone'>
  device: VaultDevice
}

export function createRecoverAccess({ api, device }: RecoverParts): RecoverAccess {
  let prepared: PreparedRecovery | null = null

  async function prepare(waiting: Waiting): Promise<Result<PreparedRecovery, SessionProblem>> {
    const tag = await device.directory.tagFor(waiting.serverId, waiting.staffNo)
    if (prepared?.tag === tag) return ok(prepared)
    const made = await prepareRecovery(device, tag, waiting.password)
    if (!made.ok) return fail({ type: 'no-recovery' })
    prepared = made.value
    return made
  }

  async function follow(
    waiting: Waiting,
    { answer, slot, ...more }: PreparedRecovery,
    own: OwnRecovery,
  ): Promise<Result<Recovered, SessionProblem>> {
    const { state, expiresAt, box } = own
    const shown = { state, expiresAt, fingerprint: fingerprintOf(answer.key) }
    const bytes = box === null ? null : fromBase64url(box)
    if (bytes === null) return ok({ shown })
    const vault = await openRecovered(device, { answer, slot, ...more }, bytes, waiting.password)
    if (!vault.ok && vault.error.type !== 'unreadable') {
      return fail(unlockProblem(vault.error.type))
    }
    prepared = null
    if (!vault.ok) {
      await discardRecovery(device, more.tag)
      return fail({ type: 'recovery-unreadable' })
    }
    // Only so that the list of the administrators says so: without an answer it runs out by itself.
    await api.recoveryDone()
    return ok({ vault: vault.value })
  }

  async function askNow(
    waiting: Waiting,
    ready: PreparedRecovery,
  ): Promise<Result<Recovered, SessionProblem>> {
    const { recoveryKey, keyId: vaultKey, box } = ready.slot
    const answer = await api.askRecovery({
      answerKey: ready.answer.key,
      slot: { recoveryKey, vaultKey, box: toBase64url(box) },
    })
    if (!answer.ok) return fail(sessionProblem(answer.error, 'wrong-password'))
    const { recovery } = answer.value
    if (recovery === null) return fail({ type: 'server-trouble' })
    prepared = { ...ready, isKept: true }
    return follow(waiting, prepared, recovery)
  }

  async function ask(waiting: Waiting, again: boolean): Promise<Result<Recovered, SessionProblem>> {
    const ready = await prepare(waiting)
    if (!ready.ok) return ready
    if (again || !ready.value.isKept) return askNow(waiting, ready.value)
    const own = await api.ownRecovery()
    if (!own.ok) return fail(sessionProblem(own.error, 'wrong-password'))
    const { recovery } = own.value
    return recovery?.answerKeyId === ready.value.answer.key.id && recovery.state !== 'done'
      ? follow(waiting, ready.value, recovery)
      : askNow(waiting, ready.value)
  }

  return {
    async isBegun({ serverId, staffNo }) {
      return isRecoveryPrepared(device, await device.directory.tagFor(serverId, staffNo))
    },

    ask,

    forget() {
      prepared = null
    },
  }
}
