import { counted } from './counted.ts'
import type { Messages } from '#i18n/messages.ts'

const waitWords = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  if (minutes > 0) return `${minutes} min ${seconds % 60} s`
  return counted(seconds, 'second')
}

/** Set-up, sign-in, lock. */
export const session: Messages['session'] = {
  tagline: 'All you know about a client and all you promised, always at hand.',
  promises: {
    offline: 'Look up and write down without a network',
    sealed: 'Sealed on this device, opened by your password',
    sync: 'Syncs by itself and never loses a word',
  },
  staffNo: 'Staff number',
  password: 'Password',
  newPassword: 'Choose a password',
  passwordHint: 'At least 8 characters; a sentence you remember is fine.',
  signIn: 'Sign in',
  signInTitle: 'Sign in to Branchbook',
  signInText: 'The first sign-in needs the network. After that the same password opens it offline.',
  unlock: 'Unlock',
  unlockTitle: 'Locked',
  unlockText: 'Everything is sealed on this device. Your password opens it, without a network.',
  otherColleague: 'Sign in as another colleague',
  backToUnlock: 'Back to unlock',
  opening: 'Opening the vault…',
  pin: 'Six-digit PIN',
  pinText: 'Six digits open it, without a network.',
  wrongPin: (triesLeft) =>
    triesLeft === 1
      ? 'That PIN is not right. One try is left.'
      : `That PIN is not right. ${triesLeft} tries are left.`,
  pinSpent: 'The PIN is void. Please use your password; afterwards you can set a new PIN under Me.',
  usePassword: 'Use the password',
  usePin: 'Use the PIN',
  passkeyText: 'Fingerprint, face or the screen lock of the device open it, without a network.',
  unlockByPasskey: 'Unlock with fingerprint or face',
  usePasskey: 'Use fingerprint or face',
  signInByPasskey: 'Sign in with a passkey',
  followSystem: 'Please follow the system’s prompt…',
  ownPasswordTitle: 'Your password once more',
  ownPasswordText:
    'The passkey has signed you in. Your data is on this device already: please type the password that opens it once; after that fingerprint or face open it as well.',
  noPasswordTitle: 'Please use fingerprint or face',
  noPasswordText:
    'The data on this device has no password yet. Open it once, and your password opens it as well.',
  formerByPasskeyText:
    'The password was changed. Please open the data on this device once with fingerprint or face; after that the new password applies everywhere.',
  passkeyTrouble: {
    cancelled: 'That was not confirmed. Please try again, or use the password.',
    'timed-out': 'Nothing was confirmed for a long time. Please try again, or use the password.',
    'no-prf':
      'This passkey cannot encrypt the data on this device, so it cannot open Branchbook. Please use another one, or the password.',
    exists: 'Your passkey is on this device already; there is no need to add it.',
    unavailable:
      'Passkeys do not work in this browser or at this address. Please use the password.',
    wrong: 'This passkey does not open the data on this device. Please use the password.',
    refused:
      'The server did not accept this passkey; it may have been removed. Please sign in with staff number and password.',
    'no-password':
      'The data on this device has no password yet. Please open it with fingerprint or face.',
    last: 'This passkey is the only way to open the data on this device. Please change your password once under Me, then remove it.',
    'ask-again': 'One more step: please confirm once more, so that it can open the data here.',
  },
  colleaguesHere: 'Other colleagues on this device',
  everyoneHere: 'Colleagues on this device',
  unknownColleague: 'A colleague',
  lastUsed: (when) => `Last used ${when}`,
  unsent: (count) => (count === 0 ? 'All sent' : `${count} unsent`),
  unsentHere: (count) =>
    count === 1
      ? 'One change is not sent yet. It is sealed here and uploads after you unlock.'
      : `${count} changes are not sent yet. They are sealed here and upload after you unlock.`,
  lockSoonTitle: 'About to lock',
  lockSoonText:
    'Nothing was touched for a while. What you typed is kept and stands there again after you unlock.',
  lockSoonSeconds: (seconds) => `Locks in ${counted(seconds, 'second')}`,
  keepUsing: 'Keep using',
  lockNow: 'Lock now',
  wrongPassword: 'Staff number or password is wrong. Please check and try again.',
  wrongUnlock: 'That password is not right. Please try again.',
  tooManyTries: (seconds) => `Too many wrong tries. Please wait ${waitWords(seconds)}.`,
  mayTryAgain: 'You can try again now.',
  deviceToWipe:
    'This device was reported as lost: it cannot sign in, and its data is wiped. If it was found, take that back under My devices on another one.',
  wipedTitle: 'The data on this device was wiped',
  wipedText:
    'This device was reported as lost, and everything kept on it is deleted. What is on the server is untouched.',
  wipedRescued: (count) =>
    `Before that, what was not yet uploaded (${counted(count, 'change')}) was handed over encrypted. Once an administrator has opened it, it appears in the inbox of whoever made it.`,
  wipedLost: (count) => `${counted(count, 'change')} not yet uploaded could not be saved.`,
  wipedNothing: 'Everything had been uploaded before.',
  wipedNext: 'To go on using this device, sign in again.',
  wipedDone: 'All right',
  unreachableTitle: 'The server cannot be reached',
  unreachableFirst: 'The first use needs the network. Please check it and try again.',
  unreachableText: 'The server cannot be reached, so you cannot sign in. Please check the network.',
  serverTrouble: 'The server did not answer. Please try again in a moment.',
  noVaultHere: 'This colleague has not signed in on this device yet. Please sign in once online.',
  brokenVault:
    'The data of this colleague on this device does not open; nothing was deleted. Please call your administrator.',
  noRecovery:
    'This device was never prepared for recovery; only the former password opens it. Nothing is deleted: it opens whenever you remember.',
  resealing: 'Data is still being encrypted anew in the background. Try again later.',
  recoveryUnreadable: 'The answer of the administrators is not for this device. Ask again.',
  otherVersion:
    'The app was updated. Please close its other windows on this device and reload this page.',
  silentStorage:
    'The storage of this device does not answer. Close Branchbook completely and open it again; your data is there, nothing is lost.',
  oldPasswordTitle: 'Your password was changed',
  oldPasswordText:
    'This device is still sealed with the former password. Enter it once; the new one works from then on.',
  oldPassword: 'Former password',
  continue: 'Continue',
  expiredTitle: 'Please sign in again',
  expiredText:
    'Your session ended. Everything is still on this device and uploads by itself after you sign in.',
  setupTitle: 'Welcome to Branchbook',
  setupText:
    'This server is new. Set up the first branch and its administrator, or look at the demo branch.',
  setupCode: 'Set-up code',
  setupCodeHint: 'The one-time code printed in the terminal that started the server.',
  wrongCode: 'That code is not right. Please look at the terminal that started the server.',
  setupReal: 'New branch',
  setupDemo: 'Demo branch',
  setupDemoText: '12 colleagues and 2,000 customers, all generated, no real data.',
  branchName: 'Branch name',
  branchNamePlaceholder: 'e.g. Riverside branch',
  adminName: 'Administrator’s name',
  create: 'Set up the branch',
  loadDemo: 'Load the demo branch',
  loadingDemo: 'Generating demo data, about ten seconds…',
  demoReadyTitle: 'The demo branch is ready',
  demoReadyText: 'Sign in as any colleague; they share one password:',
  shortPassword: 'At least 8 characters',
  firstSyncTitle: 'Downloading your records',
  firstSyncText: 'Only at the first sign-in. Afterwards everything works offline.',
  firstSyncCount: (received, expected) => `${received} of ${expected}`,
  damaged: (count) => `${counted(count, 'block')} on this device did not open; downloading again.`,
  unreadableOutbox: (count) =>
    count === 1
      ? '1 unsent change cannot be opened. Please do not clear the browser data, and call your administrator.'
      : `${count} unsent changes cannot be opened. Please do not clear the browser data, and call your administrator.`,
}
