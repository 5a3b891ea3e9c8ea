import { nameTokens, type NameToken } from './name-token.ts'
import { surnameOf } from './person-name.ts'
import {
  mostAliasReadings,
  mostReadings,
  type SearchKeys,
  joinReading,
  syllablesOf,
} from './search-keys.ts'
import { surnameReadings } from './surname.ts'
import { toSimplified } from './traditional-characters.ts'

/** A dictionary of readings: without tones, in small letters, ü as v. */
export interface PinyinEngine {
  /** Every reading of one character, the commonest first; the character itself when it is unknown. */
  readings(character: string): readonly string[]
  /** The reading of each character of a Chinese text, as these words are read together. */
  inContext(text: string): readonly string[]
}

/**
 * Makes the search keys of a name (normalised, see `normaliseName`) and its aliases: the surname in its readings
 * as a surname, given names in all readings of each character, at most 16 together. `override` is the reading
 * staff chose (see `parseReading`); one that belongs to a former name and does not fit any more is dropped.
 */
export function buildSearchKeys(
  name: string,
  pinyin: PinyinEngine,
  { aliases = [], override }: { aliases?: readonly string[]; override?: string | undefined } = {},
): SearchKeys {
  const simplified = toSimplified(name)
  const [full = '', ...alternatives] = readingsOfName(simplified, pinyin, mostReadings)
  const keys: SearchKeys = { full, alternatives }
  if (simplified !== name) keys.simplified = simplified
  if (override !== undefined && override !== full && fits(override, full)) keys.override = override
  if (aliases.length > 0) {
    keys.aliases = aliases.map((alias) =>
      readingsOfName(toSimplified(alias), pinyin, mostAliasReadings),
    )
  }
  return keys
}

function fits(override: string, full: string): boolean {
  return syllablesOf(override).length === syllablesOf(full).length
}

/** Some characters with the ways to read them together: 单于 is “chan yu” or “shan yu”, never “dan xu”. */
type Unit = string[][]

function readingsOfName(name: string, pinyin: PinyinEngine, most: number): string[] {
  const units = unitsOf(name, pinyin)
  const readings = new Set<string>()
  for (const chosen of choices(units, most)) readings.add(joinReading(name, chosen))
  return [...readings]
}

function unitsOf(name: string, pinyin: PinyinEngine): Unit[] {
  const tokens = nameTokens(name)
  const surname = surnameOf(name)
  if (surname === undefined) return runsOf(tokens).flatMap((run) => unitsOfRun(run, pinyin))
  const length = [...surname].length
  return [unitOfSurname(surname, pinyin), ...unitsOfRun(tokens.slice(length), pinyin)]
}

function unitOfSurname(surname: string, pinyin: PinyinEngine): Unit {
  const known = surnameReadings(surname)
  if (known !== undefined) return known.map((reading) => reading.split(' '))
  const usual = [...pinyin.inContext(surname)]
  if ([...surname].length > 1) return [usual]
  // A first character that is no surname (扎西, 阿布) is read like any other.
  return withOthers(usual[0] ?? surname, pinyin.readings(surname))
}

/** Neighbouring Chinese characters of one part are read together; a word of another script is its own reading. */
function runsOf(tokens: readonly NameToken[]): NameToken[][] {
  const runs: NameToken[][] = []
  for (const token of tokens) {
    const last = runs.at(-1)
    const joins = last?.[0]?.chinese === true && token.chinese && !token.opensPart
    if (joins) last?.push(token)
    else runs.push([token])
  }
  return runs
}

function unitsOfRun(run: readonly NameToken[], pinyin: PinyinEngine): Unit[] {
  if (run.length === 0) return []
  if (run[0]?.chinese === false) return run.map((token) => [[token.text]])
  const usual = pinyin.inContext(run.map((token) => token.text).join(''))
  return run.map((token, index) =>
    withOthers(usual[index] ?? token.text, pinyin.readings(token.text)),
  )
}

function withOthers(usual: string, all: readonly string[]): Unit {
  return [...new Set([usual, ...all])].map((reading) => [reading])
}

/** At most `most` choices of one reading a unit: the usual ones, then those that differ in one unit, in two, … */
function choices(units: readonly Unit[], most: number): string[][] {
  const found: string[][] = []
  for (let changes = 0; changes <= units.length && found.length < most; changes += 1) {
    collect(units, changes, [], found, most)
  }
  return found
}

function collect(
  units: readonly Unit[],
  changes: number,
  chosen: readonly string[],
  found: string[][],
  most: number,
): void {
  if (found.length >= most) return
  const [unit, ...rest] = units
  if (unit === undefined) {
    if (changes === 0) found.push([...chosen])
    return
  }
  // Not enough polyphonic units left to differ in so many.
  if (units.filter((candidate) => candidate.length > 1).length < changes) return
  unit.forEach((reading, index) => {
    const left = index === 0 ? changes : changes - 1
    if (left >= 0) collect(rest, left, [...chosen, ...reading], found, most)
  })
}
