/**
 * Every distinct token of the names by number, a token being a character with its readings (乐: yue, le) or a word of
 * another script. Names become rows of numbers, and a query is compared with each distinct token once, not with each
 * customer: a hundred thousand names have some five thousand distinct tokens.
 */
export interface TokenTable {
  /** The number of a character or word with its readings, the main one first; a word has none. Never 0. */
  idOf(text: string, readings: readonly string[]): number
  /** The token as it is written. */
  textOf(id: number): string
  mainReadingOf(id: number): string
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
  reading: string
  main: number
  letterClass: string
}

export function createTokenTable(): TokenTable {
  /** By text, then by readings: no key need be put together for each of a million tokens. */
  const ids = new Map<string, Map<string, number>>()
  // Number 0 ends a row and matches nothing.
  const tokens: Token[] = [{ text: '', reading: '', main: 0, letterClass: noLetter }]
  const exact: SpellingIndex = new Map()
  const loose: SpellingIndex = new Map()
  const mixedClasses = new Map<string, string>()
  const exactClasses = new Map<string, Set<string>>()
  const looseClasses = new Map<string, Set<string>>()
  let steps = new Int32Array(0)

  const classify = (letters: ReadonlySet<string>): string => {
    const [letter = noLetter, ...more] = [...letters].toSorted()
    if (more.length === 0 && letter.length === 1) return letter
    const key = [letter, ...more].join('')
    const known = mixedClasses.get(key)
    if (known !== undefined) return known
    const mixedClass = String.fromCharCode(firstMixedClass + mixedClasses.size)
    mixedClasses.set(key, mixedClass)
    return mixedClass
  }

  const idOf = (text: string, readings: readonly string[]): number => {
    const key = readings.length < 2 ? (readings[0] ?? '') : readings.join(' ')
    let sameText = ids.get(text)
    if (sameText === undefined) ids.set(text, (sameText = new Map()))
    const known = sameText.get(key)
    if (known !== undefined) return known
    const id = tokens.length
    sameText.set(key, id)
    const spelled = readings.length === 0 && !han.test(text) ? [text] : readings
    const usual = new Set(spelled.flatMap((reading) => spellingsOf(reading, false)))
    const mixedUp = new Set(spelled.flatMap((reading) => spellingsOf(reading, true)))
    const letterClass = classify(new Set([...usual].map(firstOf)))
    const token: Token = { text, reading: readings[0] ?? text, main: id, letterClass }
    tokens.push(token)
    for (const spelling of usual.add(text)) {
      file(exact, spelling, id)
      addTo(exactClasses, firstOf(spelling), letterClass)
    }
    for (const spelling of mixedUp.add(text)) {
      file(loose, spelling, id)
      addTo(looseClasses, firstOf(spelling), letterClass)
    }
    if (readings.length > 1) token.main = idOf(text, readings.slice(0, 1))
    return id
  }

  return {
    idOf,
    textOf: (id) => tokens[id]?.text ?? '',
    mainReadingOf: (id) => tokens[id]?.reading ?? '',
    withMainReading: (id) => tokens[id]?.main ?? id,
    letterClassOf: (id) => tokens[id]?.letterClass ?? noLetter,
    characterClassOf(id) {
      const text = tokens[id]?.text ?? ''
      return text.length === 1 && han.test(text) ? text : otherScript
    },
    letterClassesFor: (letter, fuzzy) => (fuzzy ? looseClasses : exactClasses).get(letter) ?? [],
    stepsFor(elements, fuzzy) {
      const size = tokens.length
      const length = elements.length * size
      if (steps.length < length) steps = new Int32Array(length * 2)
      else steps.fill(0, 0, length)
      const spellings = fuzzy ? loose : exact
      elements.forEach((element, offset) => {
        for (const [spelling, spelled] of spellings.get(element) ?? []) {
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

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key)
  if (known === undefined) sets.set(key, new Set([value]))
  else known.add(value)
}

/** By first letter: the spellings and whose they are. */
type SpellingIndex = Map<string, Map<string, number[]>>

function file(index: SpellingIndex, spelling: string, id: number): void {
  const letter = firstOf(spelling)
  const spellings = index.get(letter) ?? new Map<string, number[]>()
  index.set(letter, spellings)
  const spelled = spellings.get(spelling)
  if (spelled === undefined) spellings.set(spelling, [id])
  else if (spelled.at(-1) !== id) spelled.push(id)
}

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
