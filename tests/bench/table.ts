import { type Bar, type Figure, verdictOf } from './figure.ts'

/** The figures as a table in Markdown, which is also what the terminal shows. */
export function tableOf(figures: readonly Figure[]): string {
  const head = ['What', 'Ours', 'Floor', 'Ratio', 'Bar', 'Held']
  const rows = figures.map((figure) => {
    const { ours, floor, ratio, held } = verdictOf(figure)
    return [
      figure.what,
      amount(ours, figure.unit),
      amount(floor, figure.unit),
      ratio.toFixed(2),
      barText(figure.bar, figure.unit),
      held ? 'yes' : '**no**',
    ]
  })
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)),
  )
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [lineOf(head), rule, ...rows.map(lineOf)].join('\n')
}

/** What the floors are and what belongs to each figure, as a list. */
export function remarksOf(figures: readonly Figure[]): string {
  return figures
    .map(
      ({ what, unit, ours, floor, floorIs, remarks }) =>
        `- ${what}. Floor: ${floorIs}. ${[...remarks, spread(ours, floor, unit)].join('. ')}.`,
    )
    .join('\n')
}

/** The fastest and the slowest run of both sides: how much a median is worth. */
function spread(ours: readonly number[], floor: readonly number[], unit: Figure['unit']): string {
  const between = (values: readonly number[]) =>
    `${amount(Math.min(...values), unit)} to ${amount(Math.max(...values), unit)}`
  return ours.length < 2 ? 'Counted once' : `Runs: ours ${between(ours)}, floor ${between(floor)}`
}

function amount(value: number, unit: Figure['unit']): string {
  const digits = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0
  return `${value.toFixed(digits)} ${unit}`
}

function barText({ kind, most }: Bar, unit: Figure['unit']): string {
  return kind === 'absolute' ? `≤ ${most} ${unit}` : `≤ ${most.toFixed(1)} × floor`
}
