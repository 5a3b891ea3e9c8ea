import type { FeedbackMessages } from './use-feedback-messages.ts'

export const feedback: FeedbackMessages = {
  title: 'Feedback',
  text: {
    lead: 'What was said in this branch: what was done, and how the customer was answered.',
    rm: 'What your customers said, and what was said in the branch without a name: what was done, and how they were answered.',
    others:
      'What was said in the branch without a name, and what was done. What customers said is seen by their owners and the lead.',
  },
  add: 'Note feedback',
  newTitle: 'Note feedback',
  editTitle: 'Feedback',
  noCustomer: 'No name',
  viewsLabel: 'Handling',
  empty: {
    open: 'No open feedback',
    handled: 'Nothing acted on that waits for an answer',
    answered: 'Nothing answered yet',
  },
  emptyText:
    'When you hear criticism or praise of the branch, choose “Note feedback”. Of your own customers note it in the profile, or take it from the opinion in a note with one tap.',
  loading: 'Records are still opening.',
  trendTitle: 'The last six months, by category',
  trendEmpty: 'No feedback in the last six months.',
  category: 'Category',
  month: (month) =>
    ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][
      month - 1
    ] ?? String(month),
  total: 'All',
  filePanel: 'Feedback',
  none: 'No feedback yet.',
  past: (count) => `Answered: ${count}`,
  by: (name) => `noted by ${name}`,
  channel: 'Channel',
  said: 'What was said',
  saidPlaceholder: 'e.g. the ticket machine is often broken, old people wait too long',
  receivedOn: 'Said on',
  state: 'Handling',
  done: 'What was done',
  donePlaceholder: 'e.g. one more colleague at the door, the machine was reported',
  answer: 'What the customer was told',
  answerPlaceholder: 'e.g. called: there is a new machine, thanks for telling us',
  answeredOn: 'Answered on',
  tooEarly: 'Not before the day it was said',
}
