import { addDays } from '#shared/domain/civil-date.ts'
import { isElderly } from '#shared/domain/elderly.ts'
import { comingFestival } from '#shared/domain/festivals.ts'
import { nextOccurrences } from '#shared/domain/important-date-occurrences.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type TemplateOccasion, templateOccasions } from '#shared/domain/template.ts'
import { useBy, useRules, useToday } from '#replica/use-replica.ts'

interface MessageOccasions {
  /** Those that can be this customer's. */
  fitting: readonly TemplateOccasion[]
  /** The nearest: a birthday or a festival of the next days, as far as Today looks ahead; else following up, or anything where nobody was in contact. */
  nearest: TemplateOccasion
}

/** What a message to a customer can be about. 重阳 is for those of 65 and older, 三八 for women (domain 4.1). */
export function useMessageOccasions({ id, data }: RecordOf<'customer'>): MessageOccasions {
  const today = useToday()
  const { todayHorizonDays } = useRules().dates
  const dates = useBy('important-date.customer', id)
  const isKnown = useBy('interaction.customer', id).length > 0
  const isOld = isElderly(
    data,
    dates.map((date) => date.data),
    today,
  )
  const fitting = templateOccasions.filter(
    (occasion) =>
      (occasion !== 'double_ninth' || isOld) && (occasion !== 'women' || data.gender !== 'male'),
  )
  const last = addDays(today, todayHorizonDays)
  const hasBirthday = dates.some(
    (date) =>
      date.data.kind === 'birthday' &&
      date.data.celebrate &&
      nextOccurrences(date.data, today, 1).some(({ on }) => on <= last),
  )
  const festival = comingFestival(today, todayHorizonDays + 1)
  const nearest = hasBirthday ? 'birthday' : festival
  const otherwise = isKnown ? 'followup' : 'other'
  return { fitting, nearest: nearest !== null && fitting.includes(nearest) ? nearest : otherwise }
}
