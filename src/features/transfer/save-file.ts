/** Gives a file to the browser to keep; the name says nothing of a person. */
export function saveFile(name: string, parts: readonly BlobPart[], type: string): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken it by then; without this it would stay in memory until the page is closed.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** A table as a file that Excel opens in the right encoding: it asks for the mark. */
export function saveCsv(name: string, lines: readonly string[]): void {
  saveFile(`${name}.csv`, [`\ufeff${lines.join('\r\n')}\r\n`], 'text/csv;charset=utf-8')
}
