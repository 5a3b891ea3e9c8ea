/**
 * The smallest part of a name that is read as one: a Chinese character, or a word of any other script.
 * `start` and `end` are positions in the name (UTF-16 units), for marking what matched.
 */
export interface NameToken {
  /** A character as written, or a word as `foldLetters` writes it. */
  text: string
  chinese: boolean
  /** True after a dot, a space or a dash, and for the first token: people search from here, too. */
  opensPart: boolean
  start: number
  end: number
}

/** The tokens of a name: 阿依古丽·买买提 has seven in two parts, “Anna Müller” two, 张Wei two in one part. */
export function nameTokens(name: string): NameToken[] {
  const tokens: NameToken[] = []
  let previousEnd = -1
  for (const match of name.matchAll(tokenPattern)) {
    const [written] = match
    const chinese = match[1] !== undefined
    const text = chinese ? written : foldLetters(written)
    if (text === '') continue
    const start = match.index
    const end = start + written.length
    tokens.push({ text, chinese, opensPart: start !== previousEnd, start, end })
    previousEnd = end
  }
  return tokens
}

/**
 * Letters as they are compared: small, ü as v (the way input methods type it), without accents and tone marks,
 * without signs and spaces. Chinese characters stay.
 */
export function foldLetters(text: string): string {
  if (/^[a-z0-9]*$/u.test(text)) return text
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll('u\u0308', 'v')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const tokenPattern =
  /([\p{Script=Han}〇])|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+(?:['’ʻʼ](?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+)*/gu
