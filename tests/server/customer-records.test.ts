import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { RecordBody } from '#shared/protocol/record.ts'
import { findCustomerRecords } from '#server/customer-records.ts'

const customerId = randomUUID()

/** How often the whole table is looked at, and which notes of others are found, with this many talks with several customers. */
async function lookedThrough(talks: number) {
  const groups = Array.from({ length: talks }, () => randomUUID())
  const records = [
    placed('customer', customerId, {}),
    ...groups.flatMap((groupId) => [
      placed('interaction', randomUUID(), { customerIds: [customerId], groupId }),
      placed('interaction', randomUUID(), { customerIds: [randomUUID()], groupId }),
    ]),
    placed('interaction', randomUUID(), { customerIds: [randomUUID()], groupId: randomUUID() }),
  ]
  let looks = 0
  const found = await findCustomerRecords(
    {
      async mentioning(texts, type) {
        looks += 1
        const wanted = [texts].flat()
        return records.filter(({ record }) => {
          const body = JSON.stringify(record)
          const isMeant = type === undefined || record.type === type
          return isMeant && wanted.some((text) => body.includes(text))
        })
      },
      waiting: async () => [],
    },
    customerId,
  )
  return { looks, siblings: found?.siblings.length }
}

function placed(type: RecordBody['type'], id: string, data: RecordBody['data']) {
  const [at, by] = [1, randomUUID()]
  const stamps = { createdAt: at, createdBy: by, updatedAt: at, updatedBy: by }
  return { record: { type, id, schemaVersion: 1, ...stamps, data }, scope: 's', tier: 1, seq: 1 }
}

test('[SE7] the notes of all talks with several customers are found in one look at the table', async () => {
  const [one, many] = [await lookedThrough(1), await lookedThrough(40)]
  expect(one.siblings).toBe(1)
  expect(many).toEqual({ siblings: 40, looks: one.looks })
})
