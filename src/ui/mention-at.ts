/** As long as a name with what tells it apart, and as what is typed of one. */
const longest = 20
/** What ends a name, and a sentence about it. */
const noName = /[\s，。；、！？,.;!?：:@＠]/u

/**
 * What is being typed behind an @ that stands before the caret; null where there is none, and in an address like a@b;
 * 尾号5204@李 is none.
 */
export function mentionAt(text: string, caret: number): { at: number; query: string } | null {
  const before = text.slice(0, caret)
  const at = Math.max(before.lastIndexOf('@'), before.lastIndexOf('＠'))
  const query = before.slice(at + 1)
  if (at === -1 || (/[\w.]$/u.test(before.slice(0, at)) && /^(?:\w|$)/u.test(query))) return null
  return query.length > longest || noName.test(query) ? null : { at, query }
}
