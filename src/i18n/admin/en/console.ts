import { counted } from '#i18n/en/counted.ts'
import type { console as source } from '#i18n/admin/zh-CN/console.ts'

/** The way into the administrator's pages. */
export const console: typeof source = {
  title: 'Manage',
  text: 'Colleagues, branches, devices, rules, audit and back-ups of the whole bank.',
  forbidden: 'This page is for administrators.',
  offline: 'This part needs the network.',
  people: 'People and branches',
  records: 'Rules and records',
  devicesText: 'Last use, unsent and lost changes, ending a sign-in',
  devicesNews: (count) => `${count} to look after`,
  yearNews: (year) => `Enter the holidays of ${year}`,
  chainNews: 'Was changed',
  neverNews: 'Never backed up',
  oldNews: (days) => `Not for ${counted(days, 'day')}`,
}
