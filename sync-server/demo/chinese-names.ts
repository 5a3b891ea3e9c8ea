import { randomItem, type Random } from '#shared/domain/seeded-random.ts'

export interface GeneratedName {
  name: string
  gender: 'female' | 'male'
}

/**
 * An invented name as they occur in a Chinese city: surnames roughly as frequent as in the 2020 census report on names of
 * the Ministry of Public Security, one name in seven with a single given character, one in 120 with a compound
 * surname, one in 100 of two parts with a dot, and now and then a surname that is read in its own way.
 */
export function chineseName(random: Random): GeneratedName {
  const gender = random() < 0.5 ? 'female' : 'male'
  const kind = random()
  if (kind < 0.01) return { name: dottedName(random, gender), gender }
  const surname =
    kind < 0.018
      ? randomItem(random, compound)
      : kind < 0.05
        ? randomItem(random, uncommon)
        : commonSurname(random)
  return { name: surname + givenName(random, gender), gender }
}

function commonSurname(random: Random): string {
  let left = random() * totalWeight
  for (const [surname, weight] of common) {
    left -= weight
    if (left < 0) return surname
  }
  return '王'
}

function givenName(random: Random, gender: GeneratedName['gender']): string {
  const characters = given[gender]
  const last = randomItem(random, characters)
  if (random() < 0.14) return last
  // A doubled character (婷婷) is common among women.
  if (gender === 'female' && random() < 0.04) return last + last
  return randomItem(random, random() < 0.55 ? middle : characters) + last
}

function dottedName(random: Random, gender: GeneratedName['gender']): string {
  return `${randomItem(random, dotted[gender])}·${randomItem(random, dotted.male)}`
}

/** Surname and its share of the population in parts of 10,000. */
const common = (
  '王715 李714 张672 刘534 陈445 杨305 黄222 赵212 吴205 周190 徐145 孙138 马129 朱120 胡116 郭113 何108 高101 林100 罗88 ' +
  '郑86 梁83 谢75 宋74 唐70 许66 韩65 冯65 邓62 曹60 彭58 曾58 萧56 田54 董52 袁51 潘50 于48 蒋48 蔡47 余47 杜46 叶44 程43 苏42 ' +
  '魏42 吕41 丁39 任38 沈38 姚37 卢37 姜36 崔36 钟35 谭34 陆33 汪32 范32 金31 石30 廖30 贾30 夏29 韦29 付28 方27 白27 邹26 孟26 ' +
  '熊25 秦25 邱24 江24 尹24 薛23 闫23 段22 雷22 侯21 龙20 史20 陶19 黎19 贺18 顾18 毛17 郝17 龚16 邵16 万16 钱15 严15 覃15 武15 ' +
  '戴15 莫14 孔14 向14 汤13'
)
  .split(' ')
  .map((entry): [string, number] => [entry.slice(0, 1), Number(entry.slice(1))])

const totalWeight = common.reduce((sum, [, weight]) => sum + weight, 0)

/** Surnames that are read in their own way, or seldom met. */
const uncommon = [
  ...'单仇解查区朴尉缪盖乐折员召繁种祭秘翟冼洗华宁纪燕那黑重行卜曲柏车盛隗谌郇逄牟褚阚臧瞿幸冉岑蒙农欧庄温柴',
]
const compound =
  '欧阳 上官 司马 诸葛 皇甫 令狐 慕容 尉迟 长孙 端木 司徒 南宫 夏侯 宇文 东方 轩辕 呼延 澹台 公孙 独孤'.split(
    ' ',
  )

const middle = [
  ...'建国志文明永春晓小海玉秀雨子思佳欣梓一宇家俊嘉天新德丽丹金美书雅诗浩泽云瑞长绍兴世正',
]
const given = {
  female: [
    ...'芳娜敏静丽艳娟霞秀燕玲桂英华玉萍红婷雪梅慧颖琳莹洁琴兰凤倩欣怡佳悦涵萱妍琪瑶璐薇彤曦蕊晴岚菲媛妮珊露璇绮岑女绿乐茜',
  ],
  male: [
    ...'伟强磊军勇涛明超杰刚平辉鹏斌波宇浩凯健俊帆毅峰林龙飞建鑫亮成东文博旭晨阳轩宏志国华海洋昊睿哲瑞翔坤乾钧铭岩松长乐曾',
  ],
} as const
const dotted = {
  female:
    '阿依古丽 古丽娜尔 阿依努尔 米热古丽 热依汗 帕提古丽 迪丽努尔 玛依拉 阿孜古丽 祖丽胡马尔'.split(
      ' ',
    ),
  male: '买买提 阿不都拉 艾尔肯 吐尔逊 亚森 库尔班 艾合买提 阿迪力 热合曼 玉素甫 依明 托合提 努尔兰 叶尔江'.split(
    ' ',
  ),
} as const
