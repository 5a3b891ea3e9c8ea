import { useCanGoBack, useLocation, useNavigate, useRouter } from '@tanstack/react-router'

/**
 * Closes a sheet over a customer's page: back to the list where it was begun (`fromList`), else to the page below, whose address
 * takes its place, so that “back” does not open it again.
 */
export function useCloseSheet(customerId: string): () => void {
  const navigate = useNavigate()
  const router = useRouter()
  const canGoBack = useCanGoBack()
  const fromList = useLocation({ select: ({ state }) => state.fromList === true })
  return () => {
    if (fromList && canGoBack) return router.history.back()
    void navigate({
      to: '/customers/$customerId',
      params: { customerId },
      search: (search) => search,
      replace: true,
      resetScroll: false,
    })
  }
}
