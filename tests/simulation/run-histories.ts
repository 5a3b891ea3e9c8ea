import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { FailedHistory } from './run-seeds.ts'
import type { WorkerOrder, WorkerReport } from './worker.ts'

export interface HistoriesResult {
  counts: Map<string, number>
  failed: FailedHistory[]
  /** Real seconds. */
  seconds: number
}

export interface HistoriesOptions {
  seed: string
  histories: number
  /** Processes; the number of cores unless said otherwise. */
  workers?: number
  /** Failed histories after which no further process starts, and of one process after which it stops. */
  mostFailures?: number
  /** Real ms for shortening one failed history. */
  shrinkFor?: number
  onHistory?: (done: number) => void
  onFailure?: (failed: FailedHistory) => void
}

/** A process keeps a few MB of every history it ran; a fresh one takes over after so many. */
const perProcess = 200

/** Runs histories on all cores, each in a process of its own world. Rejects when a process dies. */
export async function runHistories({
  seed,
  histories,
  workers = availableParallelism(),
  mostFailures = 3,
  shrinkFor = 60_000,
  onHistory = () => {},
  onFailure = () => {},
}: HistoriesOptions): Promise<HistoriesResult> {
  const started = performance.now()
  const counts = new Map<string, number>([['histories', 0]])
  const failed: FailedHistory[] = []
  const take = (report: WorkerReport): void => {
    if (report.kind === 'end') return
    const { counts: more, failed: one } = report
    for (const [event, count] of Object.entries({ histories: 1, ...more })) {
      counts.set(event, (counts.get(event) ?? 0) + count)
    }
    if (one !== null) {
      failed.push(one)
      onFailure(one)
    }
    onHistory(counts.get('histories') ?? 0)
  }
  /** Every so-manieth history, in one process after the other. */
  async function runLane(lane: number): Promise<void> {
    const stride = workers * perProcess
    for (let first = lane; first < histories && failed.length < mostFailures; first += stride) {
      const end = Math.min(histories, first + stride)
      await runWorker({ seed, first, step: workers, end, mostFailures, shrinkFor }, take)
    }
  }
  await Promise.all(Array.from({ length: workers }, (_, lane) => runLane(lane)))
  return { counts, failed, seconds: (performance.now() - started) / 1000 }
}

/** A failed history as it goes into `known-histories.test.ts`, with what it broke. */
export function describeFailure({ seed, violations, actions }: FailedHistory): string {
  const steps = actions.map((action) => `    ${JSON.stringify(action)},`).join('\n')
  return `seed ${seed}\n  ${violations.slice(0, 10).join('\n  ')}\n  actions: [\n${steps}\n  ]`
}

function runWorker(order: WorkerOrder, take: (report: WorkerReport) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(join(import.meta.dirname, 'worker.ts'), {
      // None of the options of the test runner. Nearly all that a history makes is garbage at its end: room for that (MB)
      // saves an eighth of the time.
      execArgv: ['--max-semi-space-size=64'],
    })
    let isAtEnd = false
    worker.on('message', (report: WorkerReport) => {
      if (report.kind === 'end') isAtEnd = true
      take(report)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      if (code === 0 && isAtEnd) resolve()
      else reject(new Error(`A simulation process ended with ${code}.`))
    })
    worker.send(order)
  })
}
