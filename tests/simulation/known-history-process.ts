import type { Action } from './actions/action.ts'
import { runHistory } from './run-history.ts'
import { strayRejections } from './world/stray-rejections.ts'

/** The other side of `run-known-history.ts`. */
process.once('message', ({ seed, actions }: { seed: string; actions: Action[] }) => {
  runHistory(seed, actions).then(
    ({ violations }) =>
      process.send?.([...violations, ...strayRejections()], () => process.exit(0)),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
