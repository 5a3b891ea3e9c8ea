import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { Vault } from '#vault/vault.ts'
import type { Api } from './api.ts'
import type { SyncEnvironment } from './environment.ts'
import { competeForLead } from './leader.ts'
import { listenLive, type Live } from './live.ts'
import { createPendingFacts } from './pending-facts.ts'
import { runRound } from './round.ts'
import { verdictOf, type RoundEnding } from './round-ending.ts'
import { begin, finish, idleSchedule, nextRound, want, type Trigger } from './schedule.ts'
import { createStatusSource } from './status-source.ts'
import { statusOf } from './status.ts'
import { openSyncMemory, type SyncMemory } from './sync-memory.ts'
import type { SyncStatusSource } from './sync-status.ts'
import { openTabChannel, type LeaderFacts } from './tab-channel.ts'

/** The running sync of one open vault. */
export interface SyncEngine {
  readonly status: SyncStatusSource
  /** Tries now, whatever was planned; resolves when that round is over, however it ended. */
  syncNow: () => Promise<void>
  /** After a successful sign-in: goes on where a 401 had paused. */
  signedInAgain: () => void
  /** Ends timers, streams and the lock; resolves when nothing runs any more. */
  stop: () => Promise<void>
}

export interface SyncParts {
  vault: Vault
  replica: Replica & ReplicaFeed
  api: Api
  environment: SyncEnvironment
}

/** CL4: a change that waits so long (ms) makes a tab ask whether the leader is still there. */
const patience = 30_000
/** Pages arrive faster than a screen can show them, and each report wakes every tab: one in so many ms is enough. */
const progressEvery = 100
/** A tab that is not frozen answers within this time (ms). */
const answerTime = 3_000

/** Starts to sync; returns at once. What it decides is in `schedule.ts` and `status.ts`; here it only happens. */
export function startSync({ vault, replica, api, environment }: SyncParts): SyncEngine {
  const { now, random, setTimer } = environment
  const stopping = new AbortController()
  const pendingFacts = createPendingFacts(replica)
  let schedule = idleSchedule
  let memory: SyncMemory | null = null
  let own: Omit<LeaderFacts, 'running' | 'lastSyncedAt'> = {
    verdict: 'unclear',
    progress: null,
    nextTryAt: null,
  }
  let leaders: LeaderFacts | null = null
  let heardAt = -Infinity
  let leading = false
  let live: Live | null = null
  let round: Promise<void> = Promise.resolve()
  let cancelTimer: (() => void) | null = null

  const memoryOpened = openSyncMemory(vault.settings).then((opened) => {
    memory = opened
    status.refresh()
    return opened
  })
  memoryOpened.catch(environment.onError)

  function ownFacts(): LeaderFacts {
    return { ...own, running: schedule.running, lastSyncedAt: memory?.lastSyncedAt ?? null }
  }
  const status = createStatusSource(
    () => {
      const facts = leading || leaders === null ? ownFacts() : leaders
      const firstSync = memory !== null && facts.lastSyncedAt === null
      return statusOf({ ...facts, firstSync, ...pendingFacts() })
    },
    () => {
      if (leading) channel.post({ kind: 'facts', facts: ownFacts() })
    },
  )
  const channel = openTabChannel(vault.tag, (message) => {
    if (message.kind === 'signed-in') trigger('signed-in')
    if (message.kind === 'ask' && leading) channel.post({ kind: 'facts', facts: ownFacts() })
    if (message.kind === 'facts') {
      leaders = message.facts
      heardAt = now()
    }
    status.refresh()
  })
  channel.post({ kind: 'ask' })

  function trigger(why: Trigger): void {
    schedule = want(schedule, why, now())
    plan()
  }

  /** The timer part: asks the pure decision when, and waits until then. */
  function plan(): void {
    cancelTimer?.()
    if (stopping.signal.aborted) return
    if (!leading) return watchLeader()
    const { unsent } = pendingFacts()
    const at = nextRound(schedule, { pending: unsent, live: live?.connected ?? false })
    own = { ...own, nextTryAt: schedule.failures > 0 ? at : null }
    status.refresh()
    if (at === null) return
    if (at <= now()) start()
    else cancelTimer = setTimer(plan, at - now())
  }

  /** CL4: a follower leaves sending to the leader, unless that one does not even answer. */
  function watchLeader(): void {
    const oldest = replica.pending()[0]
    if (oldest === undefined) return
    const patienceEnds = oldest.operation.at + patience - now()
    cancelTimer = setTimer(askLeader, Math.max(patienceEnds, answerTime))
  }

  function askLeader(): void {
    const askedAt = now()
    channel.post({ kind: 'ask' })
    cancelTimer = setTimer(() => {
      const silent = heardAt < askedAt
      if (silent && environment.visible() && replica.pending().length > 0) lead.takeOver()
      else watchLeader()
    }, answerTime)
  }

  function start(): void {
    cancelTimer?.()
    schedule = begin(schedule)
    status.refresh()
    round = runAndPlan()
  }

  async function runAndPlan(): Promise<void> {
    const ending = await contact()
    const verdict = verdictOf(ending)
    const paused = verdict === 'signed-out' || verdict === 'wrong-server'
    const retryAfterMs = ending.ok ? ending.value.retryAfterMs : null
    const end = { ok: ending.ok, retryAfterMs, paused }
    schedule = finish(schedule, end, { now: now(), random: random() })
    // PU3: the server wanted a pause with operations still waiting.
    if (retryAfterMs !== null) schedule = want(schedule, 'write', now())
    own = { ...own, verdict, progress: null }
    if (paused) closeLive()
    else if (ending.ok) openLive()
    status.refresh()
    plan()
  }

  async function contact(): Promise<RoundEnding> {
    let toldAt = -Infinity
    try {
      return await runRound({
        vault,
        replica,
        api,
        now,
        memory: await memoryOpened,
        signal: stopping.signal,
        onProgress(received, expected) {
          const isDue = Math.abs(now() - toldAt) >= progressEvery || received >= expected
          if (!isDue) return
          toldAt = now()
          own = { ...own, progress: { received, expected } }
          status.refresh()
        },
      })
    } catch (error) {
      // A vault that was locked while a round ran is no failure: nobody waits for this round any more.
      if (!stopping.signal.aborted) environment.onError(error)
      return { ok: false, error: { type: 'device-failed' } }
    }
  }

  function openLive(): void {
    if (live !== null || !leading || stopping.signal.aborted) return
    live = listenLive({ api, random, setTimer, onMoved: () => trigger('poke') })
  }

  function closeLive(): void {
    live?.stop()
    live = null
  }

  const lead = competeForLead({
    locks: environment.locks,
    tag: vault.tag,
    onChange(next) {
      leading = next
      if (!leading) closeLive()
      if (leading) trigger('start')
      else plan()
    },
  })
  const stopListening = [
    replica.subscribe(status.refresh),
    replica.onCommit(() => trigger('write')),
    environment.onWake(trigger),
  ]
  // Work may wait from the last time, with a leader that sleeps.
  if (!leading) plan()

  return {
    status,
    async syncNow() {
      await round
      schedule = want(schedule, 'manual', now())
      if (!schedule.running && !stopping.signal.aborted) start()
      await round
    },
    signedInAgain() {
      channel.post({ kind: 'signed-in' })
      trigger('signed-in')
    },
    async stop() {
      stopping.abort()
      cancelTimer?.()
      closeLive()
      lead.stop()
      for (const stop of stopListening) stop()
      await Promise.allSettled([round, memoryOpened])
      channel.close()
    },
  }
}
