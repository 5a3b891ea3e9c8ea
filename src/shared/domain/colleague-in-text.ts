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
const leadIn = /^[\s，,、：:]*(?:请|麻烦)?(?:您|你)?(?!们)/u
/** 和@李静 was there as well; a@b.com is an address. */
const notAsked = /[和跟与同\w]\s?$/u
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
  const parts = text.split(at)
  const asks = new Map<string, AskInText>()
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1]
    const named = before === undefined ? undefined : namedAt(part, colleagues)
    if (named === undefined || before === undefined || asks.has(named.staffId)) continue
    if (notAsked.test(before)) continue
    const behind = upToSentenceEnd(part.slice(named.length)).replace(leadIn, '')
    const ahead = index === 1 ? (before.split(sentenceEnd).at(-1) ?? '') : ''
    const said = clean(behind).length >= shortest ? clean(behind) : clean(ahead)
    if (said.length < shortest || isOver.test(said)) continue
    const { staffId } = named
    const dueOn = dayInText(said, today)?.on ?? null
    asks.set(staffId, { staffId, said, title: taskTitle(said, today), dueOn })
  }
  return [...asks.values()]
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
