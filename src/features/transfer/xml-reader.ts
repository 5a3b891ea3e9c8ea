import { Parser } from 'saxen'
import { TooInflatedError } from './unpack-zip.ts'

/** What is heard of a document while it is read; names are without their prefix. */
export interface XmlListener {
  /** `attribute` finds `id` under any prefix, such as `r:id`. */
  open(name: string, attribute: (name: string) => string | undefined): void
  close(name: string): void
  text(text: string): void
}

export interface XmlReader {
  /** The next bytes, in UTF-8 or UTF-16; they may end anywhere. */
  write(bytes: Uint8Array): void
  /** Whether all of it was well formed. */
  end(): boolean
}

/** Bytes without a tag or a text that has ended: a cell holds 32,767 signs, so this is no document but a bomb. */
const longestPiece = 4 * 1024 * 1024

/** Reads a document as it comes, so that it never lies in memory as a whole. A DOCTYPE is passed over: it defines no entities. */
export function createXmlReader(listener: XmlListener): XmlReader {
  let decoder: TextDecoder | null = null
  let broken = false
  let quiet = 0
  const parser = new Parser()
    .on('openTag', (name, attributes, decode) => {
      quiet = 0
      let read: Record<string, string> | null = null
      listener.open(localName(name), (wanted) => {
        read ??= attributes()
        const value = read[wanted] ?? namedLocally(read, wanted)
        return value === undefined ? undefined : decode(value)
      })
    })
    .on('closeTag', (name) => listener.close(localName(name)))
    .on('text', (text, decode) => listener.text(decode(text)))
    .on('cdata', (text) => listener.text(text))
    .on('error', () => {
      broken = true
    })
    .on('warn', () => undefined)
  return {
    write(bytes) {
      decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8')
      quiet += bytes.length
      if (!broken) parser.write(decoder.decode(bytes, { stream: true }))
      if (quiet > longestPiece) throw new TooInflatedError()
    },
    end() {
      if (!broken) parser.write(decoder?.decode() ?? '').end()
      return !broken
    },
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function namedLocally(attributes: Record<string, string>, wanted: string): string | undefined {
  const name = Object.keys(attributes).find((each) => each.endsWith(`:${wanted}`))
  return name === undefined ? undefined : attributes[name]
}
