import { useEffect, useMemo, useRef, useState } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { pastImports } from '#shared/domain/transfer/undo-import.ts'
import { useAll, useIsLoaded, useReplica, useSealedSettings } from '#replica/use-replica.ts'
import { planUndo, undoImport, type UndoPlan, type UndoProgress } from './undo-import.ts'
import { rememberImport } from './unfinished-import.ts'
import { createGate } from './use-import-run.ts'

/** The customers of one import that are still there. */
export function useImportedCards(importId: string): readonly RecordOf<'customer'>[] {
  const cards = useAll('customer')
  return useMemo(
    () => pastImports(cards, null).find((each) => each.importId === importId)?.cards ?? [],
    [cards, importId],
  )
}

export type UndoRun =
  | { type: 'looking' }
  | { type: 'planned'; plan: UndoPlan }
  | { type: 'running'; progress: UndoProgress }
  | { type: 'ended'; progress: UndoProgress; how: 'done' | 'stopped' | 'not-stored' }

/** Taking one import back: what would go is looked at first; it ends with the screen, and can be begun again. */
export function useUndo(cards: readonly RecordOf<'customer'>[]) {
  const replica = useReplica()
  const loaded = useIsLoaded()
  const settings = useSealedSettings()
  const [first] = useState(cards)
  const [run, setRun] = useState<UndoRun>({ type: 'looking' })
  const gate = useRef(createGate())
  useEffect(() => {
    const { current } = gate
    return () => current.stop()
  }, [])
  useEffect(() => {
    // Before all is in memory nobody knows what was changed.
    if (!loaded) return
    const stop = new AbortController()
    void planUndo(first, replica, stop.signal).then((plan) => {
      if (plan !== null) setRun({ type: 'planned', plan })
    })
    return () => stop.abort()
  }, [first, replica, loaded])
  return {
    run,
    async start({ going, kept }: UndoPlan) {
      // Whoever takes an import back does not want to go on with it.
      await rememberImport(settings, null)
      let progress: UndoProgress = { done: 0, total: going.length, kept }
      setRun({ type: 'running', progress })
      const how = await undoImport({
        cards: going,
        replica,
        control: gate.current.open(),
        onProgress(now) {
          progress = { ...now, kept: [...kept, ...now.kept] }
          setRun({ type: 'running', progress })
        },
      })
      setRun({ type: 'ended', progress, how })
    },
    stop: () => gate.current.stop(),
  }
}
