import type { ScopePositions } from '#shared/protocol/live-message.ts'
import { maximumOperationsPerPush } from '#shared/protocol/push-message.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { Vault } from '#vault/vault.ts'
import { VaultGoneError } from '#vault/vault-errors.ts'
import type { Api } from './api.ts'
import type { SyncEnvironment } from './environment.ts'
import { createHeardMoves } from './heard-moves.ts'
import { competeForLead } from './leader.ts'
import { listenLive, type Live } from './live.ts'
import { endedBy, pause } from './live-timing.ts'
import { createNewsWatch, type NewsWatch } from './news-watch.ts'
import { createPendingFacts } from './pending-facts.ts'
import { pushInPassing, runRound, type RoundParts } from './round.ts'
import { deviceProblemOf, pauseAsked, verdictOf, type RoundEnding } from './round-ending.ts'
import {
  afterClockChange,
  begin,
  confirmed,
  covered,
  finish,
  idleSchedule,
  isForWrites,
  nextRound,
  want,
  type Trigger,
} from './schedule.ts'
import { sendFromMemory } from './send-from-memory.ts'
import { createStatusSource } from './status-source.ts'
import { statusOf, type Verdict } from './status.ts'
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
/** What was pushed is confirmed so much later (ms): one server answers the colleagues who wait for it meanwhile. */
const politeness = 40
/** News that was announced so long ago (ms) and has not come by the open request is asked for. */
const newsOverdue = 2_000
/** More that waits than one request takes is pulled for as it goes out, so that it is confirmed and leaves the outbox. */
const mostInPassing = maximumOperationsPerPush
/** What an answer in the middle of a long round shows to be over. */
const endsWithAnswer: ReadonlySet<Verdict> = new Set([
  'unreachable',
  'signed-out',
  'server-error',
  'busy',
])
/** A tab that is not frozen answers within this time (ms). */
const answerTime = 3_000

/** Starts to sync; returns at once. What it decides is in `schedule.ts` and `status.ts`; here it only happens. */
export function startSync({ vault, replica, api, environment }: SyncParts): SyncEngine {
  const { now, random, setTimer } = environment
  const stopping = new AbortController()
  const pendingFacts = createPendingFacts(replica)
  let schedule = idleSchedule
  let memory: SyncMemory | null = null
  let own: Omit<LeaderFacts, 'running' | 'lastSyncedAt' | 'visible'> = {
    verdict: 'unclear',
    progress: null,
    nextTryAt: null,
  }
  let leaders: LeaderFacts | null = null
  let heardAt = -Infinity
  let leading = false
  let live: Live | null = null
  let news: NewsWatch | null = null
  let politePause: AbortController | null = null
  const heard = createHeardMoves()
  let cancelKept: (() => void) | null = null
  let round: Promise<void> = Promise.resolve()
  let cancelTimer: (() => void) | null = null

  const memoryOpened = openSyncMemory(vault.settings).then((opened) => {
    memory = opened
    news = watchNews(opened)
    status.refresh()
    return opened
  })
  memoryOpened.catch(environment.onError)

  function watchNews(opened: SyncMemory): NewsWatch {
    return createNewsWatch({
      vault,
      replica,
      api,
      memory: opened,
      now,
      onNews(cursor, inStep) {
        heard.pulled(cursor)
        const isConfirmed = replica.pending().every(({ state }) => state !== 'sent')
        if (isConfirmed) schedule = confirmed(schedule)
        status.refresh()
        // PL4: a round compares and repairs.
        if (!inStep) trigger('poke')
      },
      // What it may have missed, a round finds out.
      onOver: () => trigger('poke'),
      onError: environment.onError,
    })
  }

  function ownFacts(): LeaderFacts {
    const lastSyncedAt = memory?.lastSyncedAt ?? null
    return { ...own, running: schedule.running, lastSyncedAt, visible: environment.visible() }
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
      // CL4: the tab that a person looks at leads; two of them leave it as it is.
      if (!leaders.visible && environment.visible()) lead.takeOver()
    }
    status.refresh()
  })
  channel.post({ kind: 'ask' })

  function trigger(why: Trigger): void {
    schedule = want(schedule, why, now())
    if (why === 'write') politePause?.abort()
    // Is the leader still in front? Its answer decides.
    if (!leading) channel.post({ kind: 'ask' })
    plan()
  }

  /** A poke is given a moment while an open request may bring the news of it, and kept while a round pulls. */
  function hear(at: ScopePositions | null): void {
    const mayCome = news?.open === true
    if (schedule.running && !mayCome) return heard.keep(at)
    if (!heard.isNews(at)) return
    if (!mayCome) return trigger('poke')
    // What it missed before it listened, the open request began with.
    if (at === null) return
    heard.keep(at)
    cancelKept?.()
    cancelKept = setTimer(hearKept, newsOverdue)
  }

  function hearKept(): void {
    if (!schedule.running && heard.takeNews()) trigger('poke')
  }

  /** The timer part: asks the pure decision when, and waits until then. */
  function plan(): void {
    cancelTimer?.()
    if (stopping.signal.aborted) return
    if (!leading) return watchLeader()
    // VA5: coming into sight asks again.
    if (!environment.mayBegin()) return
    schedule = afterClockChange(schedule, now())
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
    // An operation can be of a time that this clock has yet to reach.
    cancelTimer = setTimer(askLeader, Math.min(Math.max(patienceEnds, answerTime), patience))
  }

  function askLeader(): void {
    heardAt = -Infinity
    channel.post({ kind: 'ask' })
    cancelTimer = setTimer(() => {
      const silent = heardAt === -Infinity
      if (silent && environment.visible() && replica.pending().length > 0) lead.takeOver()
      else watchLeader()
    }, answerTime)
  }

  function start(): void {
    cancelTimer?.()
    const isLittle = pendingFacts().pendingCount <= mostInPassing
    const inPassing = news?.open === true && isLittle && isForWrites(schedule, now())
    schedule = begin(schedule)
    status.refresh()
    round = runAndPlan(inPassing)
  }

  async function runAndPlan(isToPass: boolean): Promise<void> {
    const answeredBefore = pendingFacts().upload.done
    const passed = isToPass ? await contact(pushInPassing) : null
    if (passed?.ok !== true) await news?.end()
    const ending = passed ?? (await contact(runRound))
    const verdict = verdictOf(ending)
    const paused = verdict === 'signed-out' || verdict === 'wrong-server'
    const retryAfterMs = pauseAsked(ending)
    // PU4: where only the pull is refused, what is written here still goes out at once.
    const inPassing = passed !== null
    const end = { ok: ending.ok || verdict === 'upgrade-required', inPassing, retryAfterMs, paused }
    schedule = finish(schedule, end, { now: now(), random: random() })
    // PU3: the server wanted a pause with operations still waiting. Or there are more of them than one round sends.
    const { unsent, upload } = pendingFacts()
    const goesOut = ending.ok || (end.ok && upload.done > answeredBefore)
    const isMore = goesOut && unsent
    if (retryAfterMs !== null || isMore) schedule = want(schedule, 'write', now())
    // What a round that failed may have missed, the next one brings anyway; what passed, the open request.
    if (!inPassing && heard.takeNews() && ending.ok) schedule = want(schedule, 'poke', now())
    own = { ...own, verdict, progress: null }
    if (paused) closeLive()
    else if (ending.ok) openLive()
    status.refresh()
    plan()
    if (ending.ok && leading && !schedule.running && !stopping.signal.aborted) news?.begin()
  }

  async function contact<Ending extends RoundEnding | null>(
    way: (parts: RoundParts) => Promise<Ending>,
  ): Promise<Ending | RoundEnding> {
    let toldAt = -Infinity
    try {
      return await way({
        vault,
        replica,
        api,
        now,
        memory: await memoryOpened,
        signal: stopping.signal,
        letOthersFirst() {
          politePause = endedBy(stopping.signal)
          return pause(setTimer, politeness, politePause.signal)
        },
        onPulled: heard.pulled,
        onPull() {
          schedule = covered(schedule, { pending: pendingFacts().unsent })
        },
        onAnswer() {
          if (endsWithAnswer.has(own.verdict)) own = { ...own, verdict: 'reached' }
        },
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
      if (error instanceof VaultGoneError) {
        const { signal } = stopping
        const numbers = vault.numbering.current
        await sendFromMemory({ vault, replica, api, numbers, now, signal })
      }
      return { ok: false, error: deviceProblemOf(error) }
    }
  }

  function openLive(): void {
    const listening = live !== null && !live.ended
    if (listening || !leading || stopping.signal.aborted) return
    const { deviceId: device } = vault
    live = listenLive({ api, device, random, setTimer, onMoved: hear })
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
      if (memory !== null) memory.numbers = null
      if (!leading) closeLive()
      if (!leading) news?.end().catch(environment.onError)
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
      cancelKept?.()
      closeLive()
      lead.stop()
      for (const stop of stopListening) stop()
      await Promise.allSettled([round, memoryOpened])
      await news?.end()
      channel.close()
    },
  }
}
