import { expect, test } from 'vitest'
import { createSettlingVault } from '#app/settling-vault.ts'
import { createDevice, newVault } from '#tests/vault/vault-device.ts'

test('[GC2] a device that became one of its own signs in again under its new id, in the session that is open', async () => {
  const opened = await newVault(createDevice())
  const vault = createSettlingVault(opened, { stored() {}, failed() {} })
  const { deviceId, epoch } = vault
  const begun = await vault.numbering.beginEpoch(epoch, { serverEpoch: null, asNewDevice: true })
  expect(begun.deviceId).not.toBe(deviceId)
  expect([vault.deviceId, vault.epoch]).toEqual([begun.deviceId, begun.epoch])
  opened.lock()
})
