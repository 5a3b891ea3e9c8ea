import { describe, expect, it } from 'vitest'
import { numberFormat, numberText } from '#shared/domain/transfer/excel-number.ts'
import { readWorkbook } from '#features/transfer/read-workbook.ts'
import { isCompoundFile, isZip } from '#features/transfer/workbook-signs.ts'
import { foreignWorkbook, workbookOf, zipOf } from '#tests/support/workbooks.ts'

const styles = [
  '<numFmts><numFmt numFmtId="164" formatCode="00000000000"/><numFmt numFmtId="165" formatCode="m&quot;月&quot;d&quot;日&quot;"/>',
  '<numFmt numFmtId="166" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>',
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>',
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>',
].join('')

function bombOf(row: string, times: number): Uint8Array<ArrayBuffer> {
  return foreignWorkbook({ sheets: { 表: row.repeat(times) } })
}

function rowOf(name: string): string {
  return `<row r="1"><c t="inlineStr"><is><t>${name}</t></is></c></row>`
}

function cells(rows: string, more: Partial<Parameters<typeof foreignWorkbook>[0]> = {}) {
  const read = readWorkbook(foreignWorkbook({ sheets: { 表: rows }, styles, ...more }), 0)
  return read.ok ? read.value.rows.map(({ cells }) => cells) : read.error
}

describe('[R17] a workbook of another program', () => {
  it('gives texts as they are shown: shared, rich without how it is read aloud, inline, escaped', () => {
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
      '<row r="4"><c t="inlineStr"><is><t xml:space="preserve"> 甲&amp;乙 </t></is></c><c t="str"><v>_x0041__x000A_b</v></c></row>' +
      '<row r="5"><c r="A5" s="2"/></row>'
    const sharedTexts = [
      '<si><t>姓名</t></si>',
      '<si><r><t>张</t></r><r><t>伟</t></r><rPh><t>zhang</t></rPh></si>',
    ]
    expect(cells(rows, { sharedTexts })).toEqual([
      ['姓名', '', '张伟'],
      [' 甲&乙 ', 'A\nb'],
    ])
    const read = readWorkbook(foreignWorkbook({ sheets: { 表: rows }, sharedTexts }), 0)
    expect(read.ok && read.value.rows.map(({ no }) => no)).toEqual([1, 4])
  })

  it('gives numbers as digits, with the zeros of their format, and days as civil dates', () => {
    const rows =
      '<row r="1"><c r="A1"><v>13800001111</v></c><c r="B1"><v>1.3800001111E10</v></c><c r="C1" s="2"><v>1088887777</v></c>' +
      '<c r="D1" s="1"><v>31321</v></c><c r="E1" s="3"><v>46296</v></c><c r="F1" s="4"><v>25569.75</v></c><c r="G1" t="b"><v>1</v></c></row>'
    expect(cells(rows)).toEqual([
      ['13800001111', '13800001111', '01088887777', '1985-10-01', '10-01', '1970-01-01', 'TRUE'],
    ])
    expect(
      cells('<row><c s="1"><v>29859</v></c><c t="d"><v>1985-10-01T00:00:00</v></c></row>', {
        from1904: true,
      }),
    ).toEqual([['1985-10-01', '1985-10-01']])
  })

  it.each([
    [14, undefined, 1, '1900-01-01'],
    [14, undefined, 59, '1900-02-28'],
    // Excel's 29 February 1900, which there never was.
    [14, undefined, 60, ''],
    [14, undefined, 61, '1900-03-01'],
    [14, undefined, 2_958_465, '9999-12-31'],
    [14, undefined, 2_958_466, '2958466'],
    [14, undefined, -3, '-3'],
    [58, undefined, 46_296, '10-01'],
    [57, undefined, 46_296, '2026-10'],
    [22, undefined, 46_296.5, '2026-10-01 12:00'],
    [20, undefined, 0.75, '18:00'],
    [0, 'General', 0.1 + 0.2, '0.3'],
    [0, '[h]:mm', 1.5, '12:00'],
    [0, '#,##0.00', 1234.5, '1234.5'],
    [0, '0.00"元"', 7, '7'],
    [0, '000-0000-0000', 1_088_887_777, '01088887777'],
    [0, '"d"0', 7, '7'],
    [0, 'yyyy/mm/dd hh:mm:ss.000', 46_296.5, '2026-10-01 12:00'],
  ])('format %s %s shows %s as “%s”', (id, code, value, shown) => {
    expect(numberText(value, numberFormat(id, code), { from1904: false })).toBe(shown)
  })

  it('takes the stored results of formulas as texts, counts them, and works nothing out', () => {
    const rows =
      '<row><c t="str"><f>CONCATENATE("王","芳")</f><v>王芳</v></c><c><f>1+1</f></c><c t="str"><f>"=1"</f><v>=HYPERLINK("x")</v></c></row>'
    const read = readWorkbook(foreignWorkbook({ sheets: { 表: rows } }), 0)
    expect(read.ok && read.value).toMatchObject({
      rows: [{ cells: ['王芳', '', '\'=HYPERLINK("x")'] }],
      formulas: { count: 3, withoutResult: 1 },
    })
  })

  it('has the sheets that are shown, each with rows of its own', () => {
    const bytes = foreignWorkbook({
      sheets: { 说明: rowOf('甲'), 藏: rowOf('乙'), 名单: rowOf('丙') },
      hidden: ['藏'],
    })
    const first = readWorkbook(bytes, 0)
    const second = readWorkbook(bytes, 1)
    expect(first.ok && first.value).toMatchObject({
      sheets: ['说明', '名单'],
      sheet: 0,
      rows: [{ cells: ['甲'] }],
    })
    expect(second.ok && second.value).toMatchObject({ sheet: 1, rows: [{ cells: ['丙'] }] })
    expect(first.ok && second.ok && first.value.part === second.value.part).toBe(false)
  })
})

describe('[R17] what is no workbook', () => {
  const whole = foreignWorkbook({ sheets: { 表: '<row><c t="str"><v>王芳</v></c></row>' } })

  it.each([
    ['an archive of something else', zipOf({ 'word/document.xml': '<w/>' }), 'no-workbook'],
    [
      'a binary workbook',
      zipOf({
        '_rels/.rels':
          '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        'xl/workbook.bin': 'x',
      }),
      'no-workbook',
    ],
    ['a sheet that ends in the middle', whole.slice(0, whole.length / 2), 'damaged-workbook'],
    ['broken XML', foreignWorkbook({ sheets: { 表: '<row><c><v>1</row>' } }), 'damaged-workbook'],
    ['an empty sheet', foreignWorkbook({ sheets: { 表: '<row><c s="1"/></row>' } }), 'empty'],
    [
      '50,003 rows',
      foreignWorkbook({ sheets: { 表: '<row><c><v>1</v></c></row>'.repeat(50_003) } }),
      'too-many-rows',
    ],
  ])('is refused: %s', (_what, bytes, type) => {
    expect(readWorkbook(bytes, 0)).toEqual({ ok: false, error: { type } })
  })

  it('[SE8] of a bomb no more is unpacked than the limit, whatever it says of its size', () => {
    const bomb = bombOf(`<row><c><v>${'1'.repeat(1_000_000)}</v></c></row>`, 160)
    expect(bomb.length).toBeLessThan(1024 * 1024)
    // Sizes in the directory are lies.
    const view = new DataView(bomb.buffer)
    for (let at = 0; at + 4 < bomb.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
    }
    expect(readWorkbook(bomb, 0)).toEqual({ ok: false, error: { type: 'too-inflated' } })
  })

  it('[SE8] a cell without an end is no cell', () => {
    expect(readWorkbook(bombOf(`<row><c><v>${'1'.repeat(30_000_000)}`, 1), 0)).toEqual({
      ok: false,
      error: { type: 'too-inflated' },
    })
  })

  it('is told by its first bytes', async () => {
    expect(isZip(await workbookOf([['a']]))).toBe(true)
    expect(isZip(new TextEncoder().encode('PK,姓名'))).toBe(false)
    expect(isCompoundFile(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe(true)
  })
})
