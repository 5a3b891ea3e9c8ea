import { counted } from './counted.ts'
import type { Messages } from '#i18n/messages.ts'

/** The stream of one customer. */
export const timeline: Messages['timeline'] = {
  title: 'History',
  filter: 'Show',
  all: 'All',
  kind: { note: 'Notes', task: 'Tasks', complaint: 'Complaints', date: 'Dates' },
  upcoming: 'Coming up',
  today: 'Today',
  yesterday: 'Yesterday',
  empty: 'Nothing here yet',
  emptyText: 'After the first contact, write a note here.',
  emptyKind: 'Nothing of this kind',
  notVisible: 'The history is for the owner and the branch lead.',
  loading: 'Opening earlier records…',
  formerColleague: 'Former colleague',
  taskDone: (name) => `done by ${name}`,
  taskCancelled: 'cancelled',
  overdue: (days) => counted(days, 'day overdue', 'days overdue'),
  dueToday: 'today',
  dueTomorrow: 'tomorrow',
  inDays: (days) => `in ${counted(days, 'day')}`,
  editNote: 'Edit',
  emotion: (label) => `Mood: ${label}`,
  concerns: 'Concerns',
  expectations: 'Expectations',
  feedback: 'Opinion',
  alsoWith: 'Also with',
  next: 'Next',
  showMore: 'Show all',
  showLess: 'Show less',
}
