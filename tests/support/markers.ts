import type { Random } from '#shared/domain/seeded-random.ts'
import { randomInteger } from '#shared/domain/seeded-random.ts'

/**
 * 200 names, numbers and fragments that stand nowhere else. Each holds a number of eleven digits, and all these numbers
 * begin with the same eight: where that stem is not found, none of the 200 is.
 */
export interface Markers {
  stem: string
  /** As the app writes numbers of telephones on the screen. */
  spacedStem: string
  customers: { name: string; mobile: string }[]
  /** Texts of many fragments each: sent, not sent, and never saved. */
  notes: string[]
  unsent: string[]
  halfTyped: string[]
  tasks: string[]
  searches: string[]
  /** In the rest of a customer's file; the need is never saved. */
  file: Record<'relation' | 'goals' | 'feedback' | 'need', string>
  /** A name in a table that was opened to be imported. */
  listed: string
  /** The numbers of all markers. */
  numbers: string[]
}

export const markerCount = 200
const sizes = { customers: 3, notes: 4, tasks: 4, unsent: 2, halfTyped: 2, searches: 15 } as const
const perNote = 26
const perUnsent = 20
const perHalf = 13

export function makeMarkers(random: Random): Markers {
  const stem = `139${randomInteger(random, 10_000, 99_999)}`
  const numbers: string[] = []
  const number = (): string => {
    numbers.push(`${stem}${String(numbers.length).padStart(3, '0')}`)
    return numbers.at(-1) ?? stem
  }
  const text = (fragments: number, words: string): string =>
    many(fragments, () => `${words}${number()}`).join('；')
  const markers = {
    stem,
    spacedStem: `${stem.slice(0, 3)} ${stem.slice(3, 7)} ${stem.slice(7)}`,
    customers: many(sizes.customers, () => ({ name: `独孤青禾${number()}`, mobile: number() })),
    notes: many(sizes.notes, () => text(perNote, '想把存单转给女儿读书，单号尾数')),
    tasks: many(sizes.tasks, () => `周五把国债额度告诉独孤老师${number()}`),
    unsent: many(sizes.unsent, () => text(perUnsent, '断网时说起老家的房子要拆，门牌')),
    halfTyped: many(sizes.halfTyped, () => text(perHalf, '半句没写完：她先生最近住在')),
    searches: many(sizes.searches, () => `独孤${number()}`),
    file: {
      relation: `独孤家里的${number()}`,
      goals: `两年里攒够装修的钱${number()}`,
      feedback: `嫌排队久，门口的号${number()}`,
      need: `还没写完的需求${number()}`,
    },
    listed: `独孤名单${number()}`,
    numbers,
  }
  if (numbers.length !== markerCount) throw new Error(`${numbers.length} markers were made`)
  return markers
}

function many<Item>(count: number, make: () => Item): Item[] {
  return Array.from({ length: count }, make)
}
