import { useState } from 'react'
import type { Encoding } from './decode-file.ts'
import { readBytes, readFile, type FileProblem, type OpenedFile } from './read-file.ts'

export type FileState =
  | { type: 'none'; problem: FileProblem['type'] | null }
  | { type: 'reading' }
  | { type: 'open'; file: OpenedFile }

/** The one file of the screen. */
export function useOpenedFile() {
  const [state, setState] = useState<FileState>({ type: 'none', problem: null })
  const show = async (reading: ReturnType<typeof readFile>) => {
    const read = await reading
    setState(
      read.ok ? { type: 'open', file: read.value } : { type: 'none', problem: read.error.type },
    )
  }
  return {
    state,
    open(file: File) {
      setState({ type: 'reading' })
      void show(readFile(file))
    },
    readAs(file: OpenedFile, encoding: Encoding) {
      setState({ type: 'reading' })
      void show(readBytes(file, encoding))
    },
    close: () => setState({ type: 'none', problem: null }),
  }
}
