import { useNavigate } from '@tanstack/react-router'
import { DuplicatesScreen } from '#features/customers/duplicates-screen.tsx'

/** 可能重复的客户. */
export function DuplicatesPage() {
  const navigate = useNavigate()
  return <DuplicatesScreen onBack={() => void navigate({ to: '/customers' })} />
}
