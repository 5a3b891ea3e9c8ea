import type { FloorCard } from '#tests/bench/pull-bytes.ts'

/** The least that does the same work, with nothing of the product in it; times in ms. */
export interface FloorPage {
  /** Fetches, seals and parses every line, stores all in one transaction, and finds a name. */
  firstSync: (typed: string) => Promise<{ ms: number; rows: number; hits: number }>
  /** Seals the cards as columns, 5,000 a blob, and stores them. */
  keepCards: (key: number[], cards: readonly FloorCard[]) => Promise<void>
  /** From the key to the first hit in those columns. */
  unlock: (key: number[], typed: string) => Promise<{ ms: number; hits: number }>
  /** Seals an edit and stores it as the new row and as the operation, strictly. */
  saveEdits: (count: number) => Promise<number[]>
}

declare global {
  interface Window {
    floor: FloorPage
  }
}

interface Columns {
  ids: string[]
  names: string[]
  fulls: string[]
  tails: string[]
}

const cardsPerBlob = 5000

window.floor = {
  async firstSync(typed) {
    const key = await newKey()
    const start = performance.now()
    const [response, database] = await Promise.all([fetch('/pull'), openDatabase('first-sync')])
    const lines = linesOf(new Uint8Array(await response.arrayBuffer()))
    const sealing = Promise.all(lines.map((line) => seal(key, line)))
    const decoder = new TextDecoder()
    const records = lines.flatMap((line) => rowsOf(JSON.parse(decoder.decode(line))))
    const sealed = await sealing
    await write(database, 'relaxed', (rows) => {
      for (const [index, row] of sealed.entries()) rows.put(row, index)
    })
    const names = records.flatMap(({ type, data }) => (type === 'customer' ? [data.name] : []))
    const hits = find(joined(names), typed)
    return { ms: performance.now() - start, rows: records.length, hits }
  },

  async keepCards(key, cards) {
    const imported = await importKey(key)
    const database = await openDatabase('cards')
    const blobs: Uint8Array<ArrayBuffer>[] = []
    for (let from = 0; from < cards.length; from += cardsPerBlob) {
      const some = cards.slice(from, from + cardsPerBlob)
      const columns: Columns = {
        ids: some.map(({ id }) => id),
        names: some.map(({ name }) => name),
        fulls: some.map(({ full }) => full),
        tails: some.map(({ phoneTail }) => phoneTail),
      }
      blobs.push(await seal(imported, new TextEncoder().encode(JSON.stringify(columns))))
    }
    await write(database, 'strict', (rows) => {
      for (const [index, blob] of blobs.entries()) rows.put(blob, index)
    })
    database.close()
  },

  async unlock(key, typed) {
    const start = performance.now()
    const [imported, database] = await Promise.all([importKey(key), openDatabase('cards')])
    const blobs = await result<Uint8Array<ArrayBuffer>[]>(
      database.transaction('rows').objectStore('rows').getAll(),
    )
    const decoder = new TextDecoder()
    const columns = await Promise.all(
      blobs.map(async (blob) => {
        const opened = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: blob.subarray(0, 12) },
          imported,
          blob.subarray(12),
        )
        return columnsOf(JSON.parse(decoder.decode(opened)))
      }),
    )
    const names = joined(columns.flatMap((column) => column.names))
    const pinyin = joined(columns.flatMap((column) => column.fulls))
    const hits = find(names, typed) + find(pinyin, typed)
    return { ms: performance.now() - start, hits }
  },

  async saveEdits(count) {
    const key = await newKey()
    const database = await openDatabase('edits')
    const row = new TextEncoder().encode(JSON.stringify({ data: '客户'.repeat(200) }))
    const operation = new TextEncoder().encode(JSON.stringify({ changes: '客户'.repeat(60) }))
    const times: number[] = []
    for (let index = 0; index < count; index += 1) {
      const start = performance.now()
      const sealed = await Promise.all([seal(key, row), seal(key, operation)])
      await write(database, 'strict', (rows) => {
        for (const [place, bytes] of sealed.entries()) rows.put(bytes, index * 2 + place)
      })
      times.push(performance.now() - start)
    }
    return times
  },
}

/** A glance and no schema: a floor checks nothing that it wrote itself. */
function columnsOf(value: Columns): Columns {
  return value
}

interface Row {
  type: string
  data: { name: string }
}

function rowsOf(line: { records?: [number, Row][] | number }): Row[] {
  return Array.isArray(line.records) ? line.records.map(([, row]) => row) : []
}

function linesOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const lines: Uint8Array<ArrayBuffer>[] = []
  let start = 0
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return lines
}

/** One text with the place where each name begins. */
function joined(names: readonly string[]): { text: string; offsets: Uint32Array } {
  const offsets = new Uint32Array(names.length)
  let at = 0
  for (const [index, name] of names.entries()) {
    offsets[index] = at
    at += name.length + 1
  }
  return { text: names.join('\n'), offsets }
}

/** How many hits a list of 20 shows. */
function find({ text }: { text: string }, typed: string): number {
  let hits = 0
  for (let at = text.indexOf(typed); at !== -1 && hits < 20; at = text.indexOf(typed, at + 1)) {
    hits += 1
  }
  return hits
}

function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

function importKey(key: number[]): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
}

async function seal(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes)
  const sealed = new Uint8Array(12 + ciphertext.byteLength)
  sealed.set(iv)
  sealed.set(new Uint8Array(ciphertext), 12)
  return sealed
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(`floor-${name}`, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('rows'))
  return result(request)
}

function result<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('failed')))
  })
}

function write(
  database: IDBDatabase,
  durability: IDBTransactionDurability,
  put: (rows: IDBObjectStore) => void,
): Promise<void> {
  const transaction = database.transaction('rows', 'readwrite', { durability })
  put(transaction.objectStore('rows'))
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')))
  })
}
