import * as z from 'zod/mini'

/** Longest texts, in UTF-16 units, that fields take; a form says so before it is reached. */
export const textLimits = { name: 60, line: 200, paragraph: 2000, note: 10000 } as const

/** A person's or a branch's name: 1 to 60 characters. */
export const nameText = z
  .string()
  .check(z.minLength(1, 'required'), z.maxLength(textLimits.name, 'too-long'))
/** One line. */
export const lineText = z.string().check(z.maxLength(textLimits.line, 'too-long'))
/** A line that must not be empty. */
export const requiredLine = z
  .string()
  .check(z.minLength(1, 'required'), z.maxLength(textLimits.line, 'too-long'))
/** A few sentences. */
export const paragraphText = z.string().check(z.maxLength(textLimits.paragraph, 'too-long'))
/** A few sentences that must not be empty. */
export const requiredParagraph = z
  .string()
  .check(z.minLength(1, 'required'), z.maxLength(textLimits.paragraph, 'too-long'))
/** The text of a note. */
export const noteText = z.string().check(z.maxLength(textLimits.note, 'too-long'))
/** Short words on a card: likes, taboos. */
export const wordList = z
  .array(z.string().check(z.minLength(1, 'required'), z.maxLength(40, 'too-long')))
  .check(z.maxLength(40, 'too-many'))
