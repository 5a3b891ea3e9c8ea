import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Customer } from '#shared/domain/customer.ts'
import { genders, tiers } from '#shared/domain/customer.ts'
import { needTypes } from '#shared/domain/need.ts'
import { assetBands, horizons } from '#shared/domain/profile.ts'
import { relationKinds } from '#shared/domain/relation.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { normaliseName, parseName } from '#shared/domain/person-name.ts'
import { checkRow } from '#shared/domain/transfer/check-row.ts'
import { exportCells, type ExportedCustomer } from '#shared/domain/transfer/export-cells.ts'
import { csvLine } from '#shared/domain/transfer/csv-cell.ts'
import { isRemark, tableHead, tableRow } from '#shared/domain/transfer/export-lines.ts'
import type { ImportDraft } from '#shared/domain/transfer/import-draft.ts'
import { importedRecords } from '#shared/domain/transfer/imported-records.ts'
import { readVcards } from '#shared/domain/transfer/read-vcard.ts'
import { mapColumns, type TransferCells } from '#shared/domain/transfer/transfer-field.ts'
import { writeVcard } from '#shared/domain/transfer/write-vcard.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import { cellsOf } from '#features/transfer/check-table.ts'
import { readCsv } from '#features/transfer/read-csv.ts'
import { readWorkbook } from '#features/transfer/read-workbook.ts'
import { workbookOf } from '#tests/support/workbooks.ts'
import { customer, id } from '#tests/replica/replica-device.ts'

const today = '2026-05-20'

/** Signs that tables, cards and spreadsheets mean something by. */
const sign = fc.constantFrom(...'张伟aZ7 ,，、"\'=+-@\\:/#·🎉\u{20000}（|\t.é')
const plain = (text: string) => text.trim() === text && forbiddenText(text) === null
const text = fc.string({ unit: sign, maxLength: 120 }).filter(plain)
const line = text.map((typed) => typed.replaceAll('\t', ' ')).filter(plain)
const paragraph = fc
  .array(
    text.filter((typed) => typed !== ''),
    { maxLength: 3 },
  )
  .map((lines) => lines.join('\n'))
  .filter(plain)
const word = fc.string({ unit: sign, minLength: 1, maxLength: 20 }).filter(plain)
const words = fc.uniqueArray(word, { maxLength: 4 })
const name = fc
  .string({ unit: sign, minLength: 1, maxLength: 20 })
  .map((typed) => normaliseName(`王${typed}`))
  .filter((typed) => parseName(typed).ok && plain(typed))
const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count })
const mobile = digits(9).map((rest) => `13${rest}`)
const landline = digits(7).map((rest) => `0102${rest}`)
const handle = fc.string({ unit: fc.constantFrom(...'abcxyz_-09'), minLength: 3, maxLength: 12 })
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

const draft: fc.Arbitrary<ImportDraft> = fc
  .record({
    name,
    aliases: fc.uniqueArray(name, { maxLength: 3 }),
    tier: fc.constantFrom(...tiers),
    gender: optional(fc.constantFrom(...genders)),
    likes: words,
    taboos: words,
    tags: words,
    salutation: optional(line),
    occupation: optional(line),
    employer: optional(line),
    family: optional(paragraph),
    habits: optional(paragraph),
    pinnedNote: optional(paragraph),
    needs: fc.uniqueArray(
      fc.record(
        {
          type: fc.constantFrom(...needTypes),
          amountBand: fc.constantFrom(...assetBands),
          horizon: fc.constantFrom(...horizons),
        },
        { requiredKeys: ['type'] },
      ),
      {
        maxLength: 4,
        selector: (need) => JSON.stringify([need.type, need.amountBand, need.horizon]),
      },
    ),
    relations: fc.uniqueArray(fc.record({ kind: fc.constantFrom(...relationKinds), name }), {
      maxLength: 3,
      selector: (relation) => `${relation.kind} ${relation.name}`,
    }),
    plan: optional(
      fc.record(
        {
          goals: paragraph.filter((typed) => typed !== ''),
          nextSteps: paragraph.filter((typed) => typed !== ''),
          reviewOn: fc.constantFrom('2026-06-01', '2024-02-29', '2030-12-31'),
        },
        { requiredKeys: ['goals'] },
      ),
    ),
    birthday: optional(
      fc.record(
        {
          year: fc.integer({ min: 1900, max: 2025 }),
          month: fc.integer({ min: 1, max: 12 }),
          day: fc.integer({ min: 1, max: 28 }),
        },
        { requiredKeys: ['month', 'day'] },
      ),
    ),
    contactPoints: fc
      .tuple(
        fc.uniqueArray(mobile, { maxLength: 2 }),
        fc.uniqueArray(landline, { maxLength: 1 }),
        fc.uniqueArray(handle, { maxLength: 1 }),
        fc.uniqueArray(handle, { maxLength: 2 }),
        fc.uniqueArray(
          line.filter((typed) => typed !== ''),
          { maxLength: 2 },
        ),
      )
      .map(([mobiles, tels, wechats, emails, addresses]) => [
        ...mobiles.map((value) => ({ kind: 'mobile' as const, value })),
        ...tels.map((value) => ({ kind: 'tel' as const, value })),
        ...wechats.map((value) => ({ kind: 'wechat' as const, value })),
        ...emails.map((value) => ({ kind: 'email' as const, value: `${value}@example.com` })),
        ...addresses.map((value) => ({ kind: 'address' as const, value })),
      ]),
  })
  .map((made) =>
    JSON.parse(JSON.stringify(made, (_key, value) => (value === '' ? undefined : value))),
  )

function known(of: ImportDraft): ExportedCustomer {
  const { card, profile, birthday, ...made } = importedRecords({
    customerId: id(1),
    importId: id(9),
    draft: of,
    searchKeys: noSearchKeys,
    branchId: id(2),
    ownerId: id(3),
    today,
    reviewTitle: '回顾服务计划',
  })
  return {
    card,
    profile,
    dates: birthday === null ? [] : [birthday.data],
    needs: made.needs.map(({ data }) => data),
    relations: of.relations,
    plan: made.plan?.data,
  }
}

function readDraft(cells: TransferCells): ImportDraft {
  const checked = checkRow(cells, { today })
  if (!checked.ok) throw new Error(JSON.stringify(checked.error.problems))
  return normal(checked.value.draft)
}

function rowsOf(drafts: readonly ImportDraft[], language: 'zh-CN' | 'en'): string[][] {
  const rows = drafts.map((each) =>
    tableRow(exportCells(known(each), { detail: 'full', language })),
  )
  return [...tableHead('行伴导出：某人', language), ...rows]
}

function sorted({ contactPoints }: ImportDraft): ImportDraft['contactPoints'] {
  return contactPoints.toSorted((one, other) =>
    JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
  )
}

const normal = (of: ImportDraft): ImportDraft => ({ ...of, contactPoints: sorted(of) })

describe('[R17] what was exported', () => {
  it('as a table is imported as what it was, whatever was typed', async () => {
    const languages = fc.constantFrom('zh-CN' as const, 'en' as const)
    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { minLength: 1, maxLength: 4 }),
        languages,
        async (drafts, language) => {
          const table = await readCsv([...rowsOf(drafts, language).map(csvLine), ''].join('\r\n'))
          if (!table.ok) throw new Error(table.error.type)
          const [header, ...rows] = table.value.rows
          const columns = mapColumns(header?.cells ?? [])
          expect(rows.map((row) => readDraft(cellsOf(row, columns)))).toEqual(drafts.map(normal))
        },
      ),
    )
  })

  it('as a workbook is imported as what it was, whatever was typed, and no cell of it is a formula', async () => {
    const languages = fc.constantFrom('zh-CN' as const, 'en' as const)
    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { minLength: 1, maxLength: 4 }),
        languages,
        async (drafts, language) => {
          const bytes = await workbookOf(rowsOf(drafts, language))
          const read = readWorkbook(bytes, 0)
          if (!read.ok) throw new Error(read.error.type)
          const [remark, header, ...rows] = read.value.rows
          expect(isRemark(remark?.cells ?? [])).toBe(true)
          expect(read.value.formulas).toEqual({ count: 0, withoutResult: 0 })
          const columns = mapColumns(header?.cells ?? [])
          expect(rows.map((row) => readDraft(cellsOf(row, columns)))).toEqual(drafts.map(normal))
        },
      ),
    )
  })

  it('as vCards is imported as what it was, and no line is longer than 75 octets', () => {
    fc.assert(
      fc.property(fc.array(draft, { minLength: 1, maxLength: 4 }), (drafts) => {
        const file = drafts
          .map((each) => exportCells(known(each), { detail: 'full', language: 'zh-CN' }))
          .map((cells) => writeVcard(cells, '行伴导出：某人'))
          .join('')
        for (const each of file.split('\r\n')) {
          expect(new TextEncoder().encode(each).length).toBeLessThanOrEqual(75)
        }
        expect([...readVcards(file)].map(readDraft)).toEqual(drafts.map(normal))
      }),
    )
  })

  it('[SE8] is never a formula in any cell, and nothing masked is in it unless it was asked for', () => {
    fc.assert(
      fc.property(draft, (of) => {
        const cells = exportCells(known(of), { detail: 'masked', language: 'zh-CN' })
        for (const cell of Object.values(cells)) expect(cell).not.toMatch(/^[=+\-@＝＋－＠]/u)
        const all = Object.values(cells).join('\n')
        const numbers = of.contactPoints.filter(({ kind }) => kind === 'mobile' || kind === 'tel')
        for (const { value } of numbers) expect(all).not.toContain(value)
        expect(cells.employer).toBe(of.employer === undefined ? '' : '****')
      }),
    )
  })
})

describe('[SC2] a customer without a profile', () => {
  it('is exported with what the card says', () => {
    const card: Customer = customer({ name: '=王', phoneTail: '5678' })
    const cells = exportCells(
      { card, profile: undefined, dates: [], needs: [], relations: [], plan: undefined },
      { detail: 'masked', language: 'en' },
    )
    expect(cells).toMatchObject({ name: "'=王", tier: 'mass', mobile: '', employer: '' })
  })
})
