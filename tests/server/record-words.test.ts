import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import { fieldWords, typeWords, valueWords } from '#server/record-words.ts'
import { textPlaces, valueAt } from '#tests/support/schema-places.ts'

/** What can stand in the answer to a request for access (`show-customer`). */
const shown: RecordType[] = [
  'customer',
  'profile',
  'interaction',
  'task',
  'important-date',
  'complaint',
  'handover',
  'need',
  'finance-snapshot',
  'relation',
  'service-plan',
  'churn-signal',
  'consent',
  'life-event',
  'feedback',
]

/** Links between records, which no person reads: they are given as they are. */
const links = ['dateId', 'groupId', 'importId', 'noteId', 'originKey', 'taskId']

const hasWords = (text: string) => /\p{Script=Han}/u.test(text)

describe.each(shown)('[SE7] a request for access tells of a %s', (type) => {
  test('what it is, and each of its fields, by a word', () => {
    expect(typeWords(type)).toSatisfy(hasWords)
    const fields = Object.keys(recordTypeDefinitions[type].policies)
    const wordless = fields.filter((field) => !hasWords(fieldWords(type, field)))
    expect(wordless.filter((field) => !links.includes(field))).toEqual([])
  })

  test('each value by its label, and never by its code', () => {
    const places = textPlaces(type).filter(({ path: [field] }) => field !== 'mergeLog')
    const unread = places.flatMap(({ path, codes = [] }) => {
      const [field = ''] = path
      return codes
        .map((code) =>
          JSON.stringify(valueWords(type, field, valueAt(path, code, '甲'), new Map())),
        )
        .filter((words) =>
          [...words.matchAll(/"([^"]+)"/gu)].some(([, word = '']) => !hasWords(word)),
        )
        .map((words) => `${path.join('.')}: ${words}`)
    })
    expect(unread).toEqual([])
  })
})

test('[SE7] a request for access tells what a merge wrote by the words of the field that it wrote', () => {
  const id = randomUUID()
  const entry = {
    keptId: id,
    record: 'profile',
    field: 'incomeBand',
    before: null,
    after: 'over_1m',
  }
  const words = {
    并入的客户: '王芳（本人）',
    项目: '客户档案 收入',
    合并前: null,
    合并后: '100 万以上／年',
  }
  const names = new Map([[id, '王芳（本人）']])
  expect(valueWords('profile', 'mergeLog', { a: entry }, names)).toEqual({ a: words })
  expect(valueWords('profile', 'mergeLog', entry, names)).toEqual(words)
})
