import { useState } from 'react'
import {
  readBytes,
  readFile,
  type FileChoice,
  type FileProblem,
  type OpenedFile,
} from './read-file.ts'

export type FileState =
  | { type: 'none'; problem: FileProblem['type'] | null }
  /** `share`: how much is read, from 0 to 1; 0 for what is read at once. */
  | { type: 'reading'; share: number }
  | { type: 'open'; file: OpenedFile }

/** The one file of the screen. */
export function useOpenedFile() {
  const [state, setState] = useState<FileState>({ type: 'none', problem: null })
  const onShare = (share: number) => setState({ type: 'reading', share })
  const show = async (reading: ReturnType<typeof readFile>) => {
    onShare(0)
    const read = await reading
    setState(
      read.ok ? { type: 'open', file: read.value } : { type: 'none', problem: read.error.type },
    )
  }
  return {
    state,
    open: (file: File) => void show(readFile(file, onShare)),
    readAs: (file: OpenedFile, choice: FileChoice) => void show(readBytes(file, choice, onShare)),
    close: () => setState({ type: 'none', problem: null }),
  }
}
