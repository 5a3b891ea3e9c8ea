/** Rows of one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535, and a row of ours has at most eleven. */
const rowsPerStatement = 500

/** The rows in their order, as many at a time as one statement takes. */
export function inBatches<Row>(rows: readonly Row[]): Row[][] {
  const batches: Row[][] = []
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    batches.push(rows.slice(start, start + rowsPerStatement))
  }
  return batches
}
