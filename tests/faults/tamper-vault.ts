import {
  randomInteger,
  randomItem,
  seededRandom,
  type Random,
} from '#shared/domain/seeded-random.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { addTask, newBranchDevice, type BranchDevice } from '#tests/sync/branch-device.ts'
import { startTestServer } from '#tests/support/test-server.ts'
import { createPendingFacts } from '#sync/pending-facts.ts'
import { copyOfDisk, readRow, rowKeys, writeDisk, writeRow } from './raw-disk.ts'

/** What is done to the disk of a closed vault. */
const damages = ['flip', 'remove', 'roll back one', 'roll back all', 'outbox'] as const
type Damage = (typeof damages)[number]

/**
 * Somebody with the disk changes what lies there, or puts earlier rows in its place, between two unlocks. What can be pulled is
 * missed and pulled again until the device shows what it showed; a change that waited in the outbox is reported, and does not
 * hold up the one behind it.
 */
export async function tamperWithVault({
  rounds,
  seed,
}: {
  rounds: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const server = await startTestServer({ customers: 20 })
  const violations: string[] = []
  const counts: Record<string, number> = { rounds, recordsMissed: 0 }
  try {
    const { staffNo } = server.colleague('rm')
    const newDevice = async (): Promise<BranchDevice> => {
      const made = await newBranchDevice(server.url, { staffNo, password: server.password })
      await made.sync()
      return made
    }
    let device = await newDevice()
    for (let round = 0; round < rounds; round += 1) {
      const damage = damages[round % damages.length] ?? 'flip'
      const say = (what: string): number => violations.push(`round ${round}, ${damage}: ${what}`)
      counts[damage] = (counts[damage] ?? 0) + 1
      const earlier = await copyOfDisk(device.device, device.vault.tag)
      await addTask(device, { title: `第${round}次` })
      await device.sync()
      if (damage === 'outbox') {
        await tamperWithOutbox(device, random, say)
        device = await newDevice()
        continue
      }
      const right = shown(device)
      device.replica.close()
      device.vault.lock()
      await tamper(device, damage, { random, earlier })
      device = await device.reopen()
      await device.replica.whenLoaded()
      const missed = right.length - shown(device).length
      counts['recordsMissed'] = (counts['recordsMissed'] ?? 0) + Math.max(0, missed)
      if (shown(device).some((line) => !right.includes(line) && damage !== 'roll back all')) {
        say('[VA3] a state that is not the latest was shown as if it were')
      }
      // A piece whose records came again in a later one may go without being missed by anybody.
      if (missed === 0) counts['nothingMissed'] = (counts['nothingMissed'] ?? 0) + 1
      await device.sync()
      if (shown(device).join('\n') !== right.join('\n'))
        say('[VA3] what was missed did not come again')
    }
    return { counts, violations }
  } finally {
    await server.close()
  }
}

/** Place and content of every record that came from the server, in an order that stays. */
function shown({ replica }: BranchDevice): string[] {
  return replica
    .scopes()
    .flatMap((scope) =>
      replica.places(scope).map(({ type, id, seq }) => {
        const data = replica.get(RecordType.parse(type), id)?.data
        return `${scope} ${type} ${id} ${seq} ${JSON.stringify(data)}`
      }),
    )
    .toSorted()
}

/** One piece of the base is changed, taken away, or put back to what it was. */
async function tamper(
  { device, vault }: BranchDevice,
  damage: Damage,
  { random, earlier }: { random: Random; earlier: Awaited<ReturnType<typeof copyOfDisk>> },
): Promise<void> {
  const { tag } = vault
  if (damage === 'roll back all') return writeDisk(device, tag, earlier)
  if (damage === 'roll back one') {
    const manifest = earlier['meta']?.find((row) => row['key'] === 'manifest')
    const now = await readRow(device, tag, { table: 'meta', key: 'manifest' })
    // The earlier manifest under the number of the present one: the same pieces, as of before.
    await writeRow(device, tag, 'meta', { ...manifest, generation: now['generation'] })
    return
  }
  const pieces = (
    await Promise.all(
      ['pages', 'rows'].map(async (table) =>
        (await rowKeys(device, tag, table)).map((key) => ({ table, key })),
      ),
    )
  ).flat()
  const piece = randomItem(random, pieces)
  const row = await readRow(device, tag, piece)
  if (damage === 'remove') return writeRow(device, tag, piece.table, null, piece.key)
  await writeRow(device, tag, piece.table, flipped(row, random))
}

async function tamperWithOutbox(
  device: BranchDevice,
  random: Random,
  say: (what: string) => void,
): Promise<void> {
  const unsent = `还没传的${crypto.randomUUID()}`
  await addTask(device, { title: `${unsent}一` })
  await addTask(device, { title: `${unsent}二` })
  const { tag } = device.vault
  device.replica.close()
  device.vault.lock()
  const key = randomItem(random, await rowKeys(device.device, tag, 'outbox'))
  const row = await readRow(device.device, tag, { table: 'outbox', key })
  await writeRow(device.device, tag, 'outbox', flipped(row, random))
  const opened = await device.reopen()
  await opened.replica.whenLoaded()
  if (opened.replica.unreadableOperations.join() !== String(key)) {
    say(`[VA3] outbox row ${String(key)} does not open and is not reported`)
  }
  if (opened.replica.pending().length !== 1) say('[VA3] the other change is not there')
  await opened.sync()
  const attention = createPendingFacts(opened.replica)().attentionCount
  if (attention === 0) say('[VA3] nobody is told of the change that does not open')
  const titles = opened.replica.all('task').map(({ data }) => data.title)
  const arrived = titles.filter((title) => title.startsWith(unsent))
  if (opened.replica.pending().length > 0 || arrived.length !== 1) {
    say('[VA3] the change behind one that does not open did not arrive')
  }
  opened.replica.close()
  opened.vault.lock()
}

/** The same row with one bit changed. */
function flipped(row: Record<string, unknown>, random: Random): Record<string, unknown> {
  const { sealed } = row
  if (!(sealed instanceof Uint8Array)) throw new Error('A row is sealed.')
  const at = randomInteger(random, 0, sealed.length - 1)
  const changed = sealed.slice()
  changed[at] = (changed[at] ?? 0) ^ (1 << randomInteger(random, 0, 7))
  return { ...row, sealed: changed }
}
