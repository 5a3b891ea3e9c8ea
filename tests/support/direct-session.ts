import { randomUUID } from 'node:crypto'
import { sessionLength, hashToken } from '#server/sessions.ts'
import type { Services } from '#server/services.ts'

/** A session of somebody on a device of one's own, as a sign-in would leave it. */
export interface DirectSession {
  staffId: string
  device: string
  epoch: string
  /** The header of a request. */
  cookie: string
}

/** Puts a session into the database: tests that need dozens of them are not about passwords. */
export async function openDirectSession(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  staffId: string,
): Promise<DirectSession> {
  const [device, epoch, token] = [randomUUID(), randomUUID(), randomUUID()]
  const now = clock()
  await store.write(now, async ({ devices, sessions }) => {
    await devices.add({ device, staffId, epoch, lastN: 0, seenAt: now })
    await sessions.add(hashToken(token), { staffId, device, expiresAt: now + sessionLength }, now)
  })
  return { staffId, device, epoch, cookie: `branchbook=${token}` }
}
