import { useNavigate } from '@tanstack/react-router'

/** Replaces the address of a sheet over a customer's page, so that “back” does not open it again. */
export function useCloseSheet(customerId: string): () => void {
  const navigate = useNavigate()
  return () =>
    void navigate({
      to: '/customers/$customerId',
      params: { customerId },
      search: (search) => search,
      replace: true,
      resetScroll: false,
    })
}
