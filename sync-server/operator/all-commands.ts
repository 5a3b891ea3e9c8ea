import { endAccount, openAccount } from './end-account.ts'
import { endDeviceSession } from './end-device-session.ts'
import { listBranches } from './list-branches.ts'
import { listAllDevices } from './list-all-devices.ts'
import { listPasskeys, removePasskey } from './passkeys.ts'
import { listRules } from './list-rules.ts'
import { listStaff } from './list-staff.ts'
import { makeRecoveryKeyCommand } from './make-recovery-key.ts'
import type { OperatorCommand } from './operator-command.ts'
import { resetStaffPassword } from './reset-staff-password.ts'
import { listWipes, wipeDevice, withdrawDeviceWipe } from './wipe-device.ts'

/** Everything that `npm run admin` does, in the order of its help. */
export const allCommands: readonly OperatorCommand[] = [
  listBranches,
  listRules,
  listStaff,
  listAllDevices,
  endDeviceSession,
  wipeDevice,
  withdrawDeviceWipe,
  listWipes,
  endAccount,
  openAccount,
  resetStaffPassword,
  listPasskeys,
  removePasskey,
  makeRecoveryKeyCommand,
]
