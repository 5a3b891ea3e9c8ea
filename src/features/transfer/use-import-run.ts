import { useEffect, useRef, useState } from 'react'
import { useReplica, useSealedSettings, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import type { GoodRow } from './check-table.ts'
import { importRows, type ImportProgress } from './import-rows.ts'
import { rememberImport } from './unfinished-import.ts'

export type ImportRun =
  | { type: 'idle' }
  | { type: 'running'; progress: ImportProgress; paused: boolean }
  | {
      type: 'ended'
      progress: ImportProgress
      how: 'done' | 'stopped' | 'not-stored'
      importId: string
    }

/** An import under way; it ends with the screen. */
export function useImportRun() {
  const replica = useReplica()
  const today = useToday()
  const { customerFile } = useMessages()
  const settings = useSealedSettings()
  const [run, setRun] = useState<ImportRun>({ type: 'idle' })
  const gate = useRef(createGate())
  useEffect(() => {
    const { current } = gate
    return () => current.stop()
  }, [])
  return {
    run,
    /** `fileName` and `already`, the rows that are there from before, are said when the import is broken off. */
    async start(
      rows: readonly GoodRow[],
      {
        importId,
        ownerId,
        fileName,
        already,
      }: { importId: string; ownerId: string; fileName: string; already: number },
    ) {
      let progress: ImportProgress = { imported: 0, refused: 0, total: rows.length }
      const control = gate.current.open()
      setRun({ type: 'running', progress, paused: false })
      const onProgress = (now: ImportProgress) => {
        progress = now
        setRun((before) => (before.type === 'running' ? { ...before, progress } : before))
      }
      const total = already + rows.length
      await rememberImport(settings, { name: fileName, importId, total })
      const how = await importRows({
        rows,
        importId,
        ownerId,
        today,
        reviewTitle: customerFile.plan.reviewTask,
        replica,
        control,
        onProgress,
      })
      if (how === 'done') await rememberImport(settings, null)
      setRun({ type: 'ended', progress, how, importId })
    },
    pause(paused: boolean) {
      gate.current.hold(paused)
      setRun((before) => (before.type === 'running' ? { ...before, paused } : before))
    },
    stop: () => gate.current.stop(),
  }
}

/** Holds the work between two batches back, or ends it. */
export function createGate() {
  let stopper = new AbortController()
  let held: { promise: Promise<void>; release: () => void } | null = null
  const release = () => {
    held?.release()
    held = null
  }
  return {
    open() {
      stopper = new AbortController()
      release()
      return { signal: stopper.signal, untilGoing: () => held?.promise ?? Promise.resolve() }
    },
    hold(isHeld: boolean) {
      if (!isHeld) release()
      else if (held === null) {
        let release: () => void = noop
        const promise = new Promise<void>((resolve) => (release = resolve))
        held = { promise, release }
      }
    },
    stop() {
      stopper.abort()
      release()
    },
  }
}

function noop(): void {
  // Nobody waits yet.
}
