/**
 * SE5: passes lines on as they are asked for; calls `letGo` when nobody has asked for the next one for `patience` ms.
 * A tablet that left the network in the middle of an answer never says so.
 */
export async function* passOn(
  lines: AsyncIterable<string>,
  patience: number,
  letGo: () => void,
): AsyncGenerator<string> {
  for await (const line of lines) {
    const timer = setTimeout(letGo, patience)
    try {
      yield line
    } finally {
      clearTimeout(timer)
    }
  }
}
