import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRow } from '#shared/domain/transfer/check-row.ts'
import { csvLine, guardCell, readCell } from '#shared/domain/transfer/csv-cell.ts'
import { readBirthday } from '#shared/domain/transfer/read-birthday.ts'
import {
  headerOf,
  isHeaderRow,
  mapColumns,
  transferFields,
  type TransferCells,
} from '#shared/domain/transfer/transfer-field.ts'
import { readWords, writeWords } from '#shared/domain/transfer/word-list-cell.ts'

const today = '2026-05-20'

function problemsOf(cells: TransferCells): string[] {
  const checked = checkRow(cells, { today })
  return checked.ok ? [] : checked.error.problems.map(({ field, code }) => `${field} ${code}`)
}

function draftOf(cells: TransferCells) {
  const checked = checkRow(cells, { today })
  if (!checked.ok) throw new Error(JSON.stringify(checked.error.problems))
  return checked.value.draft
}

function rowWith(identity: string) {
  const checked = checkRow({ name: '王芳', identity }, { today })
  return checked.ok ? checked.value : checked.error.problems
}

function pointsOf(cells: TransferCells): string[] {
  return draftOf({ name: '张伟', ...cells }).contactPoints.map(
    ({ kind, value }) => `${kind} ${value}`,
  )
}

describe('[R17] the columns of a table', () => {
  it('are known by the words that people write at their heads, however they write them', () => {
    const headers = [
      '客户姓名',
      '＊手机号（必填）',
      ' E-Mail ',
      '出生日期',
      '客户等级',
      '积分',
      'WeChat ID',
    ]
    expect(mapColumns(headers)).toEqual([
      'name',
      'mobile',
      'email',
      'birthday',
      'tier',
      null,
      'wechat',
    ])
  })

  it('are known again under the headers that we write, in both languages', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const headers = transferFields.map((field) => headerOf(field, language))
      expect(mapColumns(headers)).toEqual(transferFields)
    }
  })

  it('hold a field once: of two with one meaning the first counts', () => {
    expect(mapColumns(['姓名', '手机', '手机号'])).toEqual(['name', 'mobile', null])
  })

  it('need a header to be known, and a customer is none', () => {
    expect(isHeaderRow(['张伟', '13812345678'])).toBe(false)
    expect(isHeaderRow(['编号', '姓名'])).toBe(true)
  })
})

describe('[R17] a row', () => {
  it('has its lost zero back in a landline that a spreadsheet took for a number, and only there', () => {
    expect(pointsOf({ tel: '1088887777；57188887777' })).toEqual([
      'tel 01088887777',
      'tel 057188887777',
    ])
    expect(pointsOf({ tel: '95588；+12125550100' })).toEqual(['tel 95588', 'tel +12125550100'])
    expect(pointsOf({ mobile: '1088887777' })).toEqual(['mobile 1088887777'])
  })

  it('is a customer with a name alone', () => {
    expect(draftOf({ name: ' 张 伟 ' })).toEqual({
      name: '张伟',
      tier: 'mass',
      contactPoints: [],
      aliases: [],
      likes: [],
      taboos: [],
      needs: [],
      relations: [],
      tags: [],
    })
  })

  it('reads numbers with spaces, +86 and full-width digits, and several in one cell', () => {
    const { contactPoints } = draftOf({
      name: '王芳',
      mobile: '+86 138-1234-5678、１３９００００４３２１',
      tel: '010-8888 7777',
    })
    expect(contactPoints).toEqual([
      { kind: 'mobile', value: '13812345678' },
      { kind: 'mobile', value: '13900004321' },
      { kind: 'tel', value: '01088887777' },
    ])
  })

  it('takes a formula as the text it is', () => {
    expect(draftOf({ name: '王芳', pinnedNote: "=cmd|' /C calc'!A0" }).pinnedNote).toBe(
      "=cmd|' /C calc'!A0",
    )
    expect(draftOf({ name: '王芳', mobile: '="13812345678"' }).contactPoints).toEqual([
      { kind: 'mobile', value: '13812345678' },
    ])
  })

  it('says everything that is wrong with it at once', () => {
    const cells: TransferCells = {
      name: '欧'.repeat(200),
      mobile: '12',
      email: 'nobody',
      birthday: '1985-02-30',
      gender: '不知道',
      tier: '钻石',
      pinnedNote: '密码 123456',
      habits: '卡号 4111 1111 1111 1111',
    }
    expect(problemsOf(cells).toSorted()).toEqual([
      'birthday birthday-impossible',
      'email email-shape',
      'gender gender-unknown',
      'habits looks-like-card',
      'mobile phone-too-short',
      'name name-too-long',
      'pinnedNote looks-like-secret',
      'tier tier-unknown',
    ])
  })

  it('is refused without a name, and with one that has no letter', () => {
    expect(problemsOf({ mobile: '13812345678' })).toEqual(['name name-required'])
    expect(problemsOf({ name: '🎉🎉' })).toEqual(['name name-without-letter'])
    expect(draftOf({ name: '小明🎉' }).name).toBe('小明🎉')
  })

  it('reads an identity number; a wrong one alone stays behind, and one of our own tables says nothing new', () => {
    expect(rowWith('１１０１０５ 19491231002x')).toMatchObject({
      draft: { number: { number: '11010519491231002X', last4: '002X' } },
      leftOut: [],
    })
    const wrong = rowWith('110105194912310021')
    expect(wrong).toMatchObject({ leftOut: [{ field: 'identity', code: 'id-check-digit' }] })
    expect(wrong).not.toHaveProperty('draft.number')
    expect(rowWith('**************002X')).toEqual({ draft: draftOf({ name: '王芳' }), leftOut: [] })
    // Together with all else that is wrong in the row.
    expect(problemsOf({ name: '王芳', mobile: '12', identity: '1234' })).toEqual([
      'mobile phone-too-short',
      'identity id-too-short',
    ])
  })

  it('never throws, whatever stands in it', () => {
    const unit = fc.integer({ min: 0, max: 0x10_ff_ff }).map((code) => String.fromCodePoint(code))
    const cells = fc.record(
      Object.fromEntries(transferFields.map((field) => [field, fc.string({ unit })])),
      { requiredKeys: [] },
    )
    fc.assert(fc.property(cells, (row) => typeof checkRow(row, { today }).ok === 'boolean'))
  })
})

describe('[R17] a birthday', () => {
  it('is read in the ways in which people write one', () => {
    const october = { year: 1985, month: 10, day: 1 }
    for (const typed of [
      '1985-10-01',
      '1985/10/1',
      '1985.10.1',
      '1985年10月1日',
      '19851001',
      '１９８５-10-01',
      '1985-10-01T00:00:00Z',
    ]) {
      expect(readBirthday(typed, today)).toEqual({ ok: true, value: october })
    }
    for (const typed of ['10月1日', '10-1', '--1001', '--10-01']) {
      expect(readBirthday(typed, today)).toEqual({ ok: true, value: { month: 10, day: 1 } })
    }
    expect(readBirthday('2-29', today).ok).toBe(true)
  })

  it('is refused with the reason when there is no such day, or nobody can tell which', () => {
    const reasons = Object.entries({
      '2023-02-29': 'birthday-impossible',
      '1985-13-01': 'birthday-impossible',
      '10/1/1985': 'birthday-unclear',
      '2026-05-21': 'birthday-future',
      农历八月十五: 'birthday-lunar',
      春天: 'birthday-unclear',
    })
    for (const [typed, type] of reasons) {
      expect(readBirthday(typed, today)).toEqual({ ok: false, error: { type } })
    }
  })
})

describe('[SE8] a cell that we write', () => {
  it('is never a formula, and is read as what it was', () => {
    for (const text of ['=1+1', '+85291234567', '-1', '@SUM(A1)', "'=1", '＝1', '\t=1']) {
      expect(guardCell(text)).toBe(`'${text}`)
    }
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', 'a', '＝') }),
        (text) => {
          expect(guardCell(text)).not.toMatch(/^[=+\-@＝＋－＠]/u)
          expect(readCell(guardCell(text))).toBe(text)
        },
      ),
    )
  })

  it('keeps quotes, commas and line breaks inside of it', () => {
    expect(csvLine(['a,b', '说"好"', '一\n二', '三'])).toBe('"a,b","说""好""","一\n二",三')
  })
})

describe('[R17] words in one cell', () => {
  it('are found again', () => {
    expect(readWords('喝茶、靠窗，安静')).toEqual(['喝茶', '靠窗', '安静'])
    const word = fc
      .string({ minLength: 1, unit: fc.constantFrom('茶', 'a', '，', '、', ',', ' ') })
      .filter((text) => text.trim() === text)
    fc.assert(
      fc.property(fc.uniqueArray(word), (words) => {
        expect(readWords(writeWords(words))).toEqual(words)
      }),
    )
  })
})
