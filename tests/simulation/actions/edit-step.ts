import { randomItem, type Random } from '#shared/domain/seeded-random.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import { ChangeRefused } from '#replica/change-refused.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import { marksIn, type Typed } from '#tests/simulation/checker/journal.ts'
import type { SimulatedDevice, SimulatedTab } from '#tests/simulation/device/simulated-device.ts'
import type { Simulation } from '#tests/simulation/simulation.ts'
import { complaintEdits } from './complaint-edits.ts'
import { customerEdits } from './customer-edits.ts'
import type { Edit } from './desk.ts'
import { handoverEdits } from './handover-edits.ts'
import { workEdits } from './work-edits.ts'

const edits: [string, Edit][] = Object.entries({
  ...customerEdits,
  ...workEdits,
  ...complaintEdits,
  ...handoverEdits,
})

/** What most edits of a history are, so that people meet in the same fields. */
export function themeOf(random: Random): string[] {
  const kinds = edits.map(([kind]) => kind).filter((kind) => !kind.startsWith('new'))
  return [1, 2, 3].map(() => randomItem(random, kinds))
}

/** The edits of a history's first minutes, so that there is something to disagree about. */
export const firstEdits: readonly string[] = [
  'customer and task',
  'new complaint',
  'profile',
  'new note',
]

/** A save that may never be heard of: the browser can be killed under it. */
export interface StartedSave {
  /** Resolves when the change is noted as saved, or as refused. */
  done: Promise<void>
}

/** Lets the person at this tab change something. `null` when there was nothing to do it to. */
export function startEdit(
  simulation: Simulation,
  device: SimulatedDevice,
  tab: SimulatedTab,
  random: Random,
  name?: string,
): StartedSave | null {
  const wanted = name ?? (random() < 0.75 ? randomItem(random, simulation.theme) : undefined)
  const [kind, edit] = edits.find(([known]) => known === wanted) ?? randomItem(random, edits)
  const { mark, archived } = simulation
  const desk = {
    replica: tab.replica,
    person: device.person,
    random,
    now: device.now(),
    mark,
    newId: () => (name === undefined ? crypto.randomUUID() : simulation.earlyId()),
    archived,
  }
  const requests = edit(desk)
  if (requests === null || requests.length === 0) return null
  const notes = requests.map((request) => noteOf(simulation, device, tab, kind, request))
  simulation.typed.push(...notes)
  simulation.count('edits')
  return { done: save(simulation, tab, requests, notes) }
}

async function save(
  simulation: Simulation,
  tab: SimulatedTab,
  requests: ChangeRequest[],
  notes: Typed[],
): Promise<void> {
  try {
    const operations = await tab.replica.commit(requests)
    for (const [index, request] of requests.entries()) {
      const note = notes[index]
      if (note !== undefined) note.operation = operationOf(operations, request)?.id ?? null
    }
  } catch (error) {
    // What the rules refuse stays in the form: it was never saved.
    if (error instanceof ChangeRefused) {
      simulation.count('edits refused on the device')
      return
    }
    if (tab.isAlive) simulation.violations.push(`a save failed: ${String(error)}`)
  }
}

/** A request that changed nothing became no operation. */
function operationOf(operations: readonly Operation[], request: ChangeRequest) {
  return operations.find(({ args }) => args === request.args)
}

function noteOf(
  { step }: Simulation,
  { person, name }: SimulatedDevice,
  { replica }: SimulatedTab,
  kind: string,
  { recordType, recordId, args }: ChangeRequest,
): Typed {
  const shown = replica.get(recordType, recordId)
  const saw = marksIn([shown?.data, shown?.history])
  const marks = marksIn(args).filter((mark) => !saw.includes(mark))
  const record = `${recordType}|${recordId}`
  const adds = idsAdded(args)
  const made = { step, person: person.id, device: name, record, kind, operation: null }
  return { ...made, marks, saw, removes: marksRemoved(args), adds }
}

/** What stood in the text that a person saw and is not in what he made of it. */
function marksRemoved({ from, to, field, items, changes }: Record<string, unknown>): string[] {
  // "Takes out" and "puts in" look alike in the wire but for the kind; a mark that is put in is new and removes nothing.
  if (Array.isArray(items)) return marksIn(items)
  if (field !== undefined) return marksIn(from).filter((mark) => !marksIn(to).includes(mark))
  if (typeof changes !== 'object' || changes === null) return []
  return Object.values(changes).flatMap((change: { from?: unknown; to?: unknown }) =>
    marksIn(change.from).filter((mark) => !marksIn(change.to).includes(mark)),
  )
}

/** Completions and events have ids of their own. */
function idsAdded(args: Record<string, unknown>): string | null {
  if (typeof args['completionId'] === 'string') return args['completionId']
  const event = args['event']
  if (typeof event === 'object' && event !== null && 'id' in event) return String(event.id)
  const data = args['data']
  const events = typeof data === 'object' && data !== null && 'events' in data ? data.events : null
  return typeof events === 'object' && events !== null ? (Object.keys(events)[0] ?? null) : null
}
