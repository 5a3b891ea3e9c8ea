import * as fc from 'fast-check'

/** The number of GB 11643-1999 that stands in the standard itself. */
export const exampleNumber = '11010519491231002X'

/** Weights and signs as the standard prints them, apart from those of the app. */
const weights = '7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2'.split(' ').map(Number)
const signs = '1 0 X 9 8 7 6 5 4 3 2'.split(' ')

/** The number with its check digit, of nobody in particular. */
export function numberOf(area: number, bornOn: string, order: number): string {
  const digits = `${area}${bornOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  const sum = weights.reduce((soFar, weight, at) => soFar + weight * Number(digits[at]), 0)
  return `${digits}${signs[sum % 11]}`
}

/** Numbers of people who were born from 1920 to 2020. */
export const anyNumber: fc.Arbitrary<string> = fc
  .record({
    area: fc.integer({ min: 110_000, max: 659_999 }),
    born: fc.date({
      min: new Date('1920-01-01T00:00:00Z'),
      max: new Date('2020-12-31T00:00:00Z'),
      noInvalidDate: true,
    }),
    order: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ area, born, order }) => numberOf(area, born.toISOString().slice(0, 10), order))

/** The same number in one of the ways in which people write it. */
export function writtenInSomeWay(number: string): fc.Arbitrary<string> {
  const ways: ((text: string) => string)[] = [
    (text) => text,
    (text) => text.toLowerCase(),
    (text) => ` ${text} `,
    (text) => `${text.slice(0, 6)} ${text.slice(6, 14)} ${text.slice(14)}`,
    (text) => `${text.slice(0, 6)}-${text.slice(6)}`,
    (text) =>
      Array.from(text, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfe_e0)).join(
        '',
      ),
  ]
  return fc.constantFrom(...ways).map((way) => way(number))
}
