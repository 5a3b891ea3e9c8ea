import { promisingEnglish } from './promising-english.ts'

/**
 * R26: words that promise principal or return, or pass a product off as a deposit, which must not be said of one (domain 3.5,
 * order 7/2025 art. 13). The longer ones stand first.
 */
const promises = [
  '保本保收益',
  '保本保息',
  '稳赚不赔',
  '只赚不赔',
  '保证收益',
  '承诺收益',
  '刚性兑付',
  '保底收益',
  '收益保底',
  '等同存款',
  '等同于存款',
  '和存款一样',
  '跟存款一样',
  '绝对安全',
  '没有风险',
  '保收益',
  '保本金',
  '零风险',
  '无风险',
  '不会亏',
  '不会赔',
  '不亏本',
  '零亏损',
  '无亏损',
  '稳稳赚',
  '保本',
  '稳赚',
  '包赚',
  '必赚',
  '躺赚',
  '稳拿',
  '刚兑',
  '兜底',
] as const

/** No mark that ends a clause, in the forms of NFKC. */
const inClause = '[^,。;:!?…]'
const number = String.raw`(?:\d|百分之|[一二两三四五六七八九十]+个?点)`
/** What stands between a limit and the return that it is one of. */
const kind = '(?:年化|预期|到期|综合|实际|净|每年|一年|参考|的){0,3}'
const returns = `${kind}收益率?`
const reaches =
  '(?:可以?|能够?|会|将|都|也|就|一定|肯定|绝对|保持|有|为|是|达到?|到|在|约|近|超过?|:){0,3}'
/** 保证金, 保证人 and 承诺书 promise nothing, and who ensures that somebody knows the risks says the right thing. */
const guarantee = '(?:保证(?!金|人|书|保险)|确保|承诺(?!书|函))'
const plainWords = `(?:(?!不|没|未|无|非|了解|知道|知晓|明白|清楚|理解|看|读|告知|说明|提示)${inClause}){0,10}?`
const ofReturns = '(?:收益|本金|兑付|回报率)(?!的?(?:风险|情况|说明|信息|证明|可能|波动))'

/** Promises in words of one's own: 保证您收益, 最低收益3%, 收益不低于存款. A highest return is one only beside its number. */
const wordings = [
  `${guarantee}${plainWords}(?:${ofReturns}|不会?[亏赔])`,
  `(?:最低|最少|至少|不低于|不少于|保底|最高|高达)${returns}${reaches}${number}[\\d.]*%?`,
  `(?:最低|最少|至少|不低于|不少于|保底|最高|高达)${reaches}${number}[\\d.]*%?(?:以上)?${returns}`,
  '(?:不低于|最低)(?:年化|预期){0,2}收益(?!率?(?:是|有|为)?多少|要求|目标)',
  `收益率?${reaches}(?:不会?低于|不会?少于)`,
  `收益率?${reaches}(?:最低|最少|至少|最高|高达)${reaches}${number}[\\d.]*%?`,
  '(?:本金|收益|本息)(?:安全)?有保[证障]',
  '稳[得获享]高?收益',
]
const promising = new RegExp([...promises, ...wordings].join('|'), 'gu')

/** Who writes 不保本, 无法承诺, 打破刚兑 or 并非零风险 says the right thing; 是否保本 is a question. */
const denial =
  /(?:不|非|未|没|无|无法|别|勿|否|禁止|严禁|打破|取消|告别)(?:是|会|能|敢|可以?|曾|有|得|设|作出?|做出?|给出?|了|承诺|保证|确保|等于|等同于?|属于|提供|构成|代表|意味着|表示|存在|任何|形式|口头|[对向给为]?(?:您|客户)|其|的)*$/u
/** As far back as a denial is looked for. */
const reach = 16
/** A number that the customer names is a wish, and what the customer undertakes is a loan's: 客户希望收益不低于4%. */
const theirs =
  '(?:(?<![和跟与同向对给为替帮让])(?:客户|对方|[她他])|(?:^|[,。;:!?…])(?![和跟与同向对给为替帮让])\\p{Script=Han}{1,3}(?:先生|女士|阿姨|叔叔|总))们?[也都就还又已经曾]*'
const wish = new RegExp(
  `${theirs}(?:希望|要求|想|期望|期待|追求|需要|[询追]?问|咨询|坚持|以为|认为)${inClause}{0,10}$`,
  'u',
)
const undertaking = new RegExp(`(?:${theirs}|请您?(?:务必|一定)?)$`, 'u')

/**
 * The words of a text about a product that promise what nobody may promise, each once, in the order in which they stand, those in
 * English last. Spaces within a word and forms of other widths do not hide it. A hint for whoever writes, not a proof.
 */
export function promisingWords(text: string): string[] {
  const plain = text.normalize('NFKC').replaceAll(/\s/gu, '')
  const found = new Set<string>()
  for (const { 0: word, index } of plain.matchAll(promising)) {
    const before = plain.slice(Math.max(0, index - reach), index)
    if (!denial.test(before) && !isTheirs(word, before)) found.add(word)
  }
  return [...found, ...promisingEnglish(text)]
}

function isTheirs(word: string, before: string): boolean {
  if (promises.some((each) => each === word)) return false
  return wish.test(before) || (/^(?:保证|确保|承诺)/u.test(word) && undertaking.test(before))
}
