import { counted } from './counted.ts'
import type { Messages } from '#i18n/messages.ts'

const monthNames =
  'January February March April May June July August September October November December'.split(' ')
const ordinal = (count: number) => {
  const ending =
    count % 100 > 10 && count % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th')
  return `${count}${ending}`
}

/** Important dates: the panel of a customer, the form, the coming weeks. */
export const dates: Messages['dates'] = {
  title: 'Important dates',
  add: 'Add a date',
  newDate: 'Add an important date',
  editDate: 'Important date',
  upcomingTitle: 'Coming dates',
  upcomingText: (count) => `Next 35 days, ${counted(count, 'date')}`,
  thisWeek: 'This week',
  nextWeek: 'Next week',
  weekOf: (from, to) => `${from} – ${to}`,
  itemCount: (count) => `${count}`,
  upcomingList: 'Coming dates',
  emptyUpcoming: 'Nothing in the next 35 days',
  emptyUpcomingText:
    'Add a birthday, an anniversary or a maturity on a customer card and it appears here in time.',
  goCustomers: 'Go to customers',
  emptyCustomer: 'No important dates yet',
  emptyCustomerText: 'Birthdays may be lunar; month and day alone will do.',
  notFound: 'This date is not here; it may have been handed over or archived.',
  today: 'today',
  next: (day) => `next ${day}`,
  over: 'over',
  yearUnknown: 'year unknown',
  yearOf: (year) => `${year}`,
  recordedSolar: (month, day) => `${day} ${monthNames[month - 1]}`,
  inLunar: (month) => `the ${month}`,
  recordedLunar: (month, day) => `${month}, ${day}`,
  notCelebrated: 'not celebrated',
  age: (years) => `turns ${years}`,
  years: (years) => counted(years, 'year'),
  preview: 'The next three times',
  previewEmpty: 'Choose month and day to see the next three times.',
  previewImpossible: 'There is no such day; please change what is marked.',
  previewOver: 'This date is over; there will be no reminder.',
  estimated: (years) =>
    `Public holidays of ${years.join(', ')} are not announced yet; working days are estimated as Monday to Friday.`,
  dayOff: 'day off',
  adjusted: {
    'short-month-last': (month, day) => `No day 30 in the ${month} that year; kept on ${day}`,
    'short-month-first': (month, day) => `No day 30 in the ${month} that year; moved to ${day}`,
    'new-years-eve': (_month, day) => `No day 30 that year; kept on New Year’s Eve (${day})`,
    'leap-to-plain': (month) => `No leap ${month} that year; kept in the ${month}`,
    'feb29-before': 'No 29 February that year; kept on 28 February',
    'feb29-after': 'No 29 February that year; kept on 1 March',
    'short-solar': 'That month has no such day; kept on its last day',
  },
  impossible: {
    noSuchMonth: 'There is no such month',
    noSuchDay: (where, last) => `${where} ends with ${last}`,
    yearMonth: (year, month) => `${month} of ${year}`,
    noLeapMonth: (year, month) => `${year} has no leap ${month}; it has no leap month at all`,
    otherLeapMonth: (year, month, other) =>
      `${year} has no leap ${month}; its leap month is the ${other}`,
    neverLeapMonth: (month) => `There is no leap ${month} (never in 1900–2100)`,
    solarLeapMonth: 'The solar calendar has no leap months',
    yearOutOfRange: (first, last) => `Lunar years go from ${first} to ${last}`,
    yearNeeded: (kind) => `“${kind}” happens once; please give the year`,
  },
  invalidYear: 'Four digits, for example 1968',
  optional: (label) => `${label} (optional)`,
  field: {
    kind: 'Kind',
    label: 'Name',
    labelPlaceholder: 'e.g. founding day of the firm',
    calendar: 'Calendar',
    year: 'Year',
    yearHint: 'Leave empty if not known',
    yearPlaceholder: 'e.g. 1968',
    month: 'Month',
    day: 'Day',
    leap: (month) => `leap ${month}`,
    leapHint: 'Only if the customer said leap month',
    leapPolicy: 'In years without this leap month',
    shortMonth: 'In years whose month has no day 30',
    feb29: 'In years without 29 February',
    celebrate: 'Send good wishes on this day',
    celebrateHint: 'When off it is kept, without a reminder',
    celebrateSwitch: (other) => `Saving moves the good wishes here from ${other}`,
    origin: 'Who said so',
    note: 'Note',
  },
  chooseKind: 'Choose a kind',
  chooseMonth: 'Month',
  chooseDay: 'Day',
  idCardHint: 'Identity cards sometimes hold lunar numbers: ask before congratulating by one.',
  newYearsEveHint:
    'Day 30 of the 12th month is New Year’s Eve: in years without it, the eve counts.',
  origin: { customer: 'Customer', id_card: 'Identity card', relative: 'Relative', guess: 'Guess' },
  leapPolicy: {
    leap_if_exists: 'Leap month when there is one, else the plain month',
    plain_always: 'Always the plain month',
    both: 'Both months',
  },
  shortMonth: { last_day: 'Day 29', next_first: 'First of the next month' },
  feb29: { feb28: '28 February', mar1: '1 March', leap_only: 'Leap years only' },
  removed: 'Removed',
  solarMonth: (month) => monthNames[month - 1] ?? '',
  solarDay: (day) => `${day}`,
  lunarMonths: Array.from({ length: 12 }, (_, index) => `${ordinal(index + 1)} lunar month`),
  leapMonth: (month) => `leap ${month}`,
  lunarDayNumber: (day) => `day ${day}`,
}
