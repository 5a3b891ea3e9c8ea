import type { Messages } from '#i18n/messages.ts'

/** Passkeys: adding, naming, listing and removing them. */
export const passkeys: Messages['passkeys'] = {
  title: 'Passkeys',
  text: 'Unlock and sign in with fingerprint, face or the screen lock of the device instead of the password.',
  offline: 'Keeping passkeys needs the network.',
  unavailable: 'Passkeys do not work in this browser or at this address.',
  none: 'No passkeys yet',
  noneText: 'Add one, and fingerprint or face unlock this device.',
  noneOfColleague: 'No passkeys were added.',
  opensHere: 'Unlocks this device',
  synced: 'Synced',
  added: (when) => `Added ${when}`,
  used: (when) => `Signed in ${when}`,
  unused: 'Not used to sign in yet',
  add: 'Add a passkey',
  addText:
    'First show that it is you, then follow the system’s prompt for fingerprint, face or screen lock.',
  name: 'Name',
  nameHint: 'To know later which device it is on.',
  usualName: 'My device',
  password: 'Your password',
  doAdd: 'Add',
  onceMore: 'Confirm once more',
  done: 'Passkey added. Fingerprint or face open the lock now.',
  openHere: 'Use here',
  openHereTitle: (name) => `Let “${name}” open the data here`,
  openHereText:
    'Type the password that opens the data on this device, then follow the system’s prompt.',
  openedHere: 'It opens the data on this device now',
  remove: 'Remove',
  removeTitle: (name) => `Remove “${name}”?`,
  removeSignIn:
    'It signs in and unlocks no more; other devices stop taking it the next time they are unlocked with a network.',
  removeKeeps: 'Your data stays as it is, and the password goes on working.',
  removeOfColleague:
    'It signs them in no more; their devices stop taking it the next time they are unlocked with a network.',
  removed: 'Passkey removed',
}
