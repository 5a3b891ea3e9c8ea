import { describe, expect, test } from 'vitest'
import { forbiddenText, maskForbidden } from '#shared/domain/forbidden-text.ts'
import {
  type Random,
  randomInteger,
  randomItem,
  seededRandom,
} from '#shared/domain/seeded-random.ts'

const seed = process.env['SEED'] ?? String(Date.now())
const many = 2000

describe(`[SE7] by chance, SEED=${seed}`, () => {
  test('[SE7] 2,000 card numbers are found, however they are written, and nothing of them is left by the mask', () => {
    const random = seededRandom(`cards ${seed}`)
    for (let no = 0; no < many; no += 1) {
      const number = cardNumber(random)
      const text = inSentence(random, written(random, number))
      const masked = maskForbidden(text)
      const found = [forbiddenText(text), forbiddenText(masked)]
      expect({ text, found }).toEqual({ text, found: ['looks-like-card', null] })
      expect(plainDigits(masked)).not.toContain(number.slice(0, 8))
    }
  })

  test('[SE7] of 2,000 phone numbers, amounts, days, orders and complaints each none is taken for a card or a code', () => {
    for (const [kind, make] of Object.entries(innocent)) {
      const random = seededRandom(`${kind} ${seed}`)
      const taken = Array.from({ length: many }, () => inSentence(random, make(random))).filter(
        (text) => forbiddenText(text) !== null,
      )
      expect({ kind, taken }).toEqual({ kind, taken: [] })
    }
  })

  test('[SE7] numbers of residents are no cards, though the check digit of cards fits one in ten', () => {
    const random = seededRandom(`residents ${seed}`)
    const taken = Array.from({ length: many }, () => residentId(random)).filter(
      (text) => forbiddenText(text) !== null,
    )
    expect(taken).toEqual([])
  })

  test('[SE7] a row of two to eight bare numbers is taken for a card in fewer than one of ten cases', () => {
    const random = seededRandom(`rows ${seed}`)
    const rows = Array.from({ length: many }, () =>
      Array.from({ length: randomInteger(random, 2, 8) }, () =>
        String(randomInteger(random, 1, 5000) * randomItem(random, [1, 10, 100])),
      ).join(' '),
    )
    const taken = rows.filter((text) => forbiddenText(text) !== null)
    console.log(`${taken.length} of ${many} rows of bare numbers are taken for a card number`)
    expect(taken.length).toBeLessThan(many / 10)
  })
})

describe('[SE7] as people write', () => {
  test.each([
    ['卡号4111111111111111', 'looks-like-card'],
    ['卡号 4111-1111-1111-1111，下周来换', 'looks-like-card'],
    ['４１１１ １１１１ １１１１ １１１１', 'looks-like-card'],
    ['电话13800138000，卡4111111111111111', 'looks-like-card'],
    ['13800138000 4111111111111111', 'looks-like-card'],
    ['4111111111111111 2029', 'looks-like-card'],
    ['密码是：１２３４５６', 'looks-like-secret'],
    ['登录口令为 88886666', 'looks-like-secret'],
    ['13800138000 13900139000', null],
    ['13800138000 88886666', null],
    ['2026-11-22 13800138000', null],
    ['12345678-2026-0042', null],
    ['01a1ffa8-fff6-7104-9534-e419bd63124b', null],
    ['本金 1,234,567.89 元，利息 45,678.90 元', null],
    ['忘记密码 3 次，已重置', null],
    ['35886220370624362，下周来换', 'looks-like-card'],
    ['35886220370624362X', null],
    ['35886220370624362ｘ', null],
  ])('%s', (text, expected) => {
    expect(forbiddenText(text)).toBe(expected)
  })

  test('[SE7] the mask takes the digits and leaves every other character in its place', () => {
    expect(maskForbidden('卡号４１１１ 1111-1111 1111，密码是 123456，电话13800138000')).toBe(
      '卡号＊＊＊＊ ＊＊＊＊-＊＊＊＊ ＊＊＊＊，密码是 ＊＊＊＊＊＊，电话13800138000',
    )
    expect(maskForbidden('周五回话。')).toBe('周五回话。')
  })
})

/** A number of an issuer, 16 to 19 digits, with its check digit; none that could as well be a resident's. */
function cardNumber(random: Random): string {
  for (;;) {
    const number = issuedNumber(random)
    if (!isResidentId(number)) return number
  }
}

function issuedNumber(random: Random): string {
  const prefix = randomItem(random, [
    '4',
    '51',
    '55',
    '2221',
    '62',
    '622848',
    '35',
    '60',
    '9558',
    '81',
  ])
  const length = randomInteger(random, 16, 19)
  const body = prefix + digits(random, length - prefix.length - 1)
  const check = '0123456789'.split('').find((digit) => fitsCheckDigit(body + digit))
  return body + check
}

/** Said another way than in the product: from the left, with a table. */
function fitsCheckDigit(number: string): boolean {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
  let sum = 0
  for (let at = 0; at < number.length; at += 1) {
    const digit = Number(number[at])
    sum += (number.length - at) % 2 === 0 ? (doubled[digit] ?? 0) : digit
  }
  return sum % 10 === 0
}

/** In one piece, in fours, or in pieces of one to six, with spaces or dashes; some in full width. */
function written(random: Random, number: string): string {
  const separator = () => randomItem(random, [' ', '-', ' - ', '  ', '\u00a0', '\u3000', '－', '–'])
  const way = randomInteger(random, 0, 2)
  let pieces = [number]
  if (way === 1) pieces = number.match(/.{1,4}/gu) ?? []
  if (way === 2) pieces = inPieces(random, number)
  const text = pieces.reduce((soFar, piece) => soFar + separator() + piece)
  return random() < 0.3 ? fullWidth(text) : text
}

function inPieces(random: Random, number: string): string[] {
  const pieces: string[] = []
  let rest = number
  while (rest !== '') {
    const length = randomInteger(random, 1, 6)
    pieces.push(rest.slice(0, length))
    rest = rest.slice(length)
  }
  return pieces
}

function fullWidth(text: string): string {
  return text.replace(/\d/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
}

function inSentence(random: Random, text: string): string {
  const before = randomItem(random, ['', '客户的卡号是', '他说：', '今天来网点，报了', '号码 No.'])
  const after = randomItem(random, [
    '',
    '，请核对。',
    '这个要记下',
    '（已告知）',
    '。下周再来',
    '元',
  ])
  return before + text + after
}

const day = (random: Random) => [
  randomInteger(random, 2000, 2035),
  String(randomInteger(random, 1, 12)).padStart(2, '0'),
  String(randomInteger(random, 1, 28)).padStart(2, '0'),
]
const mobile = (random: Random) => `1${randomInteger(random, 3, 9)}${digits(random, 9)}`

const innocent: Record<string, (random: Random) => string> = {
  phone: (random) => {
    const number = mobile(random)
    const area = `0${randomInteger(random, 10, 999)}`
    return randomItem(random, [
      number,
      `+86 ${number}`,
      `0086-${number}`,
      `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`,
      `${area}-${digits(random, 8)}`,
      `${area}-${digits(random, 8)}-${digits(random, 3)}`,
      `${number} ${mobile(random)}`,
      `${number} / ${mobile(random)}`,
    ])
  },
  amount: (random) => {
    const yuan = randomInteger(random, 1, 99_999_999)
    const cents = digits(random, 2)
    return randomItem(random, [
      `${yuan}`,
      `${yuan}.${cents}`,
      `${yuan.toLocaleString('en')}.${cents}`,
      `¥${yuan}`,
      `${yuan}万`,
    ])
  },
  day: (random) => {
    const [year, month, date] = day(random)
    const time = `${randomInteger(random, 10, 23)}:${randomInteger(random, 10, 59)}`
    return randomItem(random, [
      `${year}-${month}-${date}`,
      `${year}年${month}月${date}日 ${time}`,
      `${year}${month}${date}`,
      `${year}-${month}-${date} ${time}:07.123`,
      `${year}${month}${date}-${year}${month}${date}`,
    ])
  },
  order: (random) => {
    const [year, month, date] = day(random)
    const first = `${year}${month}${date}`
    return randomItem(random, [
      first + digits(random, randomInteger(random, 4, 14)),
      `DD${first}${digits(random, 10)}`,
      `No.${digits(random, randomInteger(random, 6, 15))}`,
      digits(random, randomInteger(random, 20, 32)),
    ])
  },
  complaint: (random) => {
    const code = randomItem(random, [
      'B01',
      'YL',
      digits(random, 4),
      digits(random, 9),
      digits(random, 12),
    ])
    return `${code}-${randomInteger(random, 2020, 2035)}-${digits(random, 4)}`
  },
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

function residentId(random: Random): string {
  const [year, month, date] = day(random)
  const place = randomInteger(random, 11, 65) * 10_000 + randomInteger(random, 101, 999)
  return withCheckDigit(`${place}${year}${month}${date}${digits(random, 3)}`)
}

function isResidentId(number: string): boolean {
  const isBorn = /^.{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/u.test(number)
  return number.length === 18 && isBorn && withCheckDigit(number.slice(0, 17)) === number
}

function withCheckDigit(body: string): string {
  const sum = weights.reduce((soFar, weight, at) => soFar + weight * Number(body[at]), 0)
  return body + '10X98765432'.charAt(sum % 11)
}

function digits(random: Random, length: number): string {
  return Array.from({ length }, () => randomInteger(random, 0, 9)).join('')
}

function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/\D/gu, '')
}
