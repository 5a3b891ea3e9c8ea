/** What a line must keep to: a multiple of the floor of the same run, or a number of its unit. */
export type Bar = { kind: 'times-floor'; most: number } | { kind: 'absolute'; most: number }

/** One line of the table. All measured values are in the same unit. */
export interface Figure {
  /** For `--only`. */
  id: string
  what: string
  unit: 'ms' | 'KB'
  /** Every run, in the order in which they ran. */
  ours: readonly number[]
  floor: readonly number[]
  floorIs: string
  bar: Bar
  /** What else belongs to the figure: counts, and what is inside. */
  remarks: readonly string[]
}

/** A figure with what follows from its runs. */
export interface Verdict {
  ours: number
  floor: number
  ratio: number
  held: boolean
}

/** The medians of both sides, their ratio, and whether the bar of the design is kept. */
export function verdictOf({ ours, floor, bar }: Figure): Verdict {
  const medians = { ours: median(ours), floor: median(floor) }
  const ratio = medians.ours / medians.floor
  const held = bar.kind === 'absolute' ? medians.ours <= bar.most : ratio <= bar.most
  return { ...medians, ratio, held }
}

/** The middle value, or the mean of the two in the middle. Throws when there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  if (upper === undefined || lower === undefined) throw new Error('There is no median of nothing.')
  return (upper + lower) / 2
}

/** The value below which `share` (0 to 1) of them lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
