import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router'

/** Back to where this page was opened from; to `home` when it was opened by its address. */
export function useGoBack(
  home:
    | '/churn'
    | '/complaints'
    | '/console'
    | '/feedback'
    | '/console/branches'
    | '/handovers'
    | '/me'
    | '/me/colleagues'
    | '/sync'
    | '/tasks'
    | '/templates'
    | '/today',
): () => void {
  const navigate = useNavigate()
  const router = useRouter()
  const canGoBack = useCanGoBack()
  return () => {
    if (canGoBack) router.history.back()
    else void navigate({ to: home, search: {}, replace: true })
  }
}
