import { convergeInBrowser } from '#tests/faults/fifty-devices.ts'
import { loseStorage } from '#tests/faults/lose-storage.ts'
import { searchLockedDevices } from '#tests/faults/planted-names.ts'
import { tamperWithVault } from '#tests/faults/tamper-vault.ts'
import { updateUnderTabs } from '#tests/faults/update-under-tabs.ts'
import type { ProveSection } from './section.ts'

/** Needs the built app, like all that drive a browser. */
export const fiftyDevicesSection: ProveSection = {
  id: 'fifty-devices',
  title: 'Five people with ten devices each, in one browser with one server',
  run: ({ seed, say }) => convergeInBrowser({ devicesEach: 10, seed, say }),
}

export const lostStorageSection: ProveSection = {
  id: 'lost-storage',
  title: 'Storage wiped, full, or without an answer while one works',
  run: ({ seed }) => loseStorage({ wiped: 50, full: 50, silent: 50, seed }),
}

export const updatedTabsSection: ProveSection = {
  id: 'updated-tabs',
  title: 'A new app or a newer schema under two tabs with half-filled forms',
  run: ({ seed }) => updateUnderTabs({ apps: 30, schemas: 30, seed }),
}

export const tamperedVaultSection: ProveSection = {
  id: 'tampered-vault',
  title: 'Rows of a closed vault flipped, removed and rolled back',
  run: ({ seed }) => tamperWithVault({ rounds: 1000, seed }),
}

export const lockedDevicesSection: ProveSection = {
  id: 'locked-devices',
  title: 'Planted names searched for on the disks of locked devices',
  run: ({ seed }) => searchLockedDevices({ devices: 10, seed }),
}
