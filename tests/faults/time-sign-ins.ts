import { randomUUID } from 'node:crypto'
import { type Random, seededRandom } from '#shared/domain/seeded-random.ts'
import { median } from '#tests/bench/figure.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { startTestServer } from '#tests/support/test-server.ts'

export interface TimedSignIns {
  counts: Record<string, number>
  violations: string[]
  report: string
}

const hour = 60 * 60_000
/**
 * How often a wrong password for one kind of number may take longer than for the other, of all pairs: half is chance. With 600
 * of each, chance alone (Mann–Whitney) strays by more than 0.017 once in three times and by 0.065 once in ten thousand.
 */
const mostAdvantage = 0.065

/**
 * SE1: times wrong passwords for a number that exists, one whose account has ended, and one that nobody has, in turns by chance
 * over real HTTP, and asks how well a stranger who times them could tell which is which.
 */
export async function timeSignIns({
  rounds,
  seed,
}: {
  rounds: number
  seed: string
}): Promise<TimedSignIns> {
  const random = seededRandom(seed)
  let now = Date.now()
  const server = await startTestServer({ clock: () => now, trustProxy: true })
  const ended = server.colleague('teller')
  await server.services.store.write(now, ({ staff }) =>
    staff.change(ended.id, { ...ended, active: false }),
  )
  const numbers = {
    known: server.colleague('rm').staffNo,
    ended: ended.staffNo,
    unknown: 'nobody',
  }
  const kinds = ['known', 'ended', 'unknown'] as const
  const times = { known: [] as number[], ended: [] as number[], unknown: [] as number[] }
  try {
    for (let round = -5; round < rounds; round += 1) {
      // Quiet for so long that nobody has to wait, and from addresses that have done nothing yet.
      now += 2 * hour
      for (const [turn, kind] of shuffled(kinds, random).entries()) {
        const ms = await timeOne(
          server.url,
          numbers[kind],
          `10.${turn}.${round & 255}.${round >> 8}`,
        )
        // The first few warm everything up.
        if (round >= 0) times[kind].push(ms)
      }
    }
  } finally {
    await server.close()
  }
  const pairs = [
    ['known', 'unknown'],
    ['ended', 'unknown'],
    ['known', 'ended'],
  ] as const
  const advantages = pairs.map(([one, other]) => ({
    name: `${one} and ${other}`,
    share: shareOfLonger(times[one], times[other]),
  }))
  return {
    counts: { 'sign-ins of each kind': rounds },
    violations: advantages
      .filter(({ share }) => Math.abs(share - 0.5) > mostAdvantage)
      .map(({ name, share }) => `${name} can be told apart: ${share.toFixed(3)}`),
    report: [
      ...kinds.map((kind) => `${kind}: median ${median(times[kind]).toFixed(1)} ms`),
      ...advantages.map(({ name, share }) => `${name}: longer in ${share.toFixed(3)} of all pairs`),
    ].join('\n'),
  }
}

async function timeOne(url: string, staffNo: string, address: string): Promise<number> {
  const { post } = createTestClient(url)
  const body = { staffNo, password: 'not this one', device: randomUUID(), epoch: randomUUID() }
  const headers = { 'x-forwarded-for': address, 'x-forwarded-proto': 'https' }
  const started = performance.now()
  const answer = await post('/api/sign-in', body, headers)
  await answer.text()
  if (answer.status !== 401) throw new Error(`A wrong password was answered ${answer.status}.`)
  return performance.now() - started
}

/** In how many of all pairs the first is longer than the second; ties count half. */
function shareOfLonger(ones: readonly number[], others: readonly number[]): number {
  let longer = 0
  for (const one of ones) {
    for (const other of others) longer += one > other ? 1 : one === other ? 0.5 : 0
  }
  return longer / (ones.length * others.length)
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
