/**
 * SE8: begins like a formula for a spreadsheet, whatever apostrophes already stand before it; full-width signs count, because
 * spreadsheets in Chinese read them alike.
 */
const formula = /^'*[=+\-@＝＋－＠\t\r]/u

/** A text as it may stand in a table that a spreadsheet opens: never a formula, however it was typed (CSV injection). */
export function guardCell(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

/** The text of a cell as it was before `guardCell`; `="0138…"`, by which spreadsheets keep zeros, is the text inside. */
export function readCell(cell: string): string {
  if (cell.startsWith("'") && formula.test(cell)) return cell.slice(1)
  return /^="([^"]*)"$/u.exec(cell)?.[1] ?? cell
}

/** One line of a table, without its end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => quoted(guardCell(cell))).join(',')
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
