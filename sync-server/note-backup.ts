import { stat } from 'node:fs/promises'
import { v7 } from 'uuid'
import { openStore } from './store/open-store.ts'

/** SE9: a copy that an operator made is a row of the audit, so that administrators see how old the last one is. */
export async function noteBackup(folder: string, copy: string, at: number): Promise<void> {
  const { size } = await stat(copy)
  const store = await openStore({ folder }, () => v7())
  try {
    // Where it lies is the operator's to know.
    await store.write(at, async ({ audit }) => {
      audit.add({ at, what: 'backup-made', refType: 'file', code: String(size) })
    })
  } finally {
    await store.close()
  }
}
