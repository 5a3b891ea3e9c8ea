import {
  array,
  assert as holds,
  asyncProperty,
  dictionary,
  jsonValue,
  property,
  string,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUnpacker, packBodies } from '#replica/cards/body-columns.ts'
import { cardBlobMaker } from '#replica/cards/card-blob.ts'
import { createCardPacker } from '#replica/cards/pack-cards.ts'
import { readCardBlob } from '#replica/cards/packed-cards.ts'
import { joinSections, splitSections } from '#replica/cards/sections.ts'
import { createShownRecords } from '#replica/shown-records.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'
import { rename } from '#tests/vault/pulled.ts'
import { branchScope, customer, id } from './replica-device.ts'

const body = (data: Record<string, unknown>): PlacedRecord => ({
  type: 'customer',
  id: id(1),
  scope: branchScope,
  seq: 1,
  schemaVersion: 1,
  createdAt: 1,
  createdBy: id(2),
  updatedAt: 3,
  updatedBy: id(2),
  data,
})

const noPause = () => Promise.resolve()

const packedBytes = (data: Record<string, unknown>) =>
  createCardPacker().pack([{ record: body(data), lastContactAt: undefined }])

const read = (bytes: Uint8Array<ArrayBuffer>) => readCardBlob({ scope: branchScope, bytes })

describe('a blob of the index of the cards', () => {
  it('[VA2] columns give back any body letter by letter', async () => {
    await holds(
      asyncProperty(array(dictionary(string(), jsonValue()), { maxLength: 20 }), async (datas) => {
        // As it would be after a pull: JSON, in which -0 is 0 and `__proto__` a name like any other.
        const records = JSON.parse(JSON.stringify(datas.map(body))) as PlacedRecord[]
        const { shared, codes, rows } = await packBodies(records, noPause)
        const unpack = createUnpacker(shared, codes, records.length)
        for (const [slot, record] of records.entries()) {
          const { type: _, id: __, scope: ___, seq: ____, ...expected } = record
          const found = unpack(slot, rows[slot] ?? '')
          expect(found).toEqual(expected)
          for (const [field, value] of Object.entries(expected.data))
            expect(JSON.stringify(found.data[field])).toBe(JSON.stringify(value))
        }
      }),
    )
  })

  it('[VA2] records share no nested value', async () => {
    const records = [body({ likes: ['茶'] }), body({ likes: ['茶'] })]
    const { shared, codes, rows } = await packBodies(records, noPause)
    const unpack = createUnpacker(shared, codes, 2)
    expect(unpack(0, rows[0] ?? '').data['likes']).not.toBe(unpack(1, rows[1] ?? '').data['likes'])
  })

  it('[VA2] what another version made is not read', async () => {
    const bytes = await packedBytes(customer())
    expect(read(bytes)?.count).toBe(1)
    expect(read(bytes.slice(0, -8))).toBeNull()
    expect(read(new TextEncoder().encode('[]'))).toBeNull()
    const text = new TextDecoder('latin1').decode(bytes)
    const at = text.indexOf(cardBlobMaker)
    expect(at).toBeGreaterThan(0)
    const other = bytes.slice()
    other[at + cardBlobMaker.length - 1] = '0'.charCodeAt(0)
    expect(read(other)).toBeNull()
  })

  it('[CL1] operations that were read before it are laid over it too', async () => {
    const bytes = await packedBytes(customer())
    const packed = read(bytes)
    const shown = createShownRecords()
    shown.addOperations([
      {
        ...rename(1, '赵一曼'),
        args: { changes: { name: { from: '王小明', to: '赵一曼' } } },
        kind: 'patch',
        n: 1,
      },
    ])
    shown.takePacked(packed === null ? [] : [packed])
    expect(shown.record('customer', id(1))?.data.name).toBe('赵一曼')
    expect(shown.cardsChangedSince(0)).toEqual([id(1)])
  })

  it('[VA2] rows end where their bytes end, whatever was written', async () => {
    await holds(
      asyncProperty(
        array(string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }),
        async (names) => {
          const cards = names.map((name, index) => ({
            record: { ...body({ ...customer(), note: name }), id: id(index + 1) },
            lastContactAt: undefined,
          }))
          const blob = read(await createCardPacker().pack(cards))
          const shown = createShownRecords()
          shown.takePacked(blob === null ? [] : [blob])
          const notes = cards.map(({ record }) => shown.stored('customer', record.id)?.data['note'])
          expect(notes).toEqual(names.map((name) => name.toWellFormed()))
        },
      ),
    )
  })

  it('sections come back as they were joined', () => {
    holds(
      property(array(string()), (texts) => {
        const sections = texts.map((text) => new TextEncoder().encode(text))
        const joined = joinSections(sections)
        expect(splitSections(joined, texts.length)?.map((part) => [...part])).toEqual(
          sections.map((part) => [...part]),
        )
        expect(splitSections(joined, texts.length + 1)).toBeNull()
      }),
    )
  })
})
