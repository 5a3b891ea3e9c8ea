/** As long as a name with what tells it apart, and as what is typed of one. */
const longest = 20
/** What ends a name, and a sentence about it. */
const noName = /[\s，。；、！？,.;!?：:@＠]/u

/** What is being typed behind an @ that stands before the caret; null where there is none, and in an address like a@b. */
export function mentionAt(text: string, caret: number): { at: number; query: string } | null {
  const before = text.slice(0, caret)
  const at = Math.max(before.lastIndexOf('@'), before.lastIndexOf('＠'))
  if (at === -1 || /[\w.]$/u.test(before.slice(0, at))) return null
  const query = before.slice(at + 1)
  return query.length > longest || noName.test(query) ? null : { at, query }
}
