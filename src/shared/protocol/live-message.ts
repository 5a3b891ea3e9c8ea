import * as z from 'zod/mini'
import { Scope } from './scope.ts'

/** PL5: the data of an SSE event `moved`: scopes that have something new, and nothing else. */
export const MovedEvent = z.strictObject({ scopes: z.array(z.string()) })
export type MovedEvent = z.infer<typeof MovedEvent>

/** PL5: so long (ms) is a wait held at most: shorter than the 30 s after which common proxies cut a silent line. */
export const longestWaitMs = 25_000

/** The seq of scopes as the server says it. As JSON it is also the id of an SSE event: where its scopes stand. */
export const ScopePositions = z.record(Scope, z.number().check(z.int(), z.nonnegative()))
export type ScopePositions = z.infer<typeof ScopePositions>

/**
 * `POST /sync/live`, the long poll. `after` is `seen` of the answer before, so that nothing is missed between two of
 * them; null for the first one. `waitMs` asks for a shorter wait than the longest.
 */
export const WaitRequest = z.strictObject({
  device: z.uuid(),
  after: z.nullable(ScopePositions),
  waitMs: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(longestWaitMs))),
})
export type WaitRequest = z.infer<typeof WaitRequest>

/** `scopes` stand elsewhere than `after` says, or were granted or taken away since; none when the time was over. */
export const WaitAnswer = z.strictObject({
  scopes: z.array(Scope),
  seen: ScopePositions,
})
export type WaitAnswer = z.infer<typeof WaitAnswer>
