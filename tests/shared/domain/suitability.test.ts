import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, fromDayNumber, toDayNumber } from '#shared/domain/civil-date.ts'
import { isElderly } from '#shared/domain/elderly.ts'
import { isSuitableTalk, ProductTalk } from '#shared/domain/product-talk.ts'
import { riskLevels } from '#shared/domain/profile.ts'
import {
  mayRecommend,
  productGrades,
  suitability,
  type ProductTalkFacts,
} from '#shared/domain/suitability.ts'

const today = '2026-05-20'

function facts(change: Partial<ProductTalkFacts> = {}): ProductTalkFacts {
  return {
    riskLevel: 'C3',
    riskAssessedOn: '2026-01-10',
    grade: 'R2',
    on: today,
    elderly: false,
    ...change,
  }
}

const judged = { capacity: 'C3', assessedOn: '2026-01-10' } as const

describe('[R1] invariant 11: whether a product may be recommended', () => {
  test.each<[string, Partial<ProductTalkFacts>, ReturnType<typeof suitability>]>([
    ['within capacity', {}, { state: 'may-recommend', grade: 'R2', ...judged }],
    [
      'the grade of the capacity',
      { grade: 'R3' },
      { state: 'may-recommend', grade: 'R3', ...judged },
    ],
    ['above capacity', { grade: 'R4' }, { state: 'above-capacity', grade: 'R4', ...judged }],
    ['no grade yet', { grade: null }, { state: 'grade-missing', ...judged }],
    ['no level', { riskLevel: undefined }, { state: 'not-assessed' }],
    ['no day of assessment', { riskAssessedOn: undefined }, { state: 'undated' }],
    [
      'on the last day',
      { riskAssessedOn: '2025-05-20' },
      {
        state: 'may-recommend',
        grade: 'R2',
        capacity: 'C3',
        assessedOn: '2025-05-20',
      },
    ],
    ['a day later', { riskAssessedOn: '2025-05-19' }, { state: 'expired', until: '2026-05-19' }],
    ['assessed after the talk', { riskAssessedOn: '2026-05-21' }, { state: 'assessed-later' }],
    [
      'elderly, medium risk',
      { elderly: true, grade: 'R3' },
      {
        state: 'may-recommend',
        grade: 'R3',
        ...judged,
      },
    ],
    [
      'elderly, high risk',
      { elderly: true, grade: 'R4', riskLevel: 'C5' },
      {
        state: 'extra-care',
        grade: 'R4',
        ...judged,
        capacity: 'C5',
      },
    ],
    [
      'elderly, above capacity',
      { elderly: true, grade: 'R5' },
      {
        state: 'above-capacity',
        grade: 'R5',
        ...judged,
      },
    ],
  ])('%s', (_name, change, expected) => {
    expect(suitability(facts(change))).toEqual(expected)
  })

  const dayAround = fc.integer({ min: -900, max: 900 }).map((days) => addDays(today, days))
  const anyFacts = fc.record({
    riskLevel: fc.option(fc.constantFrom(...riskLevels), { nil: undefined }),
    riskAssessedOn: fc.option(dayAround, { nil: undefined }),
    grade: fc.option(fc.constantFrom(...productGrades), { nil: null }),
    on: dayAround,
    elderly: fc.boolean(),
  })

  test('nothing is recommended without a level, above it, or outside of the 12 months', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const answer = suitability(given)
        const { riskLevel, riskAssessedOn, grade, on } = given
        const expected =
          riskLevel !== undefined &&
          riskAssessedOn !== undefined &&
          grade !== null &&
          Number(grade.slice(1)) <= Number(riskLevel.slice(1)) &&
          riskAssessedOn <= on &&
          on <= addMonths(riskAssessedOn, 12)
        expect(mayRecommend(answer)).toBe(expected)
      }),
    )
  })

  test('a lower grade is never worse, and age never opens what is closed', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...productGrades), (given, lower) => {
        fc.pre(given.grade !== null && lower <= given.grade)
        const isAllowed = mayRecommend(suitability(given))
        const isLowerAllowed = mayRecommend(suitability({ ...given, grade: lower }))
        expect(isLowerAllowed || !isAllowed).toBe(true)
        const [young, old] = [false, true].map((elderly) => suitability({ ...given, elderly }))
        if (young === undefined || old === undefined) throw new Error('Two were asked for.')
        expect(mayRecommend(old)).toBe(mayRecommend(young))
      }),
    )
  })

  test('what may be recommended makes a talk that the write rule takes; what is above capacity never does', () => {
    const talk = fc.record({
      kind: fc.constant('recommended' as const),
      grade: fc.constantFrom(...productGrades),
      capacity: fc.constantFrom(...riskLevels),
      assessedOn: fc.constant('2026-01-10'),
      disclosed: fc.constant(['spoken' as const]),
    })
    fc.assert(
      fc.property(talk, (value) => {
        expect(ProductTalk.safeParse(value).success).toBe(true)
        const { grade, capacity, assessedOn } = value
        const answer = suitability(
          facts({ grade, riskLevel: capacity, riskAssessedOn: assessedOn }),
        )
        expect(isSuitableTalk(value)).toBe(mayRecommend(answer))
      }),
    )
  })

  test('[R15] a recommendation without grade, capacity or disclosure is no talk; an enquiry needs none', () => {
    const whole = {
      kind: 'recommended',
      grade: 'R2',
      ...judged,
      disclosed: ['document', 'recording'],
    }
    expect(ProductTalk.safeParse(whole).success).toBe(true)
    for (const field of ['grade', 'capacity', 'assessedOn', 'disclosed']) {
      expect(ProductTalk.safeParse({ ...whole, [field]: undefined }).success).toBe(false)
    }
    expect(ProductTalk.safeParse({ ...whole, disclosed: [] }).success).toBe(false)
    expect(ProductTalk.safeParse({ kind: 'enquiry' }).success).toBe(true)
  })
})

describe('who is 65 or older', () => {
  const nobody = { specialCare: [] }

  test.each([
    ['on the birthday', born(1961, 5, 20), true],
    ['a day before it', born(1961, 5, 21), false],
    ['without a year nobody knows', born(undefined, 1, 1), false],
    ['a day that does not exist', born(1961, 2, 30), true],
    [
      'a child’s birthday says nothing',
      { ...born(1950, 1, 1), kind: 'child_birthday' as const },
      false,
    ],
  ])('%s', (_name, date, expected) => {
    expect(isElderly(nobody, [date], today)).toBe(expected)
  })

  test('one who is marked so on the card is, whatever a birthday says', () => {
    expect(isElderly({ specialCare: ['senior'] }, [born(1990, 1, 1)], today)).toBe(true)
  })

  test('of several birthdays any one is enough', () => {
    expect(isElderly(nobody, [born(1990, 1, 1), born(1950, 1, 1)], today)).toBe(true)
  })

  test('who is once stays so, and from the 65th birthday on everybody is', () => {
    const day = fc
      .integer({ min: toDayNumber('1900-01-01'), max: toDayNumber('2010-12-31') })
      .map(fromDayNumber)
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (birthday, days) => {
        const turns = addMonths(birthday, 65 * 12)
        const on = addDays(turns, days)
        const [year, month, dayOfMonth] = birthday.split('-').map(Number)
        if (month === undefined || dayOfMonth === undefined)
          throw new Error('A day has three numbers.')
        // Who was born on 29 February turns 65 on 1 March.
        const isLeapDay = birthday.endsWith('-02-29')
        const expected = isLeapDay ? on > turns : on >= turns
        expect(isElderly(nobody, [born(year, month, dayOfMonth)], on)).toBe(expected)
      }),
    )
  })
})

function born(year: number | undefined, month: number, day: number) {
  return { kind: 'birthday' as const, year, month, day }
}
