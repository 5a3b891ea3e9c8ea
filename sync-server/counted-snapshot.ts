import type { Snapshot } from './store/store.ts'

/** SE5: the same snapshot; `count` is told of the rows that are read through it for an answer. */
export function countedSnapshot(snapshot: Snapshot, count: (rows: number) => void): Snapshot {
  const counted =
    <Asked extends unknown[], Row>(read: (...asked: Asked) => Promise<Row[]>) =>
    async (...asked: Asked): Promise<Row[]> => {
      const rows = await read(...asked)
      count(rows.length)
      return rows
    }
  const { records, outs } = snapshot
  return {
    ...snapshot,
    records: {
      ...records,
      range: counted(records.range),
      named: counted(records.named),
      names: counted(records.names),
    },
    outs: { ...outs, range: counted(outs.range) },
  }
}
