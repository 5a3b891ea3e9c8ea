/**
 * The surname's readings, without tones, ü as v, the likeliest first; undefined when the surname is read as
 * the dictionary reads it. Takes simplified characters.
 *
 * A few characters are read differently as a surname (单 is shàn, not dān), and families differ (缪, 翟, 覃):
 * every reading is listed, because the person at the counter knows only one of them. Common surnames whose other
 * readings belong to other words (丁 zhēng) are listed with their one reading, to keep false hits away.
 */
export function surnameReadings(surname: string): readonly string[] | undefined {
  return polyphonicSurnames.get(surname)
}

/** True for a well-known surname of two characters (复姓); takes simplified characters. */
export function isCompoundSurname(text: string): boolean {
  return compoundSurnames.has(text)
}

const compoundSurnames = new Set(
  (
    '欧阳 上官 司马 诸葛 皇甫 令狐 慕容 尉迟 长孙 端木 万俟 单于 独孤 南宫 夏侯 宇文 司徒 司空 司寇 东方 东郭 ' +
    '东门 西门 南门 北宫 公孙 公羊 公冶 公西 公良 公输 公仪 公伯 仲孙 叔孙 季孙 王孙 轩辕 钟离 赫连 澹台 濮阳 淳于 太叔 ' +
    '申屠 宗政 鲜于 闾丘 亓官 仉督 子车 颛孙 巫马 漆雕 乐正 壤驷 拓跋 拓拔 夹谷 宰父 谷梁 榖梁 段干 百里 呼延 羊舌 ' +
    '梁丘 左丘 毌丘 闻人 第五 贺兰 纳兰 完颜 耶律 叶赫 哥舒 仆固 斛律 达奚 贺若 那拉 钮祜 尔朱 屈突 豆卢 侯莫 破六 ' +
    '吐谷 贺拔 普六 沮渠 秃发 乞伏 若干 微生 胥门 相里 南郭 北郭 西郭 安陵 高堂 皋落 有熊 即墨 归海 墨台 年爱 佟佳'
  ).split(' '),
)

const polyphonicSurnames = new Map<string, readonly string[]>(
  (
    '单 shan dan chan|曾 zeng ceng|仇 qiu chou|解 xie jie|查 zha cha|区 ou qu|朴 piao pu po|尉 wei yu|缪 miao mou miu mu|' +
    '盖 ge gai|乐 yue le|折 she zhe|员 yun yuan|召 shao zhao|繁 po fan|种 chong zhong|祭 zhai ji|秘 bi mi|覃 qin tan xun|' +
    '翟 zhai di|冼 xian sheng|洗 xian xi|任 ren|华 hua|宁 ning|纪 ji|燕 yan|那 na nuo|黑 he hei|重 chong zhong|行 xing hang heng|' +
    '尹 yin|卜 bu bo|迟 chi|万 wan mo|俟 qi si|能 nai neng|隗 wei kui|郇 xun huan|乜 nie mie|谌 chen shen|佴 nai er|柏 bai bo|' +
    '薄 bo bao|郗 xi chi|宓 mi fu|车 che ju|盛 sheng cheng|贾 jia gu|石 shi|葛 ge|曲 qu|晁 chao|相 xiang|牟 mu mou|褚 chu zhu|' +
    '余 yu|俞 yu shu|费 fei bi|莘 shen xin|应 ying|於 yu wu|逄 pang|谷 gu yu|长 zhang chang|句 gou ju|亓 qi|阚 kan han|都 du dou|' +
    '适 kuo shi|敦 dun dui|幺 yao|洪 hong|尧 yao|术 zhu shu|沈 shen|叶 ye|孙 sun|朱 zhu|许 xu|冯 feng|彭 peng|丁 ding|陆 lu|陶 tao|莫 mo|汤 tang|' +
    '吾 wu|郝 hao|戚 qi|瞿 qu ju|臧 zang|靓 jing liang|' +
    '阙 que|撒 sa|哈 ha|炅 gui jiong|么 yao me|尉迟 yu chi,wei chi|万俟 mo qi,wan si,wan qi|单于 chan yu,shan yu,dan yu|' +
    '长孙 zhang sun,chang sun|澹台 tan tai,dan tai|令狐 ling hu|乐正 yue zheng,le zheng|夹谷 jia gu|亓官 qi guan,ji guan|' +
    '毌丘 guan qiu|吐谷 tu yu,tu gu|宰父 zai fu|拓跋 tuo ba,ta ba|拓拔 tuo ba,ta ba|沮渠 ju qu|秃发 tu fa|相里 xiang li|' +
    '皇甫 huang fu,huang pu|濮阳 pu yang|鲜于 xian yu|颛孙 zhuan sun|纳兰 na lan'
  )
    .split('|')
    .map((line): [string, readonly string[]] => {
      const space = line.indexOf(' ')
      const [surname, rest] = [line.slice(0, space), line.slice(space + 1)]
      // A surname of two characters has readings of two syllables, parted by commas.
      return [surname, rest.split(surname.length > 1 ? ',' : ' ')]
    }),
)
