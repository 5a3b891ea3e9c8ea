import { staffScope } from '#shared/protocol/scope.ts'
import type { Transaction } from './store/store.ts'

/** SE2: ends the session of a device; its next request is 401, and its live stream closes at once. */
export async function endSession(
  { sessions, records }: Pick<Transaction, 'sessions' | 'records'>,
  { device, staffId }: { device: string; staffId: string },
): Promise<boolean> {
  const wasThere = await sessions.endDevice(device)
  // PL5: wakes what listens, in every process; what finds no session any more closes.
  if (wasThere) records.poke([staffScope(staffId)])
  return wasThere
}
