import type { IdentityMessages } from './use-identity-messages.ts'

export const identity: IdentityMessages = {
  label: 'Identity number',
  placeholder: '18 digits; the last can be an X',
  help: 'The number itself is not kept, not sent and not in drafts: once complete, only its ending stays, and a mark that finds customers added twice.',
  incomplete: (left) =>
    `${left} more. A number that is not complete stays on this screen only, not in the draft.`,
  noKey:
    'This device has to be online once before identity numbers can be entered. Everything else can be filled in and saved.',
  noKeyKept: 'To replace the number, this device has to be online once.',
  tail: (last4) => `ending ${last4}`,
  notKept: 'Only the ending is kept, not the number.',
  replace: 'Replace',
  replaceOf: 'Replace the identity number',
  keep: (last4) => `Keep the one ending ${last4}`,
  remove: 'Delete',
  removeOf: 'Delete the identity number',
  removed: (last4) => `The one ending ${last4} goes when you save`,
  restore: 'Undo',
  restoreOf: 'Undo deleting the identity number',
  offer: (facts) => `The number says: ${facts}. Fill in?`,
  filled: (facts) => `Filled in: ${facts}.`,
  fill: 'Fill in',
  fillOf: (facts) => `Fill in ${facts}`,
  undo: 'Undo',
  undoOf: (facts) => `Undo filling in ${facts}`,
  born: (date) => `born ${date}`,
  bornText:
    'The birthday goes to the important dates. The one on a document is often not the real one: nobody is congratulated by it until it is confirmed.',
  senior: 'care for 65 and older',
  sameNote: 'One number is one person: open that card, or replace a number that was typed wrongly.',
  comma: ', ',
  errors: {
    'id-characters': 'Only digits; the last can be an X',
    'id-too-short': 'Too short: an identity number has 18 digits',
    'id-too-long': 'Too long: an identity number has 18 digits',
    'id-old-15':
      'This is an old number of 15 digits, no longer valid. Enter the 18 digits of the present card',
    'id-born-never': 'Digits 7 to 14 are the birth date; there is no such day',
    'id-born-later': 'Digits 7 to 14 are the birth date; it is after today',
    'id-check-digit': 'The check digit does not fit; one digit may be wrong',
    'id-under-way': 'The number is being read; press save again',
  },
}
