import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { needTypes } from '#shared/domain/need.ts'
import { assetBands, horizons } from '#shared/domain/profile.ts'
import { relationKinds } from '#shared/domain/relation.ts'
import { readNeeds, writeNeeds } from '#shared/domain/transfer/need-cell.ts'
import { readDay } from '#shared/domain/transfer/read-birthday.ts'
import { readRelations, writeRelations } from '#shared/domain/transfer/relation-cell.ts'
import { transfer as english } from '#i18n/transfer/en.ts'
import { transfer as chinese } from '#i18n/transfer/zh-CN.ts'

const maybe = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values))

describe('[R8][R17] the needs of a cell', () => {
  it('are read as they are written, and as people write them', () => {
    const retirement = { type: 'retirement', amountBand: '500k_6m', horizon: 'over_5y' } as const
    expect(writeNeeds([retirement, { type: 'other' }], 'zh-CN')).toBe(
      '养老规划（50–600 万，5 年以上）；其他',
    )
    for (const cell of [
      '养老规划（50–600 万，5 年以上）；',
      '养老 50-600万 5年以上',
      '养老规划(50～600万)5年以上',
      'Retirement (¥500k–6m, over 5 years);',
      'retirement 500k-6m over 5 years',
      '养老规划（50–600 万，5 年以上）',
      '养老规划（50–600 万；5 年以上）',
      '养老规划，50–600 万，5 年以上',
      'Retirement, ¥500k–6m, over 5 years',
    ]) {
      expect([cell, readNeeds(cell)]).toEqual([cell, [retirement]])
    }
    expect(readNeeds('养老、子女教育')).toEqual([{ type: 'retirement' }, { type: 'education' }])
    expect(readNeeds('养老，5 年以上、保障；教育，5 年以上')).toEqual([
      { type: 'retirement', horizon: 'over_5y' },
      { type: 'protection' },
      { type: 'education', horizon: 'over_5y' },
    ])
    expect(readNeeds('')).toEqual([])
  })

  it('are read again whatever they are, one of them without the separator at the end as well', () => {
    const need = fc
      .record({
        type: fc.constantFrom(...needTypes),
        band: maybe(assetBands),
        when: maybe(horizons),
      })
      .map(({ type, band, when }) => ({
        type,
        ...(band === null ? {} : { amountBand: band }),
        ...(when === null ? {} : { horizon: when }),
      }))
    const needs = fc.uniqueArray(need, { selector: (each) => JSON.stringify(each), maxLength: 5 })
    fc.assert(
      fc.property(needs, fc.constantFrom('zh-CN', 'en'), (written, language) => {
        const cell = writeNeeds(written, language)
        expect(readNeeds(cell)).toEqual(written)
        expect(readNeeds(cell.replace(/；$/u, ''))).toEqual(written)
      }),
    )
  })

  it('are not guessed: one that cannot be told refuses the cell', () => {
    for (const cell of [
      '炼金',
      '养老规划 很多',
      '5–50 万',
      '养老；炼金',
      '养老规划 5–50 万 5–50 万',
    ]) {
      expect([cell, readNeeds(cell)]).toEqual([cell, null])
    }
  })
})

describe('[R3][R17] the relations of a cell', () => {
  it('are read as they are written, and as people write them', () => {
    const relations = [
      { kind: 'referred', name: '王芳' },
      { kind: 'child', name: 'Anna Berg, jr.' },
    ] as const
    expect(writeRelations(relations, 'zh-CN')).toBe('被介绍人 王芳；子女 Anna Berg, jr.')
    for (const language of ['zh-CN', 'en'] as const) {
      expect(readRelations(writeRelations(relations, language))).toEqual(relations)
    }
    expect(readRelations('妻子：王芳、女儿 王小明')).toEqual([
      { kind: 'spouse', name: '王芳' },
      { kind: 'child', name: '王小明' },
    ])
  })

  it('are not guessed', () => {
    for (const cell of ['王芳', '配偶', '朋友 王芳', '配偶王芳', 'Partner Wang Fang']) {
      expect([cell, readRelations(cell)]).toEqual([cell, null])
    }
  })

  it('are all named where one was not understood', () => {
    for (const [language, { fieldErrors }] of [
      ['zh-CN', chinese],
      ['en', english],
    ] as const) {
      for (const kind of relationKinds) {
        const word = writeRelations([{ kind, name: '某' }], language).replace(' 某', '')
        expect(fieldErrors['relations-unknown']).toContain(word)
      }
    }
  })
})

it('[R11][R17] the day of a review may be to come, and has its year', () => {
  expect(readDay('2030年3月1日')).toEqual({ ok: true, value: '2030-03-01' })
  expect(readDay('2030/3/1')).toEqual({ ok: true, value: '2030-03-01' })
  expect(readDay('20300301')).toEqual({ ok: true, value: '2030-03-01' })
  expect(readDay('20300230')).toMatchObject({ error: { type: 'birthday-impossible' } })
  expect(readDay('3月1日')).toMatchObject({ ok: false, error: { type: 'day-unclear' } })
  expect(readDay('2030-02-30')).toMatchObject({ error: { type: 'birthday-impossible' } })
})
