import * as z from 'zod/mini'

/** More digits are no number of days or times; in digits. */
const mostDigits = 9

/** A number as people type it: digits and minus of any width are alike. */
export function plainNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u2012-\u2015\u2212]/g, '-')
    .trim()
}

/** A whole number as it is typed; what it may be, the rules behind it say. `code`: for what is none. */
export function typedNumber(code: 'whole-number' | 'whole-days') {
  return z.pipe(
    z.pipe(z.string(), z.transform(plainNumber)),
    z.pipe(
      z.string().check(
        z.minLength(1, 'required'),
        z.regex(/^$|^-?\d+$/, code),
        z.refine((text) => !/^-?\d+$/.test(text) || text.length <= mostDigits, 'too-many'),
      ),
      z.transform(Number),
    ),
  )
}
