import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DuplicatePair } from '#shared/domain/duplicate-pairs.ts'
import { DuplicatesScreen } from '#features/customers/duplicates-screen.tsx'
import { MergeOver } from './merge-over.tsx'

/** 可能重复的客户, and the sheet that makes two of them one. */
export function DuplicatesPage() {
  const navigate = useNavigate()
  const [pair, setPair] = useState<DuplicatePair | null>(null)
  const close = () => setPair(null)
  return (
    <>
      <DuplicatesScreen onBack={() => void navigate({ to: '/customers' })} onMerge={setPair} />
      {pair !== null && (
        <MergeOver oneId={pair.one.id} otherId={pair.other.id} onClose={close} onMerged={close} />
      )}
    </>
  )
}
