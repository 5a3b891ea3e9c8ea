const ending = '。！？；!?;'
const closing = '”’」』）)】》"\''

/**
 * One token: a line break, or a sentence up to and with its ending marks and the quotes that close after them. A full
 * stop of ASCII ends a sentence only where no letter or digit follows, so 3.5万 and 2026.3.5 stay whole.
 */
const token = new RegExp(
  String.raw`\r\n|[\r\n]|(?:[^\r\n${ending}.]|\.(?=[0-9A-Za-z０-９]))*(?:(?:[${ending}]|\.(?![0-9A-Za-z０-９]))+[${closing}]*|(?=[\r\n])|$)`,
  'gu',
)

/** ME4: cuts a text into sentences and line breaks; joined again they are the text, to the character. */
export function sentenceTokens(text: string): string[] {
  return (text.match(token) ?? []).filter((part) => part !== '')
}
