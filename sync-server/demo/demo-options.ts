import { parseArgs } from 'node:util'
import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'

const Options = z.object({
  customers: withDefault(z.coerce.number().check(z.int(), z.minimum(20), z.maximum(100_000)), 2000),
  seed: withDefault(z.string().check(z.minLength(1)), 'branchbook'),
})

/** `--customers 20000 --seed anything`; throws an `Error` that says what cannot be used. */
export function readDemoOptions(argv: readonly string[]): z.infer<typeof Options> {
  const { values } = parseArgs({
    args: [...argv],
    options: { customers: { type: 'string' }, seed: { type: 'string' } },
  })
  const parsed = Options.safeParse(values)
  if (parsed.success) return parsed.data
  throw new Error('Use --customers with a number from 20 to 100000, and --seed with a word.')
}
