import type { Messages } from '#i18n/messages.ts'

type Texts = Messages['storage']

const notSaved: Record<NonNullable<Parameters<Texts['notSaved']>[0]>, string> = {
  full: 'This device is full. Not saved; what you typed is still here. Free some space and save again.',
  'newer-app':
    'The app was updated in another window, and this one cannot save any more. What you typed before is kept as a draft; copy what came after, then reload.',
  gone: 'The data on this device was cleared. Not saved; what you typed is still here. Copy it first, then reload.',
  silent:
    'The storage of this device does not answer. Not saved; what you typed is still here. Copy it, then close Branchbook completely and open it again.',
  failed: 'Not saved; what you typed is still here. Try once more, or reload the page.',
}

const why: Record<Parameters<Texts['unsupportedWhy']>[0], string> = {
  'no-crypto':
    'This address is not a secure connection (https), so the browser offers no encryption. Ask your administrator for the right address.',
  'no-database':
    'The browser does not let pages keep data: most likely a private window, or site data is forbidden in its settings.',
  'not-kept':
    'What was written cannot be read back: the disk may be full, or the browser is damaged.',
  'no-answer': 'The storage of the browser does not answer. What was saved before is not affected.',
}

export const storage: Texts = {
  notSaved: (trouble) => notSaved[trouble ?? 'failed'],
  full: 'This device is full: new entries cannot be kept, earlier ones are safe. Free some space and save again.',
  lowSpace:
    'Less than 50 MB left on this device: you can go on writing and saving; updates from colleagues are paused. Free some space.',
  newerApp:
    'The app was updated in another window, and this one cannot save any more. Reload the page.',
  gone: 'The data on this device was cleared (by browser settings or the system). Everything had been uploaded; reload and sign in.',
  goneUnsent: (count) =>
    `The data on this device was cleared (by browser settings or the system). ${count} not uploaded yet and only in this page: do not close or reload it; they go out once you are online.`,
  sendNow: 'Upload now',
  silent:
    'The storage of this device does not answer, so nothing can be kept. Copy what you are writing, then close Branchbook completely and open it again.',
  failed: 'What you just typed was not kept on this device. Save again, or reload the page.',
  unsentLong: (count, age) => `${count} not uploaded yet, the oldest ${age}. Go online.`,
  unsentAtRisk: (count, age) =>
    `${count} not uploaded yet, the oldest ${age}. The browser may clear data by itself; go online soon.`,
  unsupportedTitle: 'This browser cannot keep data',
  unsupportedWhy: (problem) => why[problem],
  unsupportedNothing:
    'Branchbook takes no entries where they cannot be kept: one lost connection or closed page, and your words would be gone.',
  unsupportedWhatToDo: 'What you can do',
  unsupportedSteps: [
    'Use a normal window, not a private one',
    'Free some space: at least 50 MB',
    'Use another browser: Chrome or Edge 111, Safari 16.4, or newer',
  ],
  silentTitle: 'Close Branchbook completely and open it again',
  silentSteps: [
    'On a phone or tablet: swipe it away in the app switcher',
    'On a computer: close all windows of the browser',
    'Open Branchbook again and unlock it with your password',
  ],
  supersededTitle: 'The app was updated',
  supersededText:
    'Branchbook was updated in another window. What you were typing is sealed as a draft; reload to go on.',
}
