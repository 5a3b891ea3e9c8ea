/** Words as they are typed into one box, each once. */
export function wordsInText(text: string): string[] {
  const words = text.split(/[、，,;；\n]/u).map((word) => word.trim())
  return [...new Set(words.filter((word) => word !== ''))]
}
