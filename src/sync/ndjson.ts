/**
 * The lines of a stream as the bytes that came, without the line feed; nothing is decoded here, because a page is
 * sealed as it is. Ends with the stream; throws what reading throws. A last line without its line feed is left out: it
 * was cut off. So are blank lines: they only keep an answer open that waits for news.
 */
export async function* linesOf(
  stream: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  let parts: Uint8Array[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      onBytes()
      let start = 0
      for (let end = value.indexOf(lineFeed); end >= 0; end = value.indexOf(lineFeed, start)) {
        const line = joined([...parts, value.subarray(start, end)])
        if (line.length > 0) yield line
        parts = []
        start = end + 1
      }
      if (start < value.length) parts.push(value.subarray(start))
    }
  } finally {
    await reader.cancel().catch(ignoreCutStream)
  }
}

const lineFeed = 10

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Letting go of a stream that already failed reports the same failure once more; reading has thrown it. */
function ignoreCutStream(): void {}
