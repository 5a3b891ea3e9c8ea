import type { CivilDate } from './civil-date.ts'
import { dayInText } from './day-in-text.ts'
import { promisingWords } from './promising-words.ts'
import { textLimits } from './text-limits.ts'

/** What a colleague promised, as a note says it. */
export interface PromiseInText {
  /** The clause as written, without 答应 and the like: 明天把理财说明书发给她. */
  said: string
  /** The same as the title of a task: without the day at its beginning, which would be wrong the day after. */
  title: string
  /** The day that the promise names; null when it names none. */
  dueOn: CivilDate | null
}

/** What colleagues do for a customer begins like this; 记得她爱喝茶 or 回头客 does not. */
const doing =
  '(?=[^，。；！？\\n]{0,8}?(?:给|把|帮|替|为|向|跟|再|去|打|发|寄|送|带|回|联系|约|问|告诉|准备|查|办|提醒|通知|安排|拜访|上门|整理|做|讲|介绍|催|转|核|确认|落实|反馈|陪|补))'
/** Whoever is named before the word promised it, unless 和 or 跟 stands before: the customer, and not the colleague. */
const notByOthers = String.raw`(?<!(?<![和跟与同向对给])(?:客户|对方|她|他|本人|先生|女士|阿姨|叔叔|经理|柜员|银行)(?:们|也|都|已|已经|又|曾|当时){0,2})`
const notDenied = String.raw`(?<![不没未别无勿]|没有|没能|不能|不敢|不会|从未|不再)`

/** The words, and what must not stand behind them: 答应的礼品, 承诺书 and 约定利率 promise nothing. */
const words = [
  `${notDenied}${notByOthers}(?:答应|承诺|说好)(?!的|书|函|期|看|吃|用|像|多|处|听|不)`,
  `${notDenied}(?:约好|约定|讲好)(?!的|书|利率|收益|还款)`,
  `我们?(?<lead>[^，。；！？\\n、：]{0,8}?)会(?:在|尽快)?${doing}`,
  `(?<=^|[，,。；;！!？?\\n\\s])会在${doing}`,
  `(?<=^|[，,。；;！!？?\\n\\s要请])(?:记得|回头)(?!客)${doing}`,
]
const promise = new RegExp(`(?:${words.join('|')})`, 'gu')
/** To whom it was promised, and what only leads over to the promise. */
const leadIn =
  /^(?:了|过|下来)?(?:客户(?!经理)|对方|她|他|您|你|\p{Script=Han}{1,2}(?:先生|女士|阿姨|叔叔|总))?(?:们)?(?:了)?[，,：:、\s“”"「」]*(?:会|要|将)?(?:在)?/u
const clauseEnd = /[，,。；;！!？?\n]/u
const sentenceEnd = /[。；;！!？?\n]/u
/** A clause of one character says nothing that could be done. */
const shortest = 2

/**
 * The first thing that the writer of a Chinese text promised (答应, 承诺, 说好, 约好, 我会, 记得, 回头 …), and the day by which. What the
 * customer promised, what was not promised, and what nobody may promise (承诺保本, R26) are none. A hint for whoever writes.
 *
 * `promiseInText('看了理财，答应明天把理财说明书发给她', '2026-11-30')` is
 * `{ said: '明天把理财说明书发给她', title: '把理财说明书发给她', dueOn: '2026-12-01' }`.
 */
export function promiseInText(text: string, today: CivilDate): PromiseInText | null {
  for (const match of text.matchAll(promise)) {
    const after = text.slice(match.index + match[0].length)
    const rest = after.replace(leadIn, '')
    // 答应她的事 names a promise and makes none.
    if (rest.startsWith('的')) continue
    const said = `${match.groups?.['lead'] ?? ''}${upTo(rest, clauseEnd)}`.trim()
    if (said.length < shortest || promisingWords(said).length > 0 || /收益|利息/u.test(said))
      continue
    const day = dayInText(said, today) ?? dayInText(upTo(rest, sentenceEnd), today)
    return { said: shortened(said), title: titleOf(said, today), dueOn: day?.on ?? null }
  }
  return null
}

function upTo(text: string, end: RegExp): string {
  const at = text.search(end)
  return at === -1 ? text : text.slice(0, at)
}

function titleOf(said: string, today: CivilDate): string {
  const day = dayInText(said, today)
  const rest =
    day?.at === 0
      ? said
          .slice(day.word.length)
          .replace(/^(?:之前|以前|前|就|会|再)/u, '')
          .trim()
      : ''
  return shortened(rest.length < shortest ? said : rest)
}

/** No longer than a title may be, and no character cut in two. */
function shortened(text: string): string {
  if (text.length <= textLimits.line) return text
  const cut = text.slice(0, textLimits.line)
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut
}
