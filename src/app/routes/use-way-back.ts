import { useCanGoBack, useRouter } from '@tanstack/react-router'

/** The back button of a screen that was opened from another one; none where it was opened by its address. */
export function useWayBack(): { onBack?: () => void } {
  const router = useRouter()
  return useCanGoBack() ? { onBack: () => router.history.back() } : {}
}
