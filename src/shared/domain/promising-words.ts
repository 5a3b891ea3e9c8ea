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
  '保本',
  '稳赚',
  '包赚',
  '兜底',
] as const

/** Who writes 不保本 or 并非零风险 says the right thing; 是否保本 is a question. */
const denial = /(?:不|非|未|没|别|勿|否)(?:是|会|能|可|有|得|承诺|保证|等于|属于|提供)*$/u
/** As far back as a denial is looked for. */
const reach = 6

/**
 * The words of a text about a product that promise what nobody may promise, each once, in the order in which they stand. Spaces
 * within a word and forms of other widths do not hide it. A hint for whoever writes, not a proof.
 */
export function promisingWords(text: string): string[] {
  const plain = text.normalize('NFKC').replaceAll(/\s/gu, '')
  const found = new Set<string>()
  let at = 0
  while (at < plain.length) {
    const word = promises.find((each) => plain.startsWith(each, at))
    if (word !== undefined && !denial.test(plain.slice(Math.max(0, at - reach), at)))
      found.add(word)
    at += word?.length ?? 1
  }
  return [...found]
}
