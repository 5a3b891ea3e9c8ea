import type { CivilDate } from './civil-date.ts'
import { dayInText } from './day-in-text.ts'
import type { Staff } from './staff.ts'
import { taskTitle } from './task-title.ts'

/** A colleague who can be named, and how: texts hold no ids, so whoever shares a name is told apart in words. */
export interface CalledColleague {
  staffId: string
  /** 李静, or 李静（柜员）, or 李静（1003）. */
  called: string
}

/** What a text asks a colleague to do. */
export interface AskInText {
  staffId: string
  /** As written, for instance 明天帮忙准备材料. */
  said: string
  /** The same as the title of a task: without the day at its beginning. */
  title: string
  /** The day that it names; null when it names none. */
  dueOn: CivilDate | null
}

/** How each colleague is called: by name; of one name by role; of one name and role by staff number. */
export function calledColleagues(
  colleagues: readonly ({ staffId: string } & Pick<Staff, 'name' | 'role' | 'staffNo'>)[],
  roleNames: Readonly<Record<Staff['role'], string>>,
): CalledColleague[] {
  return colleagues.map(({ staffId, name, role, staffNo }) => {
    const namesakes = colleagues.filter((other) => other.name === name && other.staffId !== staffId)
    const isTold = namesakes.every((other) => other.role !== role)
    const which = isTold ? roleNames[role] : staffNo
    return { staffId, called: namesakes.length === 0 ? name : `${name}（${which}）` }
  })
}

const at = /[@＠]/u
const sentenceEnd = /[。；;！!？?\n]/u
/** What leads over from the name to what is asked. */
const leadIn = /^[\s，,、：:]*(?:请|麻烦|please\s)?(?:您|你)?(?!们)/iu
/** 和@李静 was there as well; 不同, 合同, 参与 and their like only end in such a word. */
const notAsked = /(?:和|跟|(?<![不合相认赞雷共])同|(?<!参)与)\s?$/u
/** What may stand between two who are asked the same. */
const joined = /^[\s，,、和跟与及]*$/u
/** What is over is not asked. */
const isOver = /^(?:已|刚|昨|上午已|都已)/u
/** A clause of one character asks for nothing. */
const shortest = 2

/**
 * R21: what a Chinese text asks colleagues to do who are named in it behind an @, once for each. A name that is not exactly
 * one colleague's is none; what stands behind the name in its sentence is asked, or before it where nothing does.
 *
 * `asksInText('看了理财。@李静 明天帮忙准备材料。', …, '2026-11-30')` is
 * `[{ staffId, said: '明天帮忙准备材料', title: '帮忙准备材料', dueOn: '2026-12-01' }]`.
 */
export function asksInText(
  text: string,
  colleagues: readonly CalledColleague[],
  today: CivilDate,
): AskInText[] {
  const asks = new Map<string, AskInText>()
  for (const { staffIds, before, behind, isFirst } of namedIn(text, colleagues)) {
    if (notAsked.test(before)) continue
    const here = clean(upToSentenceEnd(behind).replace(leadIn, ''))
    const ahead = isFirst ? clean(before.split(sentenceEnd).at(-1) ?? '') : ''
    const said = here.length >= shortest ? here : ahead
    if (said.length < shortest || isOver.test(said)) continue
    const ask = { said, title: taskTitle(said, today), dueOn: dayInText(said, today)?.on ?? null }
    for (const staffId of staffIds) if (!asks.has(staffId)) asks.set(staffId, { staffId, ...ask })
  }
  return [...asks.values()]
}

/** Who is named in one breath, as in @李静 @王芳 一起准备, and what stands around the names. */
interface Named {
  staffIds: string[]
  /** From the @ before on, or from the beginning. */
  before: string
  /** Up to the next @. */
  behind: string
  /** Whether no @ stands before them. */
  isFirst: boolean
}

function namedIn(text: string, colleagues: readonly CalledColleague[]): Named[] {
  const [first = '', ...parts] = text.split(at)
  const found: Named[] = []
  let before = first
  for (const [index, part] of parts.entries()) {
    const named = namedAt(part, colleagues)
    if (named !== undefined && !isAddress(before, part, named.length)) {
      const behind = part.slice(named.length)
      const last = found.at(-1)
      const isNext = last !== undefined && before.endsWith(last.behind) && joined.test(last.behind)
      if (isNext) {
        last.staffIds.push(named.staffId)
        last.behind = behind
      } else found.push({ staffIds: [named.staffId], before, behind, isFirst: index === 0 })
    }
    before = part
  }
  return found
}

/** li@Lily and li@李静.cn are addresses, as 尾号5204@李静 is none. */
function isAddress(before: string, part: string, length: number): boolean {
  return /[\w.]$/u.test(before) && (/^\w/u.test(part) || /^\.\w/u.test(part.slice(length)))
}

/** Who is named at the beginning of a text, and how long the name is; the longest name counts. */
function namedAt(
  text: string,
  colleagues: readonly CalledColleague[],
): { staffId: string; length: number } | undefined {
  const written = text.replaceAll('(', '（').replaceAll(')', '）')
  const fitting = colleagues.filter(({ called }) => written.startsWith(called))
  const [longest] = fitting.toSorted((one, other) => other.called.length - one.called.length)
  if (longest === undefined) return undefined
  const rest = written.slice(longest.called.length)
  // Li within Lily is nobody.
  const isWhole = !(/[a-z0-9]$/iu.test(longest.called) && /^[a-z0-9]/iu.test(rest))
  return isWhole ? { staffId: longest.staffId, length: longest.called.length } : undefined
}

function upToSentenceEnd(text: string): string {
  const end = text.search(sentenceEnd)
  return end === -1 ? text : text.slice(0, end)
}

function clean(text: string): string {
  return text.replace(/^[\s，,、：:]+|[\s，,、：:]+$/gu, '')
}
