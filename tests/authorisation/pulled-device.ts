/** What a device of one person keeps of what it pulled, by docs/sync.md; it imports nothing of the product. */

interface Held {
  seq: number
  body: string
}

interface Line {
  kind: string
  scope?: string
  records?: number | [number, { type: string; id: string }][]
  outs?: [number, string, string][]
  rows?: [string, string, number][]
  scopes?: Record<string, { count: number; checksum: number }>
  cursor?: unknown
}

export interface PulledDevice {
  cursor: unknown
  /** By scope, then by `type|id`. */
  scopes: Map<string, Map<string, Held>>
}

export function emptyDevice(): PulledDevice {
  return { cursor: null, scopes: new Map() }
}

/** What one pull said, beside what it left on the device. */
export interface PulledNews {
  /** By scope, the rows that the comparison names. */
  compared: Map<string, Set<string>>
  /** How many were announced, and how many came. */
  announced: number
  came: number
  checkpoint: Record<string, { count: number; checksum: number }>
}

/** Stores the lines of one answer as section 6 says; throws when it has no checkpoint. */
export function takeIn(device: PulledDevice, lines: readonly string[]): PulledNews {
  const news: PulledNews = {
    compared: new Map(),
    announced: 0,
    came: 0,
    checkpoint: {},
  }
  let isWhole = false
  for (const text of lines) {
    const line = JSON.parse(text) as Line
    if (line.kind === 'start') news.announced = Number(line.records)
    if (line.kind === 'page') takePage(device, line, news)
    if (line.kind === 'index') takeIndex(line, news)
    if (line.kind !== 'checkpoint') continue
    isWhole = true
    device.cursor = line.cursor
    news.checkpoint = line.scopes ?? {}
    for (const scope of device.scopes.keys()) {
      if (news.checkpoint[scope] === undefined) device.scopes.delete(scope)
    }
  }
  if (!isWhole) throw new Error('The answer broke off.')
  return news
}

function takePage(
  device: PulledDevice,
  { scope = '', records, outs = [] }: Line,
  news: PulledNews,
): void {
  const rows = device.scopes.get(scope) ?? new Map<string, Held>()
  device.scopes.set(scope, rows)
  for (const [seq, type, id] of outs) {
    const held = rows.get(`${type}|${id}`)
    if (held !== undefined && held.seq < seq) rows.delete(`${type}|${id}`)
  }
  if (!Array.isArray(records)) return
  news.came += records.length
  for (const [seq, body] of records) {
    rows.set(`${body.type}|${body.id}`, { seq, body: JSON.stringify(body) })
  }
}

function takeIndex({ scope = '', rows = [] }: Line, { compared }: PulledNews): void {
  const names = compared.get(scope) ?? new Set()
  compared.set(scope, names)
  for (const [type, id, seq] of rows) names.add(`${type}|${id}|${seq}`)
}

/** Section 5: the sum of the mixed 32-bit FNV-1a hashes of `type|id|seq`. */
export function checksumOf(rows: Iterable<string>): number {
  let sum = 0
  for (const row of rows) {
    let hash = 2_166_136_261
    for (const byte of new TextEncoder().encode(row))
      hash = Math.imul(hash ^ byte, 16_777_619) >>> 0
    hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507) >>> 0
    hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909) >>> 0
    sum = (sum + ((hash ^ (hash >>> 16)) >>> 0)) % 2 ** 32
  }
  return sum
}
