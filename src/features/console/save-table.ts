/** Gives a table to the browser to keep as a file; the name says nothing of a person. */
export function saveTable(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken it by then; without this it would stay in memory until the page is closed.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
