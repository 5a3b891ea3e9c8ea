import type { CivilDate } from './civil-date.ts'
import { dayInText } from './day-in-text.ts'
import { promisingWords } from './promising-words.ts'
import { shortened, taskTitle } from './task-title.ts'

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
  `${notDenied}${notByOthers}(?:答应|承诺|说好)(?!的|书|函|期|看|吃|用|像|多|处|听|不|久)`,
  `${notDenied}(?:约好|约定|讲好)(?!的|书|利率|收益|还款)`,
  `我们?(?<lead>[^，。；！？\\n、：]{0,8}?)会(?!议|员|计|后(?!天|日)|不会)${doing}`,
  // Who will do it stands before: 她下月出国，会在月底前把钱转走 is not ours.
  `(?<=(?:^|[，,。；;！!？?\\n])我[^她他客。；;！!？?\\n]{0,40}[，,])会在${doing}`,
  `(?<=(?:^|[，,。；;！!？?\\n\\s])要?)(?:记得(?!她|他|客户)|回头(?!客))${doing}`,
]
const promise = new RegExp(`(?:${words.join('|')})`, 'gu')
/** What may stand between 我 and 会 beside a day; 开会, 不会 and 机会 are something else. */
const adverb =
  '(?:之前|以前|之内|以内|前|内|上午|下午|早上|中午|晚上|一定|也|就|再|还|都|尽快|尽量|马上|立即|立刻|随后|稍后|亲自)'
const onlyAdverbs = new RegExp(`^${adverb}*$`, 'u')
/** What may stand before the word in its clause, beside a day. Anything else may be another subject: 王总答应明天来. */
const ours = new RegExp(
  String.raw`^[\s\d.、•*（(-]*(?:A|我们?)*(?:(?:[和跟与同向对给]|告诉|告知|回复|答复)[^说讲问聊谈看来]{1,5})?(?:A|我们?)*要?$`.replaceAll(
    'A',
    String.raw`${adverb}|\s|已经?|刚才?|又|当[面场时]|在?(?:电话|微信)[里中上]`,
  ),
  'u',
)
/** In characters; nothing that is ours is longer, and a long text is read in the frame of its key. */
const longestBefore = 30
/** To whom it was promised, and what only leads over to the promise; 给李总, 总行 and 总额 belong to what is done. */
const leadIn =
  /^(?:了|过|下来)?(?:客户(?!经理)|对方|[她他](?!老|爱人|儿|女|妈|爸|先生|家)|您|你|(?![向把帮给将跟和与同为替对约陪请找送带见去来再就也问发寄等让])\p{Script=Han}{1,2}(?:先生|女士|阿姨|叔叔|总(?!行|额|部|共|是|体|数|结)))?(?:们)?(?:了)?[，,：:、\s“”"「」]*(?:会|要|将)?(?:在)?/u
/** Who comes to the branch is the customer: 王总很爽快，答应明天来签字. What two agreed upon (约好) may be that as well. */
const comesHere =
  /^(?:(?:之|以)?[前内])?(?:一定|准时|亲自|再|会|就|自己)*(?:过?来(?!电|自)|到(?:网点|店|支行|银行|行里|我行)|带[^，,]{1,12}(?:过来|来(?:网点|店|行|$)))/u
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
    const before = after(text.slice(0, match.index), clauseEnd)
    if (before.length > longestBefore || !ours.test(withoutDay(before, today))) continue
    const lead = match.groups?.['lead']
    if (!onlyAdverbs.test(withoutDay(lead ?? '', today))) continue
    const end = match.index + match[0].length
    const rest = text.slice(end).replace(leadIn, '')
    // 答应她的事 names a promise and makes none.
    if (rest.startsWith('的')) continue
    const clause = upTo(rest, clauseEnd).trim()
    // Between 我 and 会 stands what belongs to it: 我明天会把合同寄给他.
    const said = lead ? upTo(text.slice(end - 1 - lead.length), clauseEnd).trim() : clause
    if (!match[0].includes('约') && comesHere.test(withoutDay(clause, today).trim())) continue
    if (clause.length < shortest || promisingWords(said).length > 0 || /收益|利息|吗$/u.test(said))
      continue
    const dueOn =
      dayInText(said, today)?.on ??
      dayBefore(before, lead !== undefined, today) ??
      dayAround(
        upTo(rest, sentenceEnd),
        after(text.slice(0, match.index - before.length), sentenceEnd),
        today,
      )
    return { said: shortened(said), title: taskTitle(clause, today), dueOn }
  }
  return null
}

/** The day before the word, in its clause. 今天答应 and 周五答应 say when it was promised, and 周五前答应 by when. */
function dayBefore(before: string, isWill: boolean, today: CivilDate): CivilDate | null {
  const day = dayInText(before, today)
  if (day === null || day.on === today) return null
  const isBy = /^(?:之|以)?[前内]/u.test(before.slice(day.at + day.word.length))
  return isWill || isBy ? day.on : null
}

/** The day that a later clause of the sentence begins with, or that an earlier one says and nothing else. */
function dayAround(onwards: string, earlier: string, today: CivilDate): CivilDate | null {
  for (const clause of onwards.split(clauseEnd).slice(1)) {
    const day = dayInText(clause.trim(), today)
    if (day?.at === 0) return day.on
  }
  for (const clause of earlier.split(clauseEnd).toReversed()) {
    const day = dayInText(clause, today)
    if (day !== null && day.on !== today && onlyAdverbs.test(withoutDay(clause, today).trim()))
      return day.on
  }
  return null
}

function withoutDay(text: string, today: CivilDate): string {
  const day = dayInText(text, today)
  return day === null ? text : text.slice(0, day.at) + text.slice(day.at + day.word.length)
}

/** What stands behind the last of the marks. */
function after(text: string, mark: RegExp): string {
  return text.split(mark).at(-1) ?? ''
}

function upTo(text: string, end: RegExp): string {
  const at = text.search(end)
  return at === -1 ? text : text.slice(0, at)
}
