/** Lines of a plain table, columns side by side; a 汉字 takes the place of two letters. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))))
  const lineOf = (row: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? ''
        return cell + ' '.repeat(width - widthOf(cell))
      })
      .join('  ')
      .trimEnd()
  return [lineOf(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(lineOf)]
}

/** East Asian letters and full-width forms. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u

function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0)
}

/** `2026-11-22 09:05` in Beijing, as the branches read it. */
export function timeOf(instant: number): string {
  return new Date(instant + 8 * 60 * 60_000).toISOString().slice(0, 16).replace('T', ' ')
}
