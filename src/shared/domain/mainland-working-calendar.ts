import { addDays, type CivilDate, daysBetween } from './civil-date.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/**
 * What the product knows before an administrator has said more: mainland China as announced by the
 * State Council, 国办发明电〔2024〕12号 of 2024-11-12 for 2025 and 国办发明电〔2025〕7号 of 2025-11-04 for
 * 2026. The notice for a year comes in October or November of the year before.
 */
export const mainlandWorkingCalendar: WorkingCalendar = {
  version: 1,
  years: {
    '2025': {
      holidays: [
        ...daysOff('元旦', '2025-01-01', '2025-01-01'),
        ...daysOff('春节', '2025-01-28', '2025-02-04'),
        ...daysOff('清明节', '2025-04-04', '2025-04-06'),
        ...daysOff('劳动节', '2025-05-01', '2025-05-05'),
        ...daysOff('端午节', '2025-05-31', '2025-06-02'),
        ...daysOff('国庆节、中秋节', '2025-10-01', '2025-10-08'),
      ],
      makeUpDays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    },
    '2026': {
      holidays: [
        ...daysOff('元旦', '2026-01-01', '2026-01-03'),
        ...daysOff('春节', '2026-02-15', '2026-02-23'),
        ...daysOff('清明节', '2026-04-04', '2026-04-06'),
        ...daysOff('劳动节', '2026-05-01', '2026-05-05'),
        ...daysOff('端午节', '2026-06-19', '2026-06-21'),
        ...daysOff('中秋节', '2026-09-25', '2026-09-27'),
        ...daysOff('国庆节', '2026-10-01', '2026-10-07'),
      ],
      makeUpDays: [
        '2026-01-04',
        '2026-02-14',
        '2026-02-28',
        '2026-05-09',
        '2026-09-20',
        '2026-10-10',
      ],
    },
  },
}

function daysOff(name: string, first: CivilDate, last: CivilDate) {
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => ({
    on: addDays(first, index),
    name,
  }))
}
