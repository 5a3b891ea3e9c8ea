import { describe, expect, it } from 'vitest'
import { create } from '#replica/replica.ts'
import { showPull } from '#sync/show-pull.ts'
import { id, openWith, task } from '#tests/replica/replica-device.ts'

describe('a pull that confirms thousands of operations', () => {
  it('[PL3][PU2] takes away what it confirms and nothing else, though another tab has more confirmed meanwhile', async () => {
    const { replica } = await openWith()
    const changes = Array.from({ length: 900 }, (_, no) => create('task', id(no + 1), task()))
    await replica.commit(changes)
    const ns = replica.pending().map(({ operation }) => operation.n)
    const numberOf = (place: number) => ns[place - 1] ?? 0
    const shown = showPull(replica, {
      entries: [],
      removedScopes: [],
      droppedThrough: numberOf(600),
    })
    // Between two portions the news of the other tab come.
    replica.applyPull([], [], numberOf(670))
    await shown
    expect(replica.pending().map(({ operation }) => operation.n)).toEqual(ns.slice(670))
  })

  it('[PL3] takes away all that it confirms', async () => {
    const { replica } = await openWith()
    const changes = Array.from({ length: 620 }, (_, no) => create('task', id(no + 1), task()))
    await replica.commit(changes)
    const ns = replica.pending().map(({ operation }) => operation.n)
    const pull = { entries: [], removedScopes: [], droppedThrough: ns[609] ?? 0 }
    await showPull(replica, pull)
    expect(replica.pending().map(({ operation }) => operation.n)).toEqual(ns.slice(610))
  })
})
