import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { contactResults } from '#shared/domain/interaction.ts'
import { withImportantDateDefaults } from '#shared/domain/important-date.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { lastContactByCustomer, latestTouch } from '#replica/last-contact.ts'
import { addDate, editDate, removeDate, restoreDate } from '#features/dates/date-commands.ts'
import { archiveNote, createNote, editNote, restoreNote } from '#features/notes/note-commands.ts'
import { emptyNoteForm, type NoteFormValues, noteFormOf } from '#features/notes/note-form.ts'
import { openedNote } from '#features/notes/product-talk-form.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addCustomer, type BranchDevice } from './branch-device.ts'
import { mergeOn, undoOn } from './merge-on-device.ts'
import {
  anyStory,
  deviceOf,
  expectSameShown,
  nth,
  save,
  type Story,
  storedIn,
  untilQuiet,
} from './offline-devices.ts'

let server: TestServer
/** Two devices of one manager. */
let devices: BranchDevice[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 3 })
  devices = [await deviceOf(server, 'rm'), await deviceOf(server, 'rm')]
})
afterAll(() => server.close())

const [tablet, phone] = [() => device(0), () => device(1)]

function device(index: number): BranchDevice {
  const found = devices[index]
  if (found === undefined) throw new Error('There are two devices.')
  return found
}

/** A customer that both devices know; then each does its part without the other. */
async function live<Action>(
  { steps, order }: Story<Action>,
  act: (device: BranchDevice, customerId: string, action: Action) => Promise<unknown>,
): Promise<string> {
  const customerId = await addCustomer(tablet())
  await untilQuiet(devices, [0])
  for (const { by, action } of steps) await act(device(by), customerId, action)
  await untilQuiet(devices, order)
  return customerId
}

const minute = 60_000

test('[invariant 2] lastContactAt is that of the latest touch that stands, after notes were written, changed, removed and brought back on two devices', async () => {
  const said = {
    at: fc.nat({ max: 5000 }),
    direction: fc.constantFrom('in' as const, 'out' as const),
    result: fc.constantFrom(...contactResults, '' as const),
  }
  const which = fc.nat({ max: 9 })
  const action = fc.oneof(
    fc.record({ kind: fc.constant('write' as const), ...said }),
    fc.record({ kind: fc.constant('change' as const), which, ...said }),
    fc.record({ kind: fc.constantFrom('remove' as const, 'bring-back' as const), which }),
  )
  await fc.assert(
    fc.asyncProperty(anyStory(action, { devices: 2, maxLength: 12 }), async (story) => {
      const removed = new Map<BranchDevice, string[]>()
      const customerId = await live(story, async (by, id, step) => {
        const { replica, session } = by
        const notes = replica.by('interaction.customer', id)
        const now = Date.now()
        if (step.kind === 'write') {
          const values = { ...openedNote(form(now - step.at * minute)), ...wordsOf(step) }
          const requests = createNote({
            noteId: v7(),
            taskId: v7(),
            customerId: id,
            authorId: session.staffId,
            values: { ...values, text: '谈过。' },
            now: now - step.at * minute,
          })
          return save(by, requests)
        }
        if (step.kind === 'bring-back') {
          const noteId = nth(removed.get(by) ?? [], step.which)
          return noteId === undefined ? false : save(by, restoreNote(noteId))
        }
        const note = nth(notes, step.which)
        if (note === undefined) return false
        if (!('at' in step)) {
          removed.set(by, [...(removed.get(by) ?? []), note.id])
          return save(by, archiveNote(note.id))
        }
        const opened = openedNote(noteFormOf(note.data))
        const moved = form(now - step.at * minute)
        const values = { ...opened, ...wordsOf(step), on: moved.on, time: moved.time }
        return save(by, editNote({ noteId: note.id, note: note.data, opened, values }))
      })
      const standing = (await storedIn(server, portfolioScope(tablet().session.staffId))).filter(
        ({ type, archivedAt, data }) =>
          type === 'interaction' &&
          archivedAt === undefined &&
          JSON.stringify(data['customerIds']) === JSON.stringify([customerId]) &&
          (data['direction'] === 'in' || data['result'] === 'reached'),
      )
      const latest =
        standing.length === 0 ? null : Math.max(...standing.map(({ data }) => Number(data['at'])))
      for (const { replica } of devices) {
        const byCustomer = lastContactByCustomer(replica.all('interaction')).get(customerId)
        expect(byCustomer ?? null).toBe(latest)
        expect(latestTouch(replica.by('interaction.customer', customerId))).toBe(latest)
      }
      expectSameShown(tablet(), phone())
    }),
    { numRuns: 12 },
  )
}, 60_000)

function form(now: number) {
  return emptyNoteForm({
    channel: 'phone',
    now,
    nextTitle: '',
    nextDueOn: civilDateInShanghai(now),
  })
}

/** What of a step is said in the form. */
function wordsOf({ direction, result }: Pick<NoteFormValues, 'direction' | 'result'>) {
  return { direction, result }
}

test('[invariant 4] at most one birthday is celebrated, the same on both devices, whichever dates each of them celebrated and whoever was merged', async () => {
  const which = fc.nat({ max: 9 })
  const day = fc.integer({ min: 1, max: 28 })
  const celebrate = fc.boolean()
  const action = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('add' as const), day, celebrate }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('edit' as const), which, day, celebrate }),
    },
    fc.record({ kind: fc.constantFrom('remove' as const, 'bring-back' as const), which }),
    fc.record({ kind: fc.constantFrom('merge' as const, 'undo' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(anyStory(action, { devices: 2, maxLength: 10 }), async (story) => {
      const other = await addCustomer(tablet(), { name: '王小明二' })
      const removed = new Map<BranchDevice, string[]>()
      const customerId = await live(story, async (by, first, step) => {
        const { replica } = by
        // Half of the dates are of the card that may be merged away.
        const id = 'day' in step && step.day % 2 === 0 ? replica.keptCustomer(other) : first
        const dates = replica.by('important-date.customer', id)
        const date = 'which' in step ? nth(dates, step.which) : undefined
        switch (step.kind) {
          case 'add': {
            const data = birthday(id, step)
            return save(by, addDate(v7(), data, dates))
          }
          case 'edit': {
            if (date === undefined) return false
            const { day, celebrate } = step
            return save(by, editDate(date, { ...date.data, day, celebrate }, dates))
          }
          case 'remove':
            if (date === undefined) return false
            removed.set(by, [...(removed.get(by) ?? []), date.id])
            return save(by, removeDate(date.id))
          case 'bring-back': {
            const dateId = nth(removed.get(by) ?? [], step.which)
            return dateId === undefined ? false : save(by, restoreDate(dateId))
          }
          case 'merge':
            return mergeOn(by, { keptId: first, otherId: other })
          case 'undo':
            return undoOn(by, other)
        }
      })
      const held = await storedIn(server, portfolioScope(tablet().session.staffId))
      const here = tablet().replica
      for (const id of new Set([customerId, here.keptCustomer(other)])) {
        const own = [customerId, other].filter((each) => here.keptCustomer(each) === id)
        const said = held.filter(
          ({ type, archivedAt, data }) =>
            type === 'important-date' &&
            archivedAt === undefined &&
            own.includes(String(data['customerId'])) &&
            data['celebrate'] === true,
        )
        for (const { replica } of devices) {
          const celebrated = replica
            .by('important-date.customer', id)
            .filter(({ data }) => data.celebrate)
          expect(celebrated).toHaveLength(Math.min(said.length, 1))
          for (const date of celebrated) expect(replica.get('important-date', date.id)).toBe(date)
        }
      }
      expectSameShown(tablet(), phone())
    }),
    { numRuns: 20 },
  )
}, 60_000)

function birthday(customerId: string, { day, celebrate }: { day: number; celebrate: boolean }) {
  return withImportantDateDefaults({
    customerId,
    kind: 'birthday',
    calendar: 'solar',
    month: 5,
    day,
    celebrate,
  })
}
