/** SE2: a token is replaced after so long (ms) … */
export const rotateAfterMs = 24 * 60 * 60_000
/** … and its replacement is offered once in so many ms, until one arrives. */
export const offerEveryMs = 60_000
/**
 * SE2: requests of one browser overtake each other: one that set out before the replacement was used may arrive so long
 * (ms) after it. Nobody is signed out for it, and nothing is offered to it.
 */
export const overtakingMs = 60_000
/** SE2: an answer that is not there after so long (ms) will not come any more, and what it offered is nobody's. */
export const offerLastsMs = 10 * 60_000
/** So often (ms) it is noted that a device was here. */
const noteEveryMs = 15 * 60_000

/** One token of a device, as the database has it; instants in ms. */
export interface StoredToken {
  staffId: string
  device: string
  issuedAt: number
  expiresAt: number
  /** First use; null as long as nobody has shown that it arrived. */
  usedAt: number | null
  /** Last use, to a quarter of an hour. */
  seenAt: number
  /** When one that came after it was used first. */
  spentAt: number | null
}

/** `late`: spent meanwhile, but the request may have set out before; `reused`: somebody has a copy of it. */
export type TokenVerdict = 'good' | 'late' | 'reused'

/**
 * SE2: a token is judged by when the request began (`beganAt`), not by when it is answered: an upload that takes a minute and
 * a stream that stays open for days go on, whatever was rotated meanwhile.
 */
export function judgeToken({ spentAt }: StoredToken, beganAt: number): TokenVerdict {
  if (spentAt === null) return 'good'
  return beganAt <= spentAt + overtakingMs ? 'late' : 'reused'
}

/** SE2: whether it is time to replace a token that is good. */
export function isDue({ issuedAt }: StoredToken, now: number): boolean {
  return now - issuedAt >= rotateAfterMs
}

/** Whether there is something to note of the use of a token that is good: its first, or the first for a while. */
export function isWorthNoting({ usedAt, seenAt }: StoredToken, now: number): boolean {
  return usedAt === null || now - seenAt >= noteEveryMs
}
