import { strayRejections } from './world/stray-rejections.ts'
import { runSeed, type FailedHistory } from './run-seeds.ts'

/** What a worker is to do: the seeds `<seed>/<first>`, `<seed>/<first + step>`, … below `end`. */
export interface WorkerOrder {
  seed: string
  first: number
  step: number
  end: number
  /** Failed histories after which the rest is left out. */
  mostFailures: number
  /** Real ms for shortening one failed history. */
  shrinkFor: number
}

export type WorkerReport =
  | { kind: 'history'; counts: Record<string, number>; failed: FailedHistory | null }
  | { kind: 'end' }

/** The other side of `run-histories.ts`: one process, one history after the other. */
process.once('message', (order: WorkerOrder) => {
  work(order).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

let present = 'none'
process.on('beforeExit', () => {
  console.error(`The history of seed ${present} waits for something that never comes.`)
  process.exit(1)
})

async function work({
  seed,
  first,
  step,
  end,
  mostFailures,
  shrinkFor,
}: WorkerOrder): Promise<void> {
  let failures = 0
  for (let index = first; index < end && failures < mostFailures; index += step) {
    present = `${seed}/${index}`
    const { result, failed } = await runSeed(present, shrinkFor)
    const strays = strayRejections()
    const counts = result.counts
    const stray = { seed: `${seed}/${index}`, violations: strays, actions: [] }
    const found = failed ?? (strays.length > 0 ? stray : null)
    if (found !== null) failures += 1
    await report({ kind: 'history', counts, failed: found })
  }
  await report({ kind: 'end' })
}

function report(message: WorkerReport): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error === null ? resolve() : reject(error)))
  })
}
