/** What the command line said. */
export interface ProveOptions {
  seed: string
  /** Histories of the simulation; other sections size themselves by it, or by their own standard. */
  histories: number
  /** Of the mutants, those of these rules; all when left out. */
  rules?: readonly string[]
  /** Something to show while it goes on. */
  say: (text: string) => void
}

export interface ProveResult {
  /** What was done, by name. */
  counts: Record<string, number>
  /** Rules that were broken, in words that say how to see it again; none is the aim. */
  violations: string[]
  /** A table or remarks to print. */
  report?: string
}

/** One part of the proof. A new one is a file that exports this, and a line in `sections.ts`. */
export interface ProveSection {
  id: string
  title: string
  /** Runs only when it is named with `--only`. */
  onRequest?: boolean
  run: (options: ProveOptions) => Promise<ProveResult>
}
