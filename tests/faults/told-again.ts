import { isDeepStrictEqual } from 'node:util'
import { RecordBody, recordTypes } from '#shared/protocol/record.ts'
import { inServerDatabase } from '#tests/support/server-database.ts'
import type { BranchDevice } from '#tests/sync/branch-device.ts'

/**
 * I11, I5: what is not on the server though somebody typed it, and what is there twice, in words. Asked of the database
 * itself. `tooEarly`: operations that were offered before another device had offered the record that they belong to; they
 * are in an issue of their author, with everything that was typed.
 */
export function findForgotten(
  folder: string,
  { typed, tasks, customers }: { typed: string[]; tasks: string[]; customers: string[] },
): { wrong: string[]; tooEarly: number } {
  const bodies = inServerDatabase(folder, (database) =>
    database.prepare('select body from records').all(),
  ).map(({ body }) => String(body))
  const said = bodies.join('\n')
  const records = new Map(
    bodies.map((body) => {
      const record = RecordBody.parse(JSON.parse(body))
      return [record.id, record]
    }),
  )
  const issues = [...records.values()].filter(({ data }) => data['reason'] === 'record-not-found')
  const inIssues = new Set(issues.map(({ data }) => data['recordId']))
  const wrong = typed.filter((text) => !said.includes(text)).map((text) => `${text} is lost`)
  for (const id of [...tasks, ...customers]) {
    const record = records.get(id)
    if (record !== undefined) wrong.push(...saidTwice(record))
    else if (!inIssues.has(id)) wrong.push(`record ${id} is lost`)
  }
  return { wrong, tooEarly: issues.length }
}

/** I3: an operation that ran twice would say its text twice, or replace the same value twice. */
function saidTwice({ id, data, history = [] }: RecordBody): string[] {
  const present = JSON.stringify(data)
  const marks = present.match(/记[a-z]+尾/gu) ?? []
  const isTwice = new Set(marks).size < marks.length
  const entries = history.map((entry) => JSON.stringify(entry))
  const isReplacedTwice = new Set(entries).size < entries.length
  return isTwice || isReplacedTwice ? [`record ${id} says something twice`] : []
}

/** I1: the records of scopes that two devices both hold and that they do not show alike. */
export function differencesBetween(devices: readonly BranchDevice[]): string[] {
  const [first, ...others] = devices
  if (first === undefined) return []
  return others.flatMap((other) => {
    const held = new Set(other.session.scopes)
    const scopes = new Set(first.session.scopes.filter((scope) => held.has(scope)))
    const [here, there] = [shownBy(first, scopes), shownBy(other, scopes)]
    return [...new Set([...here.keys(), ...there.keys()])]
      .filter((key) => !isDeepStrictEqual(here.get(key), there.get(key)))
      .map((key) => `devices differ in ${key}`)
  })
}

function shownBy({ replica }: BranchDevice, scopes: ReadonlySet<string>): Map<string, unknown> {
  return new Map(
    recordTypes
      .flatMap((type) => [...replica.all(type)])
      .filter(({ scope }) => scopes.has(scope))
      .map(({ type, id, seq, data, history }) => [`${type} ${id}`, { seq, data, history }]),
  )
}
