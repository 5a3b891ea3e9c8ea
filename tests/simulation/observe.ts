import { recordTypes } from '#shared/protocol/record.ts'
import { marksIn, type Observation } from './checker/journal.ts'
import type { Simulation } from './simulation.ts'

/** Notes which texts each open tab shows now. */
export function observe(
  simulation: Simulation,
  { isQuiet = false }: { isQuiet?: boolean } = {},
): void {
  for (const device of simulation.devices) {
    for (const tab of device.tabs) {
      if (!tab.replica.loaded) continue
      const records = shownMarks(tab.replica)
      simulation.observations.push({
        step: simulation.step,
        device: device.name,
        tab: tabNumber(tab),
        healing: simulation.server.histories > 0 && !isQuiet,
        records,
      })
    }
  }
}

const numbers = new WeakMap<object, number>()
let last = 0

/** The same number for the same tab, also when others are closed. */
function tabNumber(tab: object): number {
  const known = numbers.get(tab)
  if (known !== undefined) return known
  last += 1
  numbers.set(tab, last)
  return last
}

function shownMarks(replica: Simulation['devices'][number]['tabs'][number]['replica']) {
  const records: Observation['records'] = {}
  const add = (key: string, value: unknown): void => {
    const marks = marksIn(value)
    if (marks.length > 0) records[key] = [...new Set([...(records[key] ?? []), ...marks])]
  }
  for (const scope of replica.scopes()) {
    for (const { type, id } of replica.places(scope)) {
      const known = recordTypes.find((one) => one === type)
      const record = known === undefined ? undefined : replica.get(known, id)
      if (record !== undefined) add(`${type}|${id}`, [record.data, record.history])
    }
  }
  for (const { operation } of replica.pending()) {
    // SC2: a record may leave while an edit of it is under way; then nothing of it is shown.
    if (replica.get(operation.recordType, operation.recordId) === undefined) continue
    add(`${operation.recordType}|${operation.recordId}`, operation.args)
  }
  return records
}
