import { describe, expect, it } from 'vitest'
import { createHeardMoves } from '#sync/heard-moves.ts'

const serverEpoch = '01a1ffa8-fff7-751f-9597-a3b9a47d6fac'
const reached = (seq: number) => ({
  serverEpoch,
  positions: { org: { '1': seq, '2': seq, '3': seq, '4': seq } },
})

describe('pokes', () => {
  it('[PL5] a move that was pulled already is no news, the next one is', () => {
    const heard = createHeardMoves()
    heard.pulled(reached(7))
    expect(heard.isNews({ org: 7 })).toBe(false)
    expect(heard.isNews({ org: 8 })).toBe(true)
  })

  it('[PL5] a move of a scope that was never pulled, or to nobody knows where, is news', () => {
    const heard = createHeardMoves()
    heard.pulled(reached(7))
    expect(heard.isNews({ org: 7, 'staff:0181cf17-0000-7813-a368-c2d7117f17ea': 1 })).toBe(true)
    expect(heard.isNews(null)).toBe(true)
  })

  it('[PL5] a move that came during a round counts if that round did not bring it, and only once', () => {
    const heard = createHeardMoves()
    heard.keep({ org: 8 })
    heard.keep({ org: 9 })
    heard.pulled(reached(8))
    expect(heard.takeNews()).toBe(true)
    expect(heard.takeNews()).toBe(false)
    heard.keep({ org: 8 })
    expect(heard.takeNews()).toBe(false)
  })
})
