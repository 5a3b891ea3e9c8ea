/**
 * The part of a text that another version says differently, with what is alike before and after it; cut between
 * characters, never within one.
 */
export function differingPart(
  text: string,
  other: string,
): { before: string; differing: string; after: string } {
  const characters = [...text]
  const others = [...other]
  const shorter = Math.min(characters.length, others.length)
  let head = 0
  while (head < shorter && characters[head] === others[head]) head += 1
  let tail = 0
  while (tail < shorter - head && characters.at(-1 - tail) === others.at(-1 - tail)) tail += 1
  const end = characters.length - tail
  return {
    before: characters.slice(0, head).join(''),
    differing: characters.slice(head, end).join(''),
    after: characters.slice(end).join(''),
  }
}
