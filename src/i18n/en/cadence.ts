import { counted } from './counted.ts'
import type { Messages } from '#i18n/messages.ts'

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

/** Cadence: who is due, who had too many contacts, and what to mind before the next one. */
export const cadence: Messages['cadence'] = {
  title: 'Cadence',
  text: 'Whom to contact, and who hears from us too often, by the rhythm of each tier.',
  open: 'Cadence',
  openHint: 'Who is due, and who hears from us too often',
  viewsLabel: 'Groups',
  views: {
    overdue: 'Overdue',
    due: 'Due',
    later: 'Try later',
    over: 'Too often',
    held: 'Not contacted',
  },
  tierLabel: 'Tier',
  allTiers: 'All tiers',
  empty: {
    overdue: 'Nobody is overdue',
    due: 'Nobody is due',
    later: 'Nobody waits to be tried again',
    over: 'Nobody hears from us too often',
    held: 'Nobody is left in peace',
  },
  emptyText: {
    overdue: 'Customers beyond the longest gap stand here, who has waited longest first.',
    due: 'Customers stand here from the day on which the next contact is due.',
    later: 'Whoever did not answer comes up again two days later.',
    over: 'More contacts in a month than allowed, or only products in a row.',
    held: 'Deceased, do not disturb, business only: you are not reminded to contact them.',
  },
  loading: 'Notes are still being opened.',
  since: (days) => counted(days, 'day without contact', 'days without contact'),
  sinceToday: 'contacted today',
  neverReached: (days) =>
    days === 0 ? 'added today, never reached' : `added ${counted(days, 'day')} ago, never reached`,
  every: (days) => `every ${counted(days, 'day')}`,
  used: (used, cap) => `${used} of ${cap} this month`,
  retry: (tries, day) => `not reached ${times(tries)}, again on ${day}`,
  retryNow: (tries) => `not reached ${times(tries)}, try again today`,
  retrySpent: (tries) => `not reached ${times(tries)}: another time, or another way`,
  overCap: (used, cap) => `${counted(used, 'contact')} this month, ${cap} allowed`,
  overProducts: (inRow, most) => `${times(inRow)} only products, ${most} allowed`,
  openComplaint: 'open complaint, look at it first',
  owner: (name) => `Owner ${name}`,
  label: 'Cadence',
  dueOn: (day) => `contact by ${day}`,
  dueNow: (days) => (days === 0 ? 'due today' : `due for ${counted(days, 'day')}`),
  overdueNow: (days) => `overdue, ${counted(days, 'day')} without contact`,
  ways: (channels) => `by: ${channels}`,
  by: (who) => `contacted by ${who}`,
  contactBy: { owner: 'the owner', co_owner: 'owner or co-owner', lead: 'the branch lead' },
  share: (care, product) => `care ${care}, products ${product}`,
  limit: {
    quiet: (from, to) => `It is a quiet hour (${from}–${to}). Write a message, or call later.`,
    cap: (used, cap) => `Contacted ${times(used)} this month already; ${cap} allowed.`,
    gap: (days, day) =>
      `At least ${counted(days, 'day lies', 'days lie')} between two contacts: from ${day} on.`,
    products: (inRow) =>
      `The last ${inRow === 1 ? 'contact was' : `${inRow} contacts were`} about products. Show that you care this time.`,
  },
  contactWindow: (text) => `Good times for the customer: ${text}`,
  panelTitle: 'To be contacted',
  panelCount: (count) => count,
  panelNone: 'Everybody who is due has been contacted.',
  all: 'All',
}
