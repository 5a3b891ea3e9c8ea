/** Between the words that we write into one cell. */
const own = '；'
const semicolons = /[;；\n]/u
const anySeparator = /[;；、，,\n]/u

/** “喝茶、靠窗” as words. Where semicolons stand, only they part; each word once. */
export function readWords(cell: string): string[] {
  const parted = cell.split(semicolons.test(cell) ? semicolons : anySeparator)
  return [...new Set(parted.map((word) => word.trim()))].filter((word) => word !== '')
}

/** The words so that `readWords` finds them again; a semicolon within a word parts it. */
export function writeWords(words: readonly string[]): string {
  const isAmbiguous = words.length === 1 && anySeparator.test(words[0] ?? '')
  return words.join(own) + (isAmbiguous ? own : '')
}
