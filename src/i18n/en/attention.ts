import { counted } from './counted.ts'
import type { Messages } from '#i18n/messages.ts'

/** What needs a person: the inbox, conflicts passage by passage, colleagues' changes, lost changes. */
export const attention: Messages['attention'] = {
  title: 'Needs you',
  view: 'Show',
  open: 'Open',
  settled: 'Settled',
  filter: 'Kind',
  all: 'All',
  group: {
    decide: 'For you to decide',
    'not-taken': 'Not applied',
    know: 'For you to know',
  },
  emptyTitle: 'Nothing needs you',
  emptyText:
    'What was changed on both sides, was not applied, or waits for your review appears here.',
  noneOfKind: 'Nothing of this kind is open',
  settledEmptyTitle: 'Nothing settled yet',
  settledEmptyText: 'What you settle stays here in full.',
  showAll: 'Show all',
  showLess: 'Show less',
  choose: 'Pick versions',
  putAway: 'Got it',
  putAllAway: 'Mark all as read',
  reopen: 'Open again',
  reopened: 'It needs you again',
  passages: (count) => counted(count, 'difference'),
  passage: (number) => `Difference ${number}`,
  bothChanged: 'changed on both sides',
  onlyMine: 'changed by you alone',
  onlyTheirs: (name) => `changed by ${name} alone`,
  withNumber: 'a number or date: please confirm',
  suggested: 'picked for you',
  removed: '(sentence removed)',
  notAdded: '(nothing added)',
  bothStay: 'Keep both',
  allMine: 'Use all of mine',
  allTheirs: 'Use all current',
  alikeMore: (count) => `${counted(count, 'character')} alike`,
  result: 'What will be saved',
  resultOpen: 'Where nothing is picked yet, the current version is shown',
  resultEmpty: '(empty)',
  editResult: 'Edit the text',
  editedByHand: 'Edited by hand: this text will be saved.',
  backToPicks: 'Back to picking',
  droppedEdit: 'Back to picking passages',
  tooLong: (max) => `At most ${counted(max, 'character')}, please shorten it`,
  versionsStay:
    'The version you do not pick is not lost: you find it in the history of the record.',
  fromColleague: {
    title: 'Please review',
    why: (name) => `${name} entered this offline before the hand-over; it arrived after it.`,
    advice:
      'Taken, it goes into the record in the name of its author. Not taken, it stays in full under Settled, and the author is told.',
  },
  rescued: {
    title: 'Please review',
    why: (name) =>
      `${name} entered this on a device that was lost; it was rescued before the device was wiped.`,
    advice:
      'Check that it was entered by its author. Taken, it goes into the record in that name. Not taken, it stays in full under Settled.',
    takeText: (name) =>
      `It goes into the record in the name of ${name}. To change it afterwards, edit the record.`,
    dropText: () =>
      'The record stays as it is. The full text stays under Settled and can be copied.',
  },
  typedBy: (name) => `entered by ${name}`,
  typedContent: (name) => `All that ${name} entered`,
  now: (value) => `Now: ${value}`,
  take: 'Take it',
  drop: 'Leave it',
  taken: 'Taken; it goes into the record when online',
  dropped: 'Not taken; it stays in full under Settled',
  takeTitle: 'Take this change?',
  takeText: (name) =>
    `It goes into the record, and ${name} will see that you took it. Later changes are made in the record itself.`,
  dropTitle: 'Leave this change?',
  dropText: (name) =>
    `The record stays as it is, and ${name} will see that you left it. The full text stays under Settled to be copied.`,
  became: {
    taken: (name) => `${name} took it.`,
    dropped: (name) => `${name} did not take it.`,
    waiting: (name) => `The customer was handed over; waiting for ${name} to review this.`,
    waitingSomeone: 'The customer was handed over; waiting for the current manager to review this.',
  },
  becameTitle: { taken: 'Taken', dropped: 'Not taken' },
  becameAdvice: {
    taken: 'It is in the record; there is nothing left to do.',
    dropped: 'The full text is below; talk to your colleague if it matters.',
  },
  loss: {
    title: 'Lost changes',
    mine: (count) =>
      count === 1
        ? '1 unsent change on your device could not be recovered'
        : `${count} unsent changes on your device could not be recovered`,
    colleague: (name, count) =>
      count === 1
        ? `1 unsent change on the device of ${name} could not be recovered`
        : `${count} unsent changes on the device of ${name} could not be recovered`,
    many: (count) => `Unsent changes on ${counted(count, 'device')} could not be recovered`,
    why: 'The data on the device were erased before these changes could be uploaded.',
    device: 'Device ends in',
    count: 'Not recovered',
    countValue: (count) => counted(count, 'change'),
    since: 'Oldest entered',
    reported: 'Last report of the device',
    owner: 'Used by',
    advice:
      'Please recall what you entered on this device in that time and enter it again, promises to customers first.',
    adviceLead: (name) =>
      `Please go through that time with ${name} and enter again what is missing; find out why the device was erased (browser data cleared, reinstalled, replaced).`,
    seen: 'Noted',
  },
}
