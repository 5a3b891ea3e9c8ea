/** Words with a numeral in them that say no number; with them nearly every sentence would seem to carry one. */
const wordsWithoutNumber =
  /第一时间|十分(?![钟之])|万[一分]|[统唯专单]一|一(?:下|起|些|直|定|般|样|切|边|旦|向|致|贯|再|律|概|味|并|同)/gu

/** Digits of any script and width, Chinese numerals small, formal and old, and words that name a day without one. */
const number = new RegExp(
  [
    String.raw`\p{N}`,
    '[零一二两三四五六七八九十百千万亿廿卅半壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩]',
    '[今明后後昨前][天日年晚早]',
    '[上下本这這](?:周|週|星期|礼拜|禮拜|个?月|個月|季)',
    '(?:周|週|星期|礼拜|禮拜)[日天末]',
    '[月年季][初中底末]',
    '[上中下]旬',
    '正月|冬月|腊月|臘月|除夕|春节|春節|元宵|端午|中秋|重阳|重陽|国庆|國慶|元旦',
  ].join('|'),
  'u',
)

/**
 * ME4: whether a text names a number, an amount or a date. It rather says so once too often than once too seldom:
 * then a person looks at two versions, instead of reading together what neither writer said.
 */
export function namesNumber(text: string): boolean {
  return number.test(text.replace(wordsWithoutNumber, ' '))
}
