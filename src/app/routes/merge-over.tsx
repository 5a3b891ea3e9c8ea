import { lazy, Suspense } from 'react'
import { loadChunk } from '#app/load-chunk.ts'
import { useHistoryWords } from './history-words.ts'

const MergeSheet = lazy(() =>
  loadChunk(() => import('#features/merge/merge-sheet.tsx')).then((chunk) => ({
    default: chunk.MergeSheet,
  })),
)

/** The sheet that merges two customers, over any page; it is loaded when somebody asks for it. */
export function MergeOver(props: {
  oneId: string
  otherId: string
  onClose: () => void
  onMerged: (keptId: string) => void
}) {
  const words = useHistoryWords()
  return (
    <Suspense fallback={null}>
      <MergeSheet {...props} describe={words.describe} />
    </Suspense>
  )
}
