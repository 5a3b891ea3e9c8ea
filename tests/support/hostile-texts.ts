import { type Random, randomInteger, randomItem } from '#shared/domain/seeded-random.ts'

/** What a script of a hostile text would set, if one ever ran. */
export const ranMark = 'hostileTextRan'

const scripts = [
  `<script>${ranMark}=1</script>`,
  `<img src=x onerror="${ranMark}=1">`,
  `<svg onload=${ranMark}=1>`,
  `"><iframe srcdoc="<script>parent.${ranMark}=1</script>">`,
  `javascript:${ranMark}=1`,
  `<a href="javascript:${ranMark}=1">点</a>`,
  `</textarea><style>*{display:none}</style>`,
  `{{constructor.constructor('${ranMark}=1')()}}`,
  `\${${ranMark}=1}`,
  `<math><mi xlink:href="data:text/html,<script>${ranMark}=1</script>">`,
]
const directions = [
  '\u202e',
  '\u202d',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u200f',
  '\u061c',
  '\u202c\u202c\u2069',
]
const invisible = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u180e', '\ufe0f']
const controls = [
  '\u0000',
  '\u0001',
  '\u0007',
  '\u0008',
  '\u000b',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u2028',
  '\r\n',
]
const lone = ['\ud800', '\udbff', '\udc00', '\udfff', 'x\ud83d', '\udc4dy']
const emoji = ['👨‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇨🇳', '0️⃣', '🧑🏿‍🚀', '𠮷', '𪚥', '\u{10ffff}']
const marks = ['\u0301', '\u0489', '\u0e47', '\u0f7c', '\u20dd', '\u0336']
const formulas = [
  '=1+1',
  '@SUM(A1:A9)',
  "+cmd|'/c calc'!A0",
  '-2+3',
  '\t=HYPERLINK("x")',
  '"a""b",\n;',
]
const formats = [
  '%s%s%n%x',
  '%00',
  '{0}',
  '${jndi:ldap://x}',
  "'; drop table staff; --",
  '../../etc',
  '__proto__',
  'constructor',
  'toString',
  'undefined',
  'NaN',
  'null',
  '\\u0000',
  '&lt;b&gt;&#0;',
]
const otherScripts = [
  'ﷺ',
  'العربية',
  'עברית',
  'हिन्दी',
  'ไทย',
  'ⒶⓃⒹ',
  'ｆｕｌｌ',
  '㍿',
  'ﬀ',
  'ẞ',
  'İı',
]

const families: readonly ((random: Random) => string)[] = [
  (random) => randomItem(random, scripts),
  (random) => `王${randomItem(random, directions)}小${randomItem(random, directions)}明`,
  (random) => `张${repeated(random, invisible, 12)}伟`,
  (random) => `李${repeated(random, marks, 60)}娜`,
  (random) => randomItem(random, controls) + '欧阳' + randomItem(random, controls),
  (random) => `赵${randomItem(random, lone)}敏${randomItem(random, lone)}`,
  (random) => repeated(random, emoji, 30),
  (random) => randomItem(random, formulas),
  (random) => randomItem(random, formats),
  (random) =>
    randomItem(random, ['W', 'ＷＷ', 'ﷺ', '長', '.']).repeat(randomInteger(random, 100, 250)),
  (random) => repeated(random, otherScripts, 20),
  (random) =>
    `${randomItem(random, scripts)}${randomItem(random, directions)}${randomItem(random, lone)}`,
]

/** A text that was made to do harm: to run, to turn the line, to break a box, a parser or a database. */
export function hostileText(random: Random): string {
  return randomItem(random, families)(random)
}

function repeated(random: Random, parts: readonly string[], most: number): string {
  const count = randomInteger(random, 1, most)
  return Array.from({ length: count }, () => randomItem(random, parts)).join('')
}
