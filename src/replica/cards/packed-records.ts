import type { PlacedRecord } from '#shared/protocol/record.ts'
import type { RecordPlace } from '#replica/replica-feed.ts'
import type { PackedCards } from './packed-cards.ts'

/** The cards of the index that nobody asked for yet. */
export interface PackedRecords {
  add: (blobs: readonly PackedCards[]) => void
  /** Takes one out, if it is still inside. */
  unpack: (type: string, id: string) => PlacedRecord | undefined
  unpackAll: (type: string) => void
  /** Of what is still inside. */
  places: (scope: string) => RecordPlace[]
}

/** Starts empty. `onUnpacked` is told of each card as it is taken out. */
export function createPackedRecords(
  onUnpacked: (record: PlacedRecord, fits: boolean) => void,
): PackedRecords {
  /** `unpacked`: 1 by slot. A blob that was emptied goes. */
  let parts: { cards: PackedCards; unpacked: Uint8Array; left: number }[] = []

  function takeOut(part: (typeof parts)[number], slot: number): PlacedRecord {
    part.unpacked[slot] = 1
    part.left -= 1
    if (part.left === 0) parts = parts.filter((other) => other !== part)
    const record = part.cards.record(slot)
    onUnpacked(record, part.cards.fits(slot))
    return record
  }

  return {
    add(blobs) {
      for (const cards of blobs) {
        if (cards.count === 0) continue
        parts.push({ cards, unpacked: new Uint8Array(cards.count), left: cards.count })
      }
    },
    unpack(type, id) {
      if (type !== 'customer') return undefined
      for (const part of parts) {
        const slot = part.cards.ids.slotOf(id)
        if (slot !== undefined && part.unpacked[slot] === 0) return takeOut(part, slot)
      }
      return undefined
    },
    unpackAll(type) {
      if (type !== 'customer') return
      for (const part of parts) {
        for (const [slot, taken] of part.unpacked.entries()) if (taken === 0) takeOut(part, slot)
      }
    },
    places(scope) {
      const places: RecordPlace[] = []
      for (const { cards, unpacked } of parts) {
        if (cards.scope !== scope) continue
        for (const [slot, id] of cards.ids.all().entries()) {
          if (unpacked[slot] === 1) continue
          places.push({ type: 'customer', id, seq: cards.seqs[slot] ?? 0 })
        }
      }
      return places
    },
  }
}
