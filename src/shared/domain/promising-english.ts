/**
 * R26 in English: words that promise principal or return, deny that there is a risk, or pass a product off as a deposit (order 7/2025
 * art. 13, domain 3.5). Which words the trade means by that: “guaranteed”, “protected”, “secure” or similar (UK FCA, BCOBS 2.2 and
 * COBS 4.2.5), and promissory claims and promises of a result (FINRA rule 2210(d)(1)(B) and (F)). “Guaranteed” alone is none: a form
 * can be guaranteed to arrive.
 */
const money = '(?:principal|capital|returns?|yields?|profits?|income|gains?|payouts?)'
const certain =
  '(?:guaranteed?|guarantees|guaranteeing|assured?|assures|promised?|promises|ensured?|ensures|protected|secured)'
/** At most so many words stand between: “guarantee you a steady return”; none of those by which somebody is told the truth. */
const few = String.raw`(?:(?!not |never |no |know |understand |read |proof |risks? |whether )[\w%.'-]+ ){0,4}?`
/** “The capital gains statement”, “a yield curve report”: a paper or a figure that is named after money and is none. */
const noPaper =
  '(?! (?:(?:rate|gains?|and loss(?:es)?) )*(?:statement|certificate|report|table|chart|curve|sheet|risk|slip|tax))'
const rate = String.raw`\d[\d.]* ?(?:%|percent|per cent|p\.a\.)(?: p\.?a\.?)?`
const least =
  '(?:at least|no less than|not less than|no lower than|not lower than|not below|a minimum of|minimum|up to|as much as|as high as|a maximum of)'

const wordings = [
  `(?:capital|principal)[ -](?:is |are |stays |remains )?(?:fully |100% |always |completely )?(?:guaranteed|protected|secured|safe)`,
  `${certain} ${few}${money}${noPaper}`,
  `${money} (?:is|are|will be|stays?|remains?) (?:fully |100% |always |completely |absolutely )?(?:guaranteed|assured|protected|certain|safe|secured?)`,
  `(?:100%|completely|absolutely|totally|perfectly) (?:safe|secure|risk[ -]free)`,
  '(?:risk[ -]free|riskless)',
  '(?:no|zero|without(?: any)?) risks?(?! (?:assessment|disclosure|level|warning|rating|tolerance|appetite|questionnaire|profile|grade|of|for|to|in)\\b)',
  "(?:can(?:no|')t|can not|will never|won't|never|will not) lose(?: (?:any |a |your |the )?(?:money|cent|penny|capital|principal|savings|value)|(?= ?(?:[,.;:!?]|$)))",
  '(?:no|zero|never a) loss(?:es)?(?! (?:report|of|statement))',
  '(?:just like|the same as|same as|equal to|equivalent to|as safe as|as good as|works like) (?:a |an |your |any |bank )?(?:bank |fixed |time |term |savings |fixed-term )*deposits?',
  `(?:guaranteed|assured|certain) (?:fixed )?(?:interest|growth)`,
  `${least} ${rate} ?(?:a year |per year |annual |annually |net |in |of )*(?:interest|${money})`,
  `${money} (?:of |is |are |will be |can reach |can be |reaches )?${least} ${rate}`,
  `${money} (?:of |is |are |will be )?(?:never |not )(?:be )?(?:below|lower than|less than)`,
  'double your money',
  'sure(?:-fire)? (?:profit|win|gain)s?',
]
const promising = new RegExp(`(?<![\\w-])(?:${wordings.join('|')})(?![\\w])`, 'gu')

/**
 * “No return is guaranteed”, “we cannot promise you that …”; “not only” denies nothing. What parts two words is no part of a word, so
 * a text can be read in one way only: otherwise a row of hyphens would be tried in every grouping there is.
 */
const denial =
  /(?<![\w])(?:no|not|never|cannot|neither|nor|none|without|nothing|nobody|non|hardly|[a-z]+n't)(?! only\b)(?:[ -]+[\w%']+){0,9}[ -]*$/u
/** What the customer asked for or a question leaves open is nobody's promise. */
const theirs =
  /(?<![\w])(?:whether|(?:(?:client|customer|he|she|they)|m(?:r|s|rs)\.? [\w'-]+)(?: (?:also|still|has|had|have))* (?:ask|want|hope|expect|request|wonder|insist|demand|look|think|thought|believe)\w*)(?: [\w%'-]+){0,8} ?$/u
const reach = 120

/** The promises of an English text, in small letters, each once, in the order in which they stand. */
export function promisingEnglish(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘`]/gu, "'")
    .replaceAll(/[‐‑‒–]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
  const found = new Set<string>()
  for (const { 0: words, index } of plain.matchAll(promising)) {
    const [before = ''] = /[^,;:!?]*$/u.exec(plain.slice(Math.max(0, index - reach), index)) ?? []
    const clause = before.split(/(?<!\bm(?:r|s|rs))\. /u).at(-1) ?? ''
    if (!denial.test(clause) && !theirs.test(clause)) found.add(words.trim())
  }
  return [...found]
}
