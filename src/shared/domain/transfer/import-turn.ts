import { importedCustomerId, type ImportedFile } from './imported-records.ts'

/** What is known of the customer of a row: `gone` when it was archived. */
export type RowStanding = 'absent' | 'there' | 'gone'

/**
 * Which turn of a file an import of it is. A row that was taken back is archived, and no record is made twice under one id: so the
 * file gets ids of a next turn as soon as one of its rows is gone, and rows that are there, of whichever turn, stay.
 * `breathe` is waited for between two rows: of fifty thousand the screen must not stand still.
 */
export async function nextTurn(
  file: Omit<ImportedFile, 'turn'>,
  rows: readonly number[],
  standingOf: (customerId: string) => RowStanding,
  breathe: () => Promise<void>,
): Promise<{ turn: number; there: ReadonlySet<number> }> {
  const there = new Set<number>()
  for (let turn = 1; ; turn += 1) {
    let known = 0
    let gone = 0
    for (const row of rows) {
      await breathe()
      const standing = standingOf(importedCustomerId({ ...file, turn }, row))
      if (standing === 'absent') continue
      known += 1
      if (standing === 'gone') gone += 1
      else there.add(row)
    }
    if (known === 0 || gone === 0) return { turn, there }
  }
}
