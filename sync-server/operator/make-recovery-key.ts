import { fingerprintOf } from '#shared/recovery/fingerprint.ts'
import { makeRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import { keeperCount, printedCode } from '#shared/recovery/recovery-code.ts'
import { useRecoveryKey } from '#server/recovery-key.ts'
import type { OperatorCommand } from './operator-command.ts'

export const makeRecoveryKeyCommand: OperatorCommand = {
  name: 'recovery-key',
  parameters: ['<keepers>'],
  says: `make the recovery key for ${keeperCount.fewest} to ${keeperCount.most} keepers, or replace it; print their codes, once`,
  async run({ store, clock }, value) {
    const keepers = Number(value)
    if (!Number.isInteger(keepers) || keepers < keeperCount.fewest || keepers > keeperCount.most) {
      throw new Error(`Say how many keepers: ${keeperCount.fewest} to ${keeperCount.most}.`)
    }
    const { kept, codes } = await makeRecoveryKey(crypto, keepers)
    const now = clock()
    const isUsed = await store.write(now, async (transaction) => {
      const { serverId } = await transaction.meta.get()
      const replaces = (await transaction.recoveries.keyInUse())?.kept.key.id ?? null
      return useRecoveryKey(transaction, { serverId }, { kept, replaces }, now)
    })
    if (!isUsed) throw new Error('Another recovery key was made at the same moment; try again.')
    return [
      `The recovery key ${fingerprintOf(kept.key)} is in use; devices seal to it at their next unlock.`,
      'Each keeper gets one code on paper. Any two of them open a vault together. They are shown this once:',
      '',
      ...codes.map((code) => `  keeper ${code.keeper}   ${printedCode(code)}`),
      '',
      'Keep them apart, not on this machine, and the codes of a former key for as long as devices are sealed to it.',
    ]
  },
}
