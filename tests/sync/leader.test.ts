import { describe, expect, it } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import { competeForLead, type Leadership } from '#sync/leader.ts'

/** One tab of a vault; `navigator.locks` of this process are real Web Locks. */
function tab(tag: string): { lead: Leadership; told: boolean[] } {
  const told: boolean[] = []
  const onChange = (leading: boolean) => told.push(leading)
  return { told, lead: competeForLead({ locks: navigator.locks, tag, onChange }) }
}

describe('which tab syncs', () => {
  it('[CL4] one tab leads, the next one when it goes', async () => {
    const tag = crypto.randomUUID()
    const [first, second] = [tab(tag), tab(tag)]
    await eventually(() => expect(first.lead.leading).toBe(true))
    expect(second.lead.leading).toBe(false)
    first.lead.stop()
    await eventually(() => expect(second.lead.leading).toBe(true))
    expect(first.told).toEqual([true, false])
    second.lead.stop()
  })

  it('[CL4] a tab that takes over leads at once, and the former holder waits in the queue', async () => {
    const tag = crypto.randomUUID()
    const [first, second] = [tab(tag), tab(tag)]
    await eventually(() => expect(first.lead.leading).toBe(true))
    second.lead.takeOver()
    await eventually(() => expect(second.lead.leading).toBe(true))
    await eventually(() => expect(first.lead.leading).toBe(false))
    second.lead.stop()
    await eventually(() => expect(first.lead.leading).toBe(true))
    first.lead.stop()
  })

  it('[CL4] tabs of different vaults do not wait for each other', async () => {
    const [first, second] = [tab(crypto.randomUUID()), tab(crypto.randomUUID())]
    await eventually(() => expect([first.lead.leading, second.lead.leading]).toEqual([true, true]))
    first.lead.stop()
    second.lead.stop()
  })

  it('[PU1] without locks every tab leads, which is harmless', () => {
    const told: boolean[] = []
    const lead = competeForLead({
      locks: null,
      tag: 'x',
      onChange: (leading) => told.push(leading),
    })
    expect(lead.leading).toBe(true)
    lead.stop()
    expect(told).toEqual([true, false])
  })
})
