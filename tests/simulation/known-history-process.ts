import type { KnownHistory } from './known-histories.ts'
import { newsShareOf, runHistory } from './run-history.ts'
import { strayRejections } from './world/stray-rejections.ts'

/** The other side of `run-known-history.ts`. */
process.once('message', ({ seed, actions, hadNews }: KnownHistory) => {
  // What was found without waits for news is replayed without.
  const newsShare = hadNews === true ? newsShareOf(seed) : 0
  runHistory(seed, actions, newsShare).then(
    ({ violations }) =>
      process.send?.([...violations, ...strayRejections()], () => process.exit(0)),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
