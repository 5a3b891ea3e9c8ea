import { checksumOf, type PulledDevice, takeIn } from './pulled-device.ts'
import type { ReadableRow, StoredRow } from './sql-referee.ts'
import type { WorldPerson } from './world.ts'

/** What the referee says of one person at this moment. */
export interface MayRead {
  rows: readonly ReadableRow[]
  scopes: ReadonlySet<string>
  stored: ReadonlyMap<string, StoredRow>
}

/** What a device asks for, beside what it does not have yet. */
export interface PullWishes {
  cursor: unknown
  compare: string[]
  fetch: { scope: string; rows: [string, string][] }[]
}

/**
 * A device that has pulled before asks for everything that there is, in every scope, by its name; most of it nobody may
 * give. The first time it asks for nothing by name.
 */
export function wishesOf(device: PulledDevice, stored: readonly StoredRow[]): PullWishes {
  if (device.cursor === null) return { cursor: null, compare: [], fetch: [] }
  const scopes = [...new Set(stored.map(({ scope }) => scope))]
  const rows = stored.map(({ type, id }): [string, string] => [type, id])
  // In its own scope, and in one that it does not lie in.
  const perScope = scopes.map((scope, index) => ({
    scope,
    rows: rows.filter((_, row) => stored[row]?.scope === scope || row % scopes.length === index),
  }))
  return { cursor: device.cursor, compare: scopes.slice(0, 200), fetch: perScope.slice(0, 200) }
}

/**
 * SC2, SC5, SR1: after a pull a device holds exactly what the referee lets its person read, however it came: news, rows by
 * name, rows that are compared, counts and checksums. Answers what is wrong.
 */
export function judgePull(
  person: WorldPerson,
  device: PulledDevice,
  lines: readonly string[],
  { rows, scopes, stored }: MayRead,
): { violations: string[]; rows: number } {
  const violations: string[] = []
  const say = (rule: string, text: string) =>
    violations.push(`[${rule}] ${person.role} ${person.id} ${text}`)
  const news = takeIn(device, lines)
  for (const scope of new Set([...Object.keys(news.checkpoint), ...scopes])) {
    const isHeld = scopes.has(scope)
    if (isHeld !== (news.checkpoint[scope] !== undefined)) {
      say('SC2', `${isHeld ? 'is not told of' : 'is told of'} ${scope}`)
      continue
    }
    const may = new Map(
      rows.filter((row) => row.scope === scope).map((row) => [`${row.type}|${row.id}`, row.seq]),
    )
    const has = device.scopes.get(scope) ?? new Map()
    for (const [name, { seq, body }] of has) {
      if (may.get(name) !== seq)
        say('SC5', `has ${name} of ${scope} at ${seq}, and may at ${may.get(name)}`)
      else if (stored.get(name)?.body !== body) say('SC5', `has ${name} as it is not stored`)
    }
    for (const name of may.keys())
      if (!has.has(name)) say('SC5', `does not get ${name} of ${scope}`)
    const names = new Set([...may].map(([name, seq]) => `${name}|${seq}`))
    const { count, checksum } = news.checkpoint[scope] ?? { count: -1, checksum: -1 }
    if (count !== names.size)
      say('SC2', `is told of ${count} rows in ${scope}, and may read ${names.size}`)
    else if (checksum !== checksumOf(names)) say('SC2', `is told another checksum of ${scope}`)
    const compared = news.compared.get(scope)
    if (
      compared !== undefined &&
      [...compared].toSorted().join() !== [...names].toSorted().join()
    ) {
      say('SC2', `is shown other names in ${scope} than may be read`)
    }
  }
  for (const scope of [...news.compared.keys(), ...device.scopes.keys()]) {
    if (!scopes.has(scope)) say('SC2', `is shown names in ${scope}`)
  }
  if (news.announced !== news.came)
    say('SC2', `is told that ${news.announced} come, and gets ${news.came}`)
  return { violations, rows: news.came }
}
