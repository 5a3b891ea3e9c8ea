import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AuditHead } from './audit-head.ts'

/** Adds a head as a line of JSON, and returns when it is on the disk. */
export async function appendHead(file: string, head: AuditHead): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(head)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * The heads in a file, in the order of its lines. Throws an `Error` that names the first line that is none; a file that is
 * not there has none where `mayBeMissing` says so.
 */
export async function readHeads(
  file: string,
  { mayBeMissing = false }: { mayBeMissing?: boolean } = {},
): Promise<AuditHead[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isMissing && mayBeMissing) return ''
    if (isMissing) throw new Error(`There is no file ${file}.`, { cause: error })
    throw error
  })
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const head = AuditHead.safeParse(parseLine(line)).data
    if (head === undefined) throw new Error(`Line ${index + 1} of ${file} is no head of the audit.`)
    return [head]
  })
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
