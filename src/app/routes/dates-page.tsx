import { useCanGoBack, useRouter } from '@tanstack/react-router'
import { UpcomingDatesScreen } from '#features/dates/upcoming-dates-screen.tsx'

/** The coming important dates of the customers looked after here. */
export function DatesPage() {
  const router = useRouter()
  const canGoBack = useCanGoBack()
  return canGoBack ? (
    <UpcomingDatesScreen onBack={() => router.history.back()} />
  ) : (
    <UpcomingDatesScreen />
  )
}
