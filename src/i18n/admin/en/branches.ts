import { counted } from '#i18n/en/counted.ts'
import type { branches as source } from '#i18n/admin/zh-CN/branches.ts'

/** Branches: list, form, hours. */
export const branches: typeof source = {
  title: 'Branches',
  text: 'All branches with opening hours and complaint hotline.',
  entryText: 'Add branches; names, opening hours and hotlines',
  one: 'Branch',
  all: 'All branches',
  choose: 'Choose a branch',
  count: (count) => count,
  add: 'Add a branch',
  added: 'Branch added',
  change: 'Change the branch',
  saved: 'Branch changed',
  findLabel: 'Find branches by name or code',
  findHint: 'Name or code',
  none: 'No such branch',
  noneText: 'Check the name, or try the code.',
  name: 'Name',
  code: 'Code',
  codeText: '2 to 12 letters or digits, part of complaint numbers; it cannot be changed later.',
  hotline: 'Complaint hotline',
  hotlineText: 'Told to customers with the reply. Leave empty if there is none.',
  noHotline: 'No complaint hotline',
  hours: 'Opening hours',
  closed: 'Closed',
  open: 'Open',
  opens: (day) => `${day}, opens at`,
  closes: (day) => `${day}, closes at`,
  hoursOf: (from, to) => `${from}–${to}`,
  sameAsMonday: 'Tuesday to Friday as Monday',
  people: (count) => counted(count, 'colleague'),
  nobody: 'No colleagues yet',
  nobodyText: 'Choose this branch when you add a colleague, or move one here.',
  ownPeople: 'Colleagues',
  noLead: 'No branch lead',
  noLeadText:
    'Hand-overs, lost data and restricted complaints are for the lead of a branch. Please name one soon.',
  gone: 'There is no such branch',
  errors: {
    'code-form': 'Letters and digits only, 2 to 12',
    taken: 'Another branch has this code',
    'no-number': 'A phone number only',
    'ends-before-start': 'It has to close after it opens',
    'no-time': 'A time such as 09:00, please',
  },
  offline: 'Changing branches needs the network.',
  failed: 'It was not saved. Please try again later.',
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  move: 'Move to another branch',
  moveTitle: (name, branch) => `Move ${name} to ${branch}?`,
  moveSignsOut: 'All devices are signed out, and belong to the new branch after the next sign-in.',
  moveLeaves:
    'Customers and complaints of the former branch are out of sight; own tasks come along.',
  moveUnsent:
    'What a device has not uploaded should be uploaded before; otherwise it comes back as a matter to decide.',
  moveConfirm: 'Move',
  moved: 'Moved',
  stillNeeded: (customers, handovers) =>
    [
      ...(customers > 0 ? [`Still owns ${counted(customers, 'customer')}.`] : []),
      ...(handovers > 0
        ? [`${counted(handovers, 'hand-over waits', 'hand-overs wait')} to be accepted.`]
        : []),
      'The lead of the present branch hands over first.',
    ].join(' '),
}
