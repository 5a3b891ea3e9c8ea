/** PL5: news of so few characters goes out in one piece, as it is: to compress it takes longer than to send it. */
export const smallAnswer = 4_096

/** The beginning of an answer, and what is to come: null when that was all. */
interface Begun {
  head: string[]
  rest: AsyncGenerator<string> | null
}

/** Reads lines until they end or are longer than so many characters together. A failure of the lines is thrown on. */
export async function readBeginning(lines: AsyncGenerator<string>, most: number): Promise<Begun> {
  const head: string[] = []
  let length = 0
  while (length <= most) {
    const { done, value } = await lines.next()
    if (done === true) return { head, rest: null }
    head.push(value)
    length += value.length
  }
  return { head, rest: lines }
}

/** All lines of it, in order. */
export async function* wholeOf({ head, rest }: Begun): AsyncGenerator<string> {
  yield* head
  if (rest !== null) yield* rest
}
