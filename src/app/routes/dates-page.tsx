import { UpcomingDatesScreen } from '#features/dates/upcoming-dates-screen.tsx'
import { useWayBack } from './use-way-back.ts'

/** The coming important dates of the customers looked after here. */
export function DatesPage() {
  return <UpcomingDatesScreen {...useWayBack()} />
}
