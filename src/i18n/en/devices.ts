import { counted } from './counted.ts'
import type { Messages } from '#i18n/messages.ts'

/** Devices: where somebody is signed in, and ending it. */
export const devices: Messages['devices'] = {
  title: 'My devices',
  entryText: 'Where you are signed in, and your passkeys',
  text: 'Lost a device, or stopped using it? Sign it out here.',
  offline: 'Looking at devices needs the network.',
  all: 'All devices',
  allText: 'First those to look after: lost changes, long unsent, unused.',
  view: { all: 'All', concern: 'To look after', unsent: 'Unsent', 'signed-out': 'Signed out' },
  viewLabel: 'Which devices',
  findLabel: 'Find devices by name or staff number',
  findHint: 'Name or staff number',
  shown: (count) => counted(count, 'device'),
  noConcern: 'Nothing to look after',
  noConcernText: 'Everything has been uploaded, and every sign-in is in use.',
  noneHere: 'Try another filter.',
  unknownOwner: 'Account that is gone',
  neverCame: (count) =>
    `${counted(count, 'change')} lost; the colleague and the branch lead were told`,
  waits: 'Long unsent',
  unused: 'Unused',
  ofColleague: 'Devices',
  none: 'No devices yet',
  noneText: 'Devices are listed here once they have signed in.',
  count: (count) => String(count),
  browser: {
    chrome: 'Chrome',
    edge: 'Edge',
    safari: 'Safari',
    firefox: 'Firefox',
    samsung: 'Samsung Internet',
    huawei: 'Huawei Browser',
    wechat: 'WeChat',
    qq: 'QQ Browser',
    uc: 'UC Browser',
    other: 'Another browser',
  },
  platform: {
    windows: 'Windows',
    mac: 'Mac',
    apple: 'Mac or iPad',
    iphone: 'iPhone',
    ipad: 'iPad',
    android: 'Android',
    harmony: 'HarmonyOS',
    chromeos: 'ChromeOS',
    linux: 'Linux',
    other: 'another system',
  },
  name: (platform, browser) => `${browser} on ${platform}`,
  unknown: 'A device without a name',
  current: 'This device',
  signedOut: 'Signed out',
  vaultLost: 'Data lost',
  seenNow: 'Used just now',
  seen: (when) => `Last used ${when}`,
  firstSeen: (when) => `First sign-in ${when}`,
  unsynced: (count, when) => `${count} not uploaded, the oldest from ${when}`,
  end: 'Sign out',
  endTitle: (device) => `Sign out “${device}”?`,
  endAtOnce: 'It takes effect at once; using this device again takes the password.',
  endKeeps: 'What is on the device is not deleted; it stays there, encrypted.',
  endUnsynced: (count) =>
    count === 1
      ? '1 change not yet uploaded stays there until the next sign-in.'
      : `${count} changes not yet uploaded stay there until the next sign-in.`,
  ended: 'Signed out',
  reportLost: 'Device lost',
  wipeTitle: (device) => `Wipe the data on ${device}?`,
  wipeAtNextContact: 'It is signed out at once, and deletes all its data when it is next online.',
  wipeUntilThen: 'Until then its data stays there, encrypted.',
  wipeRescues: (count) =>
    count === 0
      ? 'It has reported nothing that is not uploaded; if there is something, it comes back encrypted first.'
      : `What is not yet uploaded (${counted(count, 'change')}) comes back encrypted first; two administrators open it, and its author reviews it.`,
  wipeLoses: (count) =>
    count === 0
      ? 'It has reported nothing that is not uploaded; if there is something, it is lost, because there is no recovery key for it.'
      : `${counted(count, 'change')} not yet uploaded will be lost: this device is not protected by a recovery key.`,
  wipeHalfWritten:
    'Forms that were not saved are not kept. If you find the device you can take this back until it has been told.',
  wipe: 'Wipe the data',
  wipeIsOrdered: 'Reported as lost',
  withdraw: 'Found it, take back',
  withdrawn: 'Taken back',
  lost: 'Lost',
  toWipe: 'To be wiped',
  wiped: 'Wiped',
  wipeOrdered: (when) => `Reported as lost ${when}; it has not been online since.`,
  wipeTold: (when) => `It was told ${when} and is wiping itself.`,
  wipedAt: (when) => `Wiped ${when}; no data is left on it.`,
  cannotBeTold: (when) =>
    `Reported as lost ${when}. It runs an older version that cannot be told to wipe itself; it is only signed out.`,
  rescued: (count) =>
    `${counted(count, 'change')} not yet uploaded came back encrypted, to be opened with the recovery key.`,
  handedBack: (count) =>
    `${counted(count, 'change not yet uploaded was', 'changes not yet uploaded were')} opened and handed back.`,
  lostChanges: (count) => `${counted(count, 'change')} not yet uploaded could not be saved.`,
  failed: 'That did not work. Please try again later.',
  password: 'Password',
  passwordText: 'Forgotten? Make a new one for them.',
  reset: 'Reset password',
  resetTitle: (name) => `Reset the password of ${name}?`,
  resetOnce: 'A new password is made and shown once; give it to them in person.',
  resetSignsOut: 'All their devices are signed out at once.',
  resetFormer:
    'A device that holds data asks once for the former password at its next sign-in; if that is forgotten, the colleague can ask two administrators on that device.',
  resetSelf: 'You change your own password under Me.',
}
