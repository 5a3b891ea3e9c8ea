import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { joinLog, readTable } from './leveldb-file.ts'
import { unpackSnappy } from './snappy.ts'

/** Where a text was found, and what had to be unpacked to see it. */
export interface Found {
  text: string
  file: string
  form: 'as it lies' | 'log' | 'table' | 'snappy' | 'brotli' | 'gzip' | 'zstd'
}

/**
 * Looks through every file of a browser profile for texts: as UTF-8, UTF-16 of both kinds, percent-encoded and JSON-escaped, in
 * the bytes as they lie, in LevelDB logs and tables, in packed IndexedDB values and in packed cache entries.
 */
export function searchProfile(folder: string, texts: readonly string[]): Found[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return searchFiles(paths, texts).map((each) => ({ ...each, file: relative(folder, each.file) }))
}

/** The same for files anywhere. */
export function searchFiles(paths: readonly string[], texts: readonly string[]): Found[] {
  const patterns = texts.flatMap((text) => encodings(text).map((bytes) => ({ text, bytes })))
  const found: Found[] = []
  for (const path of paths) {
    const seen = new Set<string>()
    for (const { form, bytes } of formsOf(readFileSync(path))) {
      for (const { text, bytes: pattern } of patterns) {
        const key = `${text} ${form}`
        if (seen.has(key) || !bytes.includes(pattern)) continue
        seen.add(key)
        found.push({ text, file: path, form })
      }
    }
  }
  return found
}

function encodings(text: string): Buffer[] {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[^\0-\x7f]/gu, (character) =>
      [...Array(character.length).keys()]
        .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
        .join(''),
    )
  const all = [text, escaped, encodeURIComponent(text)].map((each) => Buffer.from(each))
  const different = all.filter(
    (bytes, index) => all.findIndex((each) => each.equals(bytes)) === index,
  )
  const wide = Buffer.from(text, 'utf16le')
  return [...different, wide, Buffer.from(wide).swap16()]
}

interface Form {
  form: Found['form']
  bytes: Buffer
}

function* formsOf(file: Buffer): Generator<Form> {
  yield { form: 'as it lies', bytes: file }
  yield* packedValues(file)
  yield* cacheEntry(file)
  // A log is told from other files by nothing: joining the pieces of another file only mixes it up.
  const log: Form = { form: 'log', bytes: joinLog(file) }
  const blocks = readTable(file).map((bytes): Form => ({ form: 'table', bytes }))
  for (const inner of [log, ...blocks]) {
    yield inner
    yield* packedValues(inner.bytes)
  }
}

/** Chromium packs a long IndexedDB value with Snappy behind these three bytes. */
const packedValue = Buffer.from([0xff, 0x11, 0x02])

function* packedValues(bytes: Buffer): Generator<Form> {
  for (let at = bytes.indexOf(packedValue); at >= 0; at = bytes.indexOf(packedValue, at + 1)) {
    const unpacked = unpackSnappy(bytes.subarray(at + packedValue.length))
    if (unpacked !== null) yield { form: 'snappy', bytes: unpacked }
  }
}

const cacheMagic = Buffer.from('305c72a71b6dfbfc', 'hex')
const cacheHeader = 24

/** An entry of the HTTP cache: its body lies there as the server packed it, behind a header and its address. */
function* cacheEntry(file: Buffer): Generator<Form> {
  if (!file.subarray(0, 8).equals(cacheMagic)) return
  const body = file.subarray(cacheHeader + file.readUInt32LE(12))
  const unpackers = {
    brotli: brotliDecompressSync,
    gzip: gunzipSync,
    zstd: zstdDecompressSync,
  } as const
  for (const form of ['brotli', 'gzip', 'zstd'] as const) {
    const bytes = unpacked(() => unpackers[form](body))
    if (bytes !== null) yield { form, bytes }
  }
}

/** Null for what was not packed this way. */
function unpacked(unpack: () => Buffer): Buffer | null {
  try {
    return unpack()
  } catch {
    return null
  }
}
