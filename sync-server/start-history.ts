import type { Store } from './store/store.ts'

/**
 * GC2: to be called once on a database that was put back from a backup. From then on it has a `serverEpoch` that no device
 * knows: each offers again what it still has, and pulls everything. What devices had reported before the backup says
 * nothing about them now (CL7).
 */
export async function startHistory(
  store: Store,
  { newId, now }: { newId: () => string; now: number },
): Promise<string> {
  const serverEpoch = newId()
  await store.write(now, async ({ meta, devices, audit }) => {
    await meta.startHistory(serverEpoch)
    await devices.forgetReport()
    audit.add({ at: now, what: 'history-started', refType: 'server-epoch', refId: serverEpoch })
  })
  return serverEpoch
}
