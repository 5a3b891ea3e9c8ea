import type { EpochRequest, EpochResponse } from '#shared/protocol/epoch-message.ts'
import { type HttpProblem, problem } from './problem.ts'
import type { Session } from './sessions.ts'
import type { Transaction } from './store/store.ts'

export type EpochAnswer =
  | { ok: true; response: EpochResponse }
  | { ok: false; problem: HttpProblem }

/**
 * GC2: a device whose numbers and ours do not go together any more counts from 1 again, with everything it still has. It
 * is no loss: the device is there and says so itself. An epoch that is over never comes back (PU1); one that this database
 * has never heard of began after the backup it was restored from.
 */
export async function startEpoch(
  { devices, audit }: Pick<Transaction, 'devices' | 'audit'>,
  { account, device }: Session,
  request: EpochRequest,
  now: number,
): Promise<EpochAnswer> {
  const known = await devices.byId(device)
  if (known === undefined || request.device !== device) {
    return { ok: false, problem: problem('other-device') }
  }
  // The answer to the first try was lost.
  if (known.epoch === request.next) return { ok: true, response: { lastN: known.lastN } }
  const isKnownFormer = known.epoch === request.former
  const isStale = !isKnownFormer && (await devices.isPastEpoch(request.former))
  if (isStale || (await devices.isPastEpoch(request.next))) {
    audit.add({ at: now, what: 'stale-epoch', staffId: account.id, device })
    return { ok: false, problem: problem('stale-epoch', { kept: 0 }) }
  }
  await devices.startEpoch(known, request.next, now)
  const code = isKnownFormer ? 'announced' : 'after-restore'
  audit.add({ at: now, what: 'epoch-started', staffId: account.id, device, code })
  return { ok: true, response: { lastN: 0 } }
}
