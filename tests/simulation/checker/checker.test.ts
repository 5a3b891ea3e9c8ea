import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkJournal } from './check-journal.ts'
import type { Journal, JournalDevice, ServerRecord, Typed } from './journal.ts'

const manager = { id: 'anna', role: 'rm', branch: 'b', active: true }
const lead = { id: 'ben', role: 'lead', branch: 'b', active: true }

const card: ServerRecord = {
  type: 'customer',
  id: 'c',
  scope: 'branch:b',
  seq: 2,
  body: { data: { branchId: 'b', ownerId: 'anna', pinnedNote: '标甲标。标乙标。' } },
}
const change: Typed = {
  step: 1,
  person: 'anna',
  device: 'tablet',
  record: 'customer|c',
  kind: 'pinned note',
  operation: 'one',
  marks: ['标甲标'],
  saw: [],
  removes: [],
  adds: null,
}
const later: Typed = { ...change, operation: 'two', marks: ['标乙标'], saw: ['标甲标'] }

function device(name: string, person: string, records: ServerRecord[]): JournalDevice {
  return { name, person, records, waiting: [] }
}

/** A history in which all is well. */
function journal(): Journal {
  const whole: Journal = {
    seed: 'none',
    people: [manager, lead],
    typed: [change, later],
    server: {
      records: [card],
      results: ['one', 'two'].map((operation) => ({
        operation,
        outcome: 'applied',
        reason: null,
        device: 'tablet',
      })),
      kept: [],
      audit: ['one', 'two'].map((operation) => ({ operation, code: 'applied' })),
      restores: 0,
      now: 1000,
    },
    devices: [device('tablet', 'anna', [card]), device('desk', 'ben', [card])],
    observations: [],
  }
  // As JSON, so that nothing in it is the same object as something else.
  return JSON.parse(JSON.stringify(whole)) as Journal
}

/** What the referee says of the history after a fault was put into it. */
function after(fault: (journal: Journal) => void): string {
  const broken = journal()
  fault(broken)
  return checkJournal(broken).join('\n')
}

function note({ server }: Journal): { data: Record<string, unknown> } {
  const [record] = server.records
  if (record === undefined) throw new Error('No record.')
  return record.body
}

describe('the independent referee', () => {
  it('imports nothing but its own files', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.test.ts'))
    const imported = files.flatMap((name) => {
      const source = readFileSync(join(import.meta.dirname, name), 'utf8')
      return [...source.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].map(([, path]) => path)
    })
    expect(files.length).toBeGreaterThan(5)
    expect(imported.filter((path) => path?.startsWith('./') !== true)).toEqual([])
  })

  it('finds nothing in a history in which all is well', () => {
    expect(checkJournal(journal())).toEqual([])
  })

  it('[I1] sees a device that lacks a record, has an old one, or shows another content', () => {
    const lacks = after(({ devices }) => devices[1]?.records.pop())
    const old = after(({ devices }) => {
      const [record] = devices[1]?.records ?? []
      if (record !== undefined) record.seq = 1
    })
    const other = after(({ devices }) => {
      const [record] = devices[1]?.records ?? []
      if (record !== undefined) record.body.data['pinnedNote'] = '别的。'
    })
    expect([lacks, old, other].map((found) => found.includes('[I1] desk'))).toEqual([
      true,
      true,
      true,
    ])
  })

  it('[I2] [I5] sees an operation without an outcome and a text that is nowhere', () => {
    expect(after(({ server }) => server.results.pop())).toContain('[I2]')
    const forgotten = after((history) => {
      note(history).data['pinnedNote'] = '标乙标。'
      for (const { records } of history.devices) records.length = 0
    })
    expect(forgotten).toContain('[I5] 标甲标')
  })

  it('[I3] sees a text that was merged twice and an operation that was accepted twice', () => {
    const twice = after((history) => {
      note(history).data['pinnedNote'] = '标甲标。标乙标。标甲标。'
    })
    expect(twice).toContain('twice in one field')
    const again = after(({ server }) => {
      server.audit.push({ operation: 'one', code: 'applied' })
    })
    expect(again).toContain('accepted 2 times')
  })

  it('[I3] sees an entry of the history that was made twice, and lets the same value come and go', () => {
    const archived = { field: 'archivedAt', value: 5, at: 5, by: 'anna', why: 'replaced' }
    const back = { ...archived, value: null }
    const withHistory = (entries: (typeof archived | typeof back)[]) =>
      after((history) => Object.assign(note(history), { history: entries }))
    expect(withHistory([archived, archived])).toContain('twice in its history')
    expect(withHistory([archived, back, archived])).not.toContain('twice in its history')
  })

  it('[I4] sees a record on a device whose person may not have it', () => {
    const leak = after(({ devices, people }) => {
      people.push({ id: 'cora', role: 'admin', branch: 'b', active: true })
      devices.push(device('office', 'cora', [card]))
    })
    expect(leak).toContain('[I4] office')
  })

  it('[ME1] sees an edit that went although nobody took it out', () => {
    const overwritten = after((history) => {
      const body = note(history)
      body.data['pinnedNote'] = '标乙标。'
      Object.assign(body, {
        history: [{ field: 'pinnedNote', value: '标甲标。', at: 1, by: 'anna', why: 'replaced' }],
      })
    })
    expect(overwritten).toContain('[ME1] 标甲标')
  })

  it('[ME2] [ME6] sees an edit of the future and a complaint that went on after its end', () => {
    const future = after((history) => Object.assign(note(history), { updatedAt: 2000 }))
    expect(future).toContain('[ME2]')
    const reopened = after(({ server, typed }) => {
      const data = {
        branchId: 'b',
        sensitive: [],
        events: { x: { kind: 'closed', no: 1 }, y: { kind: 'progress', no: 2 } },
      }
      server.records.push({
        type: 'complaint',
        id: 'k',
        scope: 'complaints:b',
        seq: 1,
        body: { data },
      })
      typed.push({ ...change, adds: 'x' }, { ...change, adds: 'y' })
    })
    expect(reopened).toContain('[ME6]')
  })

  it('sees an effect before its cause, and what was shown and is gone', () => {
    const look = { step: 1, device: 'desk', tab: 1, healing: false }
    const disorder = after(({ observations }) => {
      observations.push({ ...look, records: { 'customer|c': ['标乙标'] } })
    })
    expect(disorder).toContain('[causality]')
    const flicker = after(({ observations }) => {
      observations.push({ ...look, records: { 'customer|c': ['标甲标'] } })
      observations.push({ ...look, step: 2, records: { 'customer|c': [] } })
    })
    expect(flicker).toContain('[PL3]')
  })

  it('lets another edit of a record win after a backup was put back, where one of them ended in a conflict', () => {
    const look = { step: 1, device: 'desk', tab: 1, healing: false }
    const flickerWith = (restores: number): string =>
      after(({ observations, server, typed }) => {
        server.restores = restores
        typed.push({ ...change, operation: 'three', marks: ['标丙标'] })
        server.results.push({
          operation: 'three',
          outcome: 'conflict',
          reason: 'x',
          device: 'desk',
        })
        server.kept.push('three 标丙标')
        observations.push({ ...look, records: { 'customer|c': ['标甲标'] } })
        observations.push({ ...look, step: 2, records: { 'customer|c': [] } })
      })
    expect(flickerWith(0)).toContain('[PL3]')
    expect(flickerWith(1)).not.toContain('[PL3]')
  })
})
