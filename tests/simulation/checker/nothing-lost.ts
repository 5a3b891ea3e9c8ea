import { marksIn, type Journal } from './journal.ts'

/** I2, I5: whatever was saved has an outcome, and every character typed is somewhere. */
export function findLosses({ typed, server, devices }: Journal): string[] {
  const answered = new Set(server.results.map(({ operation }) => operation))
  const waiting = devices.map((device) => device.waiting.join('\n')).join('\n')
  const kept = server.kept.join('\n')
  const everywhere = new Set(
    marksIn([server.records.map(({ body }) => body), server.kept, devices.map((d) => d.waiting)]),
  )
  const found: string[] = []
  for (const { operation, marks, record, kind, step, device } of typed) {
    // Killed before “saved”: it may be there or not.
    if (operation === null) continue
    const where = `${kind} on ${record} at step ${step} on ${device}`
    const isSomewhere =
      answered.has(operation) || waiting.includes(operation) || kept.includes(operation)
    if (!isSomewhere) found.push(`[I2] the saved ${where} never got an outcome`)
    for (const mark of marks) {
      if (!everywhere.has(mark)) found.push(`[I5] ${mark}, typed by ${where}, is nowhere`)
    }
  }
  return found
}
