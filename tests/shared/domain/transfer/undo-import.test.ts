import { describe, expect, it } from 'vitest'
import { importedCustomerId } from '#shared/domain/transfer/imported-records.ts'
import { nextTurn, type RowStanding } from '#shared/domain/transfer/import-turn.ts'
import {
  keptReason,
  pastImports,
  type ImportedCustomerFacts,
} from '#shared/domain/transfer/undo-import.ts'
import { customer, id } from '#tests/replica/replica-device.ts'

const stamp = { at: 2, by: id(3) }

function card(number: number, importId: string | undefined, createdAt = 1) {
  return {
    type: 'customer' as const,
    id: id(number),
    scope: 'branch',
    seq: 1,
    schemaVersion: 1,
    createdAt,
    createdBy: id(3),
    updatedAt: createdAt,
    updatedBy: id(3),
    data: customer({ name: '王芳', ...(importId === undefined ? {} : { importId }) }),
  }
}

function facts(change: Partial<ImportedCustomerFacts> = {}): ImportedCustomerFacts {
  return {
    card: card(1, id(9)),
    profile: undefined,
    dates: [],
    notes: 0,
    tasks: 0,
    complaints: 0,
    fileEntries: 0,
    isInHandover: false,
    isMerged: false,
    mayArchive: true,
    ...change,
  }
}

describe('[R17] taking an import back', () => {
  it('takes whoever is as the import left them', () => {
    expect(keptReason(facts())).toBeNull()
  })

  it.each([
    ['handed-over', { mayArchive: false }],
    ['in-handover', { isInHandover: true }],
    ['merged', { isMerged: true, card: { ...card(1, id(9)), stamps: { likes: stamp } } }],
    ['card-changed', { card: { ...card(1, id(9)), stamps: { tier: stamp } } }],
    ['has-notes', { notes: 1 }],
    ['has-tasks', { tasks: 1 }],
    ['has-complaints', { complaints: 1 }],
    ['has-file', { fileEntries: 1 }],
  ] as const)('leaves whom somebody worked with: %s', (reason, change) => {
    expect(keptReason(facts(change))).toBe(reason)
  })

  it('knows the imports by their customers, the latest first, and those of one person alone', () => {
    const cards = [card(1, id(8), 5), card(2, undefined), card(3, id(9), 7), card(4, id(8), 4)]
    expect(
      pastImports(cards, null).map(({ importId, cards, begunAt }) => [
        importId,
        cards.length,
        begunAt,
      ]),
    ).toEqual([
      [id(9), 1, 7],
      [id(8), 2, 4],
    ])
    expect(pastImports(cards, id(4))).toEqual([])
  })
})

describe('[R17] the turn of a file', () => {
  const file = { branchId: id(2), fileHash: 'f' }
  const turnOf = (known: Record<string, RowStanding>) =>
    nextTurn(
      file,
      [2, 3, 4],
      (customerId) => known[customerId] ?? 'absent',
      () => Promise.resolve(),
    )
  const of = (row: number, turn: number) => importedCustomerId({ ...file, turn }, row)

  it('is the first for a new file, and stays it while rows are still to come', async () => {
    expect(await turnOf({})).toEqual({ turn: 1, there: new Set() })
    expect(await turnOf({ [of(2, 1)]: 'there' })).toEqual({ turn: 1, there: new Set([2]) })
  })

  it('is the next one after a row was taken back, and rows that stayed are still there', async () => {
    const taken = { [of(2, 1)]: 'gone', [of(3, 1)]: 'there' } as const
    expect(await turnOf(taken)).toEqual({ turn: 2, there: new Set([3]) })
    expect(await turnOf({ ...taken, [of(2, 2)]: 'there' })).toEqual({
      turn: 2,
      there: new Set([3, 2]),
    })
    expect(await turnOf({ ...taken, [of(2, 2)]: 'gone' })).toEqual({ turn: 3, there: new Set([3]) })
  })

  it('gives ids of its own; those of the first turn are those of before', () => {
    expect(of(2, 1)).not.toBe(of(2, 2))
    expect(of(12, 1)).not.toBe(of(1, 2))
  })
})
