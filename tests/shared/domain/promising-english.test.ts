import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { promisingEnglish } from '#shared/domain/promising-english.ts'
import { promisingWords } from '#shared/domain/promising-words.ts'

describe('[R26] English words that promise what nobody may promise', () => {
  test.each([
    ['A guaranteed return of 3%.', ['guaranteed return']],
    ['We guarantee your principal', ['guarantee your principal']],
    ['Your capital is fully protected and risk-free', ['capital is fully protected', 'risk-free']],
    ['Principal-protected, and it’s completely safe!', ['principal-protected', 'completely safe']],
    ['It is just like a bank deposit', ['just like a bank deposit']],
    ['As safe as a fixed deposit.', ['as safe as a fixed deposit']],
    ['No risk, you cannot lose', ['no risk', 'cannot lose']],
    ['You will never lose a cent', ['will never lose a cent']],
    ['returns of at least 4%', ['returns of at least 4%']],
    ['At least 4.5 % annual return', ['at least 4.5 % annual return']],
    ['up to 5% p.a. in interest', ['up to 5% p.a. in interest']],
    ['guaranteed fixed interest', ['guaranteed fixed interest']],
    ['The yield is not below 3%', ['yield is not below']],
    ['RISK\nFREE', ['risk free']],
    ['Double your money in a year', ['double your money']],
    ['It is not only risk-free, it also pays', ['risk-free']],
    ['zero loss, a sure profit', ['zero loss', 'sure profit']],
    ['We promise to pay you a return', ['promise to pay you a return']],
    ['I promised to bring you profits', ['promised to bring you profits']],
    ['We guarantee your capital gains', ['guarantee your capital']],
    ['Profit and loss aside, the yield is assured', ['yield is assured']],
    ['ｇｕａｒａｎｔｅｅｄ ｒｅｔｕｒｎ', ['guaranteed return']],
  ])('%s', (text, expected) => {
    const found = promisingEnglish(text)
    for (const words of expected) expect(found.join('|')).toContain(words)
    expect(found).toHaveLength(expected.length)
    expect(promisingWords(text)).toEqual(found)
  })

  test.each([
    'We do not guarantee returns',
    'No return is guaranteed.',
    'Returns are not guaranteed; you may lose money.',
    'This is not a deposit and not risk-free',
    'There is no such thing as a risk-free product',
    'Past performance is no guarantee of future returns',
    'We cannot promise you any particular return',
    'It isn’t the same as a deposit',
    'neither principal nor returns are guaranteed',
    'We have no risk assessment of yours on file',
    'You may bring your card without risk of delay',
    'The client asked for a guaranteed return',
    'Ms. Wang wants returns of at least 4%, which we declined',
    'She asked whether the principal is safe',
    'We promise to call you on Friday',
    'We promise to act in your interest, and to ensure that you know the risk to capital',
    'I promised to bring your proof of income',
    'The form is guaranteed to arrive by Monday',
    'Sure thing! See you on Friday',
    'I promised to bring the capital gains statement',
    'Assured her the profit and loss table comes on Monday',
    'He secured a better yield curve report for her',
    'Please ensure that you know the risks',
    'Happy birthday! Wishing you a healthy year, and many happy returns',
    'Your time deposit matures on 3 March',
    'The lost card: no loss report was filed',
    'Grow with us, at your own pace',
    '',
  ])('%s is none', (text) => expect(promisingEnglish(text)).toEqual([]))

  test('a denial before them makes any of them lawful', () => {
    const promise = fc.constantFrom(
      'guaranteed returns',
      'a risk-free product',
      'double your money',
    )
    const before = fc.constantFrom('This is not ', 'We never offer ', 'There are no ', "It isn't ")
    fc.assert(
      fc.property(before, promise, (denied, words) => {
        expect(promisingEnglish(`You get ${words}`)).toHaveLength(1)
        expect(promisingEnglish(denied + words)).toEqual([])
      }),
    )
  })

  test('it names each once, whatever the text is', () => {
    const piece = fc.constantFrom('guarantee ', 'your ', 'return ', 'no ', 'risk', '-free ', '. ')
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const words = promisingEnglish(pieces.join(''))
        expect(new Set(words).size).toBe(words.length)
      }),
    )
  })

  const pieces = [
    '-',
    ' ',
    'a',
    "'",
    '%',
    '.',
    'a-',
    '- ',
    ' -',
    'a ',
    '-a-',
    "'-",
    '%-',
    'a.',
    '1.',
  ]
  const words = [
    'no ',
    'not only ',
    "isn't ",
    'mr. ',
    'she also ',
    'bank ',
    'guarantee ',
    'return ',
  ]
  test.each(['', 'no ', 'not now ', "they aren't ", 'she also asked ', 'mr. ', 'guarantee '])(
    'after “%s” it takes no time for any piece that is repeated',
    (before) => {
      const start = performance.now()
      // The shorter ones first: what grows with a power is seen before it takes minutes.
      for (const times of [20, 40, 100, 700]) {
        for (const piece of [...pieces, ...words]) {
          for (const after of ['', '/ ', ' • ', '一']) {
            promisingEnglish(`${before}${piece.repeat(times)}${after}guaranteed returns`)
            expect(performance.now() - start < 1000 ? null : piece).toBeNull()
          }
        }
      }
    },
  )
})
