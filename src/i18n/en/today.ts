import { counted } from './counted.ts'
import type { Messages } from '#i18n/messages.ts'

const complaints = (count: number) => counted(count, 'complaint')
const days = (count: number) => counted(count, 'day')

/** The first screen of the day. */
export const today: Messages['today'] = {
  greeting: {
    night: (name) => `Hello, ${name}`,
    early: (name) => `Good morning, ${name}`,
    morning: (name) => `Good morning, ${name}`,
    noon: (name) => `Good day, ${name}`,
    afternoon: (name) => `Good afternoon, ${name}`,
    evening: (name) => `Good evening, ${name}`,
  },
  newNote: 'New note',
  newNoteFor: 'Who is it about?',
  registerComplaint: 'Register a complaint',
  overview: 'Today at a glance',
  todo: (count) => `${count} to do`,
  overdue: (count) => `${counted(count, 'task')} overdue`,
  complaintsDue: (count) => `${complaints(count)} due today`,
  complaintsLate: (count) => `${complaints(count)} past the deadline`,
  birthdays: (count) => counted(count, 'birthday'),
  allDone: 'Everything for today is done',
  nothing: 'Nothing to do today',
  ribbon: (now, total, overdue) =>
    `It is ${now}; ${counted(total, 'timed task')} today, ${overdue} past their time`,
  list: 'To do today',
  progress: (open, done) => (done === 0 ? `${open}` : `${open}, ${done} done`),
  group: {
    complaint: 'Complaints',
    promise: 'Promised to customers',
    date: 'Dates of today',
    task: 'Tasks',
    ahead: 'In the next days',
    done: 'Done',
  },
  allTasks: 'All tasks',
  emptyTitle: 'Nothing to do today',
  emptyText: 'Write down what you promised a customer; it appears here on its day.',
  newTask: 'New task',
  findCustomer: 'Find a customer',
  laterTiers: 'Complaints and dates are still being opened.',
  complaint: 'Complaint',
  complaintsTitle: 'Complaint deadlines',
  furtherCount: (count) => `${count} more`,
  itemCount: (count) => `${count}`,
  all: 'All',
  noFurtherComplaints: 'All open complaints are in the list for today.',
  noComplaints: 'No complaint waits for a reply.',
  daysLeft: (count) => `${days(count)} left`,
  dueToday: 'Due today',
  daysLate: (count) => `${days(count)} late`,
  replyBy: (day) => `Reply by ${day}`,
  birthdaysTitle: 'Birthdays',
  birthdaysToday: (count) => `${count} today`,
  birthdaysSoon: (count) => `next ${days(count)}`,
  noBirthdays: 'No birthdays in the coming days.',
  calendar: 'Coming dates',
  birthday: (name) => `${name}: birthday`,
  age: (years) => `turns ${years}`,
  solarOn: (day) => day,
  estimated: (years) =>
    `Public holidays of ${years.join(', ')} are not announced yet; working days are estimated as Monday to Friday.`,
}
