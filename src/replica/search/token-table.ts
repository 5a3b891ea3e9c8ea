/**
 * Every distinct token of the names by number, a token being a character with its readings (乐: yue, le) or a word of
 * another script. Names become rows of numbers, and a query is compared with each distinct token once, not with each
 * customer: a hundred thousand names have some five thousand distinct tokens.
 */
export interface TokenTable {
  /** How many numbers there are, 0 included. */
  readonly size: number
  /** The number of a character or word with its readings, the main one first; a word has none. Never 0. */
  idOf(text: string, readings: readonly string[]): number
  /** The token as it is written. */
  textOf(id: number): string
  mainReadingOf(id: number): string
  /** All its readings as they were given, the main one first. */
  readingsOf(id: number): readonly string[]
  /** The number of the token with its main reading alone. */
  withMainReading(id: number): number
  /** One UTF-16 unit that stands for the letters the token's readings begin with. */
  letterClassOf(id: number): string
  /** One UTF-16 unit that stands for the token as written: the character itself, or `otherScript`. */
  characterClassOf(id: number): string
  /** The letter classes of the tokens that can begin with a letter. */
  letterClassesFor(letter: string, fuzzy: boolean): Iterable<string>
  /** What a query's elements can take of each token. Valid until the next call. */
  stepsFor(elements: readonly string[], fuzzy: boolean): Steps
}

/**
 * At `offset * size + id` a set of bits; bit n means: this token, or a beginning of one of its readings, takes the
 * query's elements from `offset` up to n.
 */
export interface Steps {
  steps: Int32Array
  size: number
}

/** Stands for words and for characters of two UTF-16 units. */
export const otherScript = '\u0001'
const noLetter = '\u0002'
/** Classes of several letters (曾 begins with c or z) take units of the private use area. */
const firstMixedClass = 0xe000

interface Token {
  text: string
  readings: readonly string[]
  /** The readings, or the text of a word. */
  spelled: readonly string[]
  main: number
  characterClass: string
  letterClass: string
}

export function createTokenTable(): TokenTable {
  /** By text, then by readings: no key need be put together for each of a million tokens. */
  const ids = new Map<string, Map<string, number>>()
  // Number 0 ends a row and matches nothing.
  const tokens: Token[] = [
    {
      text: '',
      readings: [],
      spelled: [],
      main: 0,
      characterClass: otherScript,
      letterClass: noLetter,
    },
  ]
  const exact = createSpellingIndex(tokens, false)
  const loose = createSpellingIndex(tokens, true)
  const mixedClasses = new Map<string, string>()
  const lettersOfClass = new Map<string, ReadonlySet<string>>()
  let steps = new Int32Array(0)

  const classify = (spelled: readonly string[]): string => {
    // However a reading is typed, it begins with its own letter.
    const letters = new Set(spelled.map(firstOf))
    const [letter = noLetter, ...more] = [...letters].toSorted()
    const letterClass =
      more.length === 0 && letter.length === 1 ? letter : mixedClass([letter, ...more].join(''))
    if (!lettersOfClass.has(letterClass)) lettersOfClass.set(letterClass, letters)
    return letterClass
  }

  const mixedClass = (letters: string): string => {
    const known = mixedClasses.get(letters)
    if (known !== undefined) return known
    const made = String.fromCharCode(firstMixedClass + mixedClasses.size)
    mixedClasses.set(letters, made)
    return made
  }

  const idOf = (text: string, readings: readonly string[]): number => {
    const key = readings.length < 2 ? (readings[0] ?? '') : readings.join(' ')
    let sameText = ids.get(text)
    if (sameText === undefined) ids.set(text, (sameText = new Map()))
    const known = sameText.get(key)
    if (known !== undefined) return known
    const id = tokens.length
    sameText.set(key, id)
    const isHan = han.test(text)
    const spelled = readings.length === 0 && !isHan ? [text] : readings
    const token: Token = {
      text,
      readings,
      spelled,
      main: id,
      characterClass: text.length === 1 && isHan ? text : otherScript,
      letterClass: classify(spelled),
    }
    tokens.push(token)
    if (readings.length > 1) token.main = idOf(text, readings.slice(0, 1))
    return id
  }

  return {
    get size() {
      return tokens.length
    },
    idOf,
    textOf: (id) => tokens[id]?.text ?? '',
    mainReadingOf: (id) => tokens[id]?.spelled[0] ?? tokens[id]?.text ?? '',
    readingsOf: (id) => tokens[id]?.readings ?? [],
    withMainReading: (id) => tokens[id]?.main ?? id,
    letterClassOf: (id) => tokens[id]?.letterClass ?? noLetter,
    characterClassOf: (id) => tokens[id]?.characterClass ?? otherScript,
    letterClassesFor(letter, fuzzy) {
      const begun = fuzzy ? [letter, ...mixedLetters(letter)] : [letter]
      return [...lettersOfClass]
        .filter(([, letters]) => begun.some((one) => letters.has(one)))
        .map(([letterClass]) => letterClass)
    },
    stepsFor(elements, fuzzy) {
      const size = tokens.length
      const length = elements.length * size
      if (steps.length < length) steps = new Int32Array(length * 2)
      else steps.fill(0, 0, length)
      const spellings = fuzzy ? loose : exact
      elements.forEach((element, offset) => {
        for (const [spelling, spelled] of spellings.beginningWith(element)) {
          const ends = endsOf(elements, offset, spelling)
          for (const id of spelled) {
            const index = offset * size + id
            steps[index] = (steps[index] ?? 0) | ends
          }
        }
      })
      return { steps, size }
    },
  }
}

const han = /^[\p{Script=Han}〇]/u

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0)
}

interface SpellingIndex {
  /** The spellings that begin with a letter or character, and the tokens that are spelled so. */
  beginningWith: (letter: string) => ReadonlyMap<string, readonly number[]>
}

/** Filed letter by letter when one is asked for: at unlock nobody waits for the spellings of all tokens. */
function createSpellingIndex(tokens: readonly Token[], fuzzy: boolean): SpellingIndex {
  const byLetter = new Map<string, number[]>()
  const filed = new Map<string, { spellings: Map<string, number[]>; tokens: number }>()
  let seen = 1

  function seeNewTokens(): void {
    for (; seen < tokens.length; seen += 1) {
      const { text, spelled } = tokens[seen] ?? nothing
      begins(firstOf(text))
      for (const reading of spelled) begins(firstOf(reading))
    }
  }

  /** The token just seen can begin with this letter. */
  function begins(letter: string): void {
    note(letter)
    if (fuzzy) for (const other of mixedLetters(letter)) note(other)
  }

  function note(letter: string): void {
    const known = byLetter.get(letter)
    if (known === undefined) byLetter.set(letter, [seen])
    else if (known.at(-1) !== seen) known.push(seen)
  }

  return {
    beginningWith(letter) {
      seeNewTokens()
      const begun = byLetter.get(letter) ?? []
      const known = filed.get(letter) ?? { spellings: new Map<string, number[]>(), tokens: 0 }
      filed.set(letter, known)
      for (; known.tokens < begun.length; known.tokens += 1) {
        const id = begun[known.tokens] ?? 0
        const { text, spelled } = tokens[id] ?? nothing
        const spellings = new Set(spelled.flatMap((reading) => spellingsOf(reading, fuzzy)))
        for (const spelling of spellings.add(text)) {
          if (firstOf(spelling) !== letter) continue
          const ids = known.spellings.get(spelling)
          if (ids === undefined) known.spellings.set(spelling, [id])
          else ids.push(id)
        }
      }
      return known.spellings
    },
  }
}

const nothing: Pick<Token, 'text' | 'spelled'> = { text: '', spelled: [] }

/** The bits offset+1 … offset+n, n being how many elements the spelling begins with. */
function endsOf(elements: readonly string[], offset: number, spelling: string): number {
  let bits = 0
  let position = 0
  for (let index = offset; index < elements.length; index += 1) {
    const element = elements[index] ?? ''
    if (!spelling.startsWith(element, position)) break
    position += element.length
    bits |= 1 << (index + 1)
  }
  return bits
}

/** The ways people type a syllable: lv, lu, lyu for lü; jv for ju; and, if asked for, the sounds many mix up. */
function spellingsOf(reading: string, fuzzy: boolean): string[] {
  const spellings = new Set([reading])
  if (reading.includes('v')) spellings.add(reading.replaceAll('v', 'u'))
  if (/^[ln]v/u.test(reading)) spellings.add(reading.replace('v', 'yu'))
  if (/^[jqxy]u/u.test(reading)) spellings.add(reading.replace('u', 'v'))
  if (!fuzzy) return [...spellings]
  const usual = [...spellings]
  for (const spelling of usual) {
    for (const begun of mixed(spelling, mixedInitials, 'start')) {
      for (const whole of mixed(begun, mixedFinals, 'end')) spellings.add(whole)
    }
  }
  return [...spellings]
}

/** What a spelling may begin with instead of a letter (see `mixedInitials`). */
function mixedLetters(letter: string): string[] {
  return mixedInitials.flatMap(([from, to]) =>
    from === letter && firstOf(to) !== letter ? [firstOf(to)] : [],
  )
}

type Pairs = readonly (readonly [string, string])[]

/** Both directions; the longer one first, because “zh” begins with “z”. */
const mixedInitials: Pairs = [
  ['zh', 'z'],
  ['ch', 'c'],
  ['sh', 's'],
  ['z', 'zh'],
  ['c', 'ch'],
  ['s', 'sh'],
  ['n', 'l'],
  ['l', 'n'],
]
const mixedFinals: Pairs = [
  ['ang', 'an'],
  ['eng', 'en'],
  ['ing', 'in'],
  ['an', 'ang'],
  ['en', 'eng'],
  ['in', 'ing'],
]

function mixed(text: string, pairs: Pairs, side: 'start' | 'end'): string[] {
  for (const [from, to] of pairs) {
    if (side === 'start' && text.startsWith(from)) return [text, to + text.slice(from.length)]
    if (side === 'end' && text.endsWith(from)) return [text, text.slice(0, -from.length) + to]
  }
  return [text]
}
