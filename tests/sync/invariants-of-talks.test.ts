import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, addMonths, civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { ProductTalk } from '#shared/domain/product-talk.ts'
import { type RiskLevel, riskLevels } from '#shared/domain/profile.ts'
import { productGrades } from '#shared/domain/suitability.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { create } from '#replica/replica.ts'
import { editCustomer } from '#features/customers/customer-commands.ts'
import { customerFormOf } from '#features/customers/customer-form-values.ts'
import { factsOf } from '#features/notes/customer-facts.ts'
import { createNote, editNote } from '#features/notes/note-commands.ts'
import { noteFormSchema } from '#features/notes/note-checks.ts'
import { emptyNoteForm, type NoteFormValues, noteFormOf } from '#features/notes/note-form.ts'
import { judgedNote, openedNote } from '#features/notes/product-talk-form.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addCustomer, type BranchDevice } from './branch-device.ts'
import {
  anyStory,
  deviceOf,
  expectSameShown,
  nth,
  save,
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

function device(index: number): BranchDevice {
  const found = devices[index]
  if (found === undefined) throw new Error('There are two devices.')
  return found
}

const today = civilDateInShanghai(Date.now())

/** What somebody says in the form of a note about a product; always recommended, where the form lets him. */
type Said = Pick<NoteFormValues, 'productGrade' | 'on' | 'extraCare'>

function said(values: NoteFormValues, { productGrade, on, extraCare }: Said): NoteFormValues {
  return {
    ...values,
    purpose: ['product'],
    text: '谈了产品。',
    productGrade,
    productKind: 'recommended',
    disclosed: ['spoken'],
    extraCare,
    on,
  }
}

/** Judges and checks as the form does; null where it keeps the note from being saved. */
function judged(
  by: BranchDevice,
  customerId: string,
  opened: NoteFormValues,
  values: NoteFormValues,
) {
  const card = by.replica.get('customer', customerId)
  if (card === undefined) throw new Error('The card is here.')
  const facts = factsOf(by.replica, card)
  const colleagueIds = new Set<string>()
  const context = { today, opened, facts, otherOf: () => undefined, colleagueIds }
  return noteFormSchema(context).safeParse(values).success ? judgedNote(values, context) : null
}

function write(by: BranchDevice, customerId: string, words: Said): Promise<boolean> {
  const now = Date.now()
  const opened = emptyNoteForm({ channel: 'phone', now, nextTitle: '', nextDueOn: today })
  const values = judged(by, customerId, opened, said(opened, words))
  if (values === null) return Promise.resolve(false)
  const ids = { noteId: v7(), taskId: v7(), customerId, authorId: by.session.staffId }
  return save(by, createNote({ ...ids, values, now }))
}

/** Of an existing note the day or the product alone can be changed, too. */
interface Change {
  which: number
  words: Said
  keeps: 'on' | 'productGrade' | null
}

async function change(by: BranchDevice, customerId: string, { which, words, keeps }: Change) {
  const note = nth(by.replica.by('interaction.customer', customerId), which)
  if (note === undefined) return false
  const opened = noteFormOf(note.data)
  const kept = keeps === null ? {} : { [keeps]: opened[keeps] }
  const values = judged(by, customerId, opened, { ...said(opened, words), ...kept })
  if (values === null) return false
  return save(
    by,
    editNote({ noteId: note.id, note: note.data, opened: openedNote(opened), values }),
  )
}

/** The risk level and its day, through the customer's form. */
function assess(
  by: BranchDevice,
  customerId: string,
  riskLevel: RiskLevel,
  riskAssessedOn: string,
) {
  const { replica } = by
  const card = replica.get('customer', customerId)?.data
  if (card === undefined) throw new Error('The card is here.')
  const profile = replica.get('profile', customerId)?.data
  const opened = customerFormOf(card, profile)
  const searchKeys = { from: card.searchKeys, to: card.searchKeys }
  const values = { ...opened, riskLevel, riskAssessedOn }
  const form = { customerId, dateId: v7(), opened, values, searchKeys, today, withProfile: true }
  return save(by, editCustomer({ ...form, hasProfile: profile !== undefined }))
}

/** By what the note itself says, and in words of this test: C1 bears R1 … C5 bears R5, for twelve months from its day on. */
function isUnsound({ at, productTalk }: Record<string, unknown>): boolean {
  const talk = ProductTalk.safeParse(productTalk).data
  if (talk?.kind !== 'recommended') return false
  const { grade, capacity, assessedOn } = talk
  const on = civilDateInShanghai(Number(at))
  const isAbove = Number(grade.slice(1)) > Number(capacity.slice(1))
  return isAbove || on < assessedOn || on > addMonths(assessedOn, 12)
}

test('[invariant 11] no note says that more was recommended than was borne, or without an assessment that held that day, whatever two devices changed', async () => {
  const day = fc.constantFrom(0, 5, 10, 15).map((months) => addMonths(today, -months))
  const words = fc.record({
    productGrade: fc.constantFrom(...productGrades),
    on: day,
    extraCare: fc.constant('子女陪同'),
  })
  const action = fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('write' as const), words }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('change' as const),
        words,
        which: fc.nat({ max: 1 }),
        keeps: fc.constantFrom('on' as const, 'productGrade' as const, null),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('assess' as const),
        level: fc.constantFrom(...riskLevels),
        on: day,
      }),
    },
    fc.record({
      kind: fc.constant('forge' as const),
      grade: fc.constantFrom(...productGrades),
      capacity: fc.constantFrom(...riskLevels),
      assessedOn: day,
    }),
  )
  let recommended = 0
  await fc.assert(
    fc.asyncProperty(anyStory(action, { devices: 2, maxLength: 7 }), async ({ steps, order }) => {
      const customerId = await addCustomer(device(0), { name: '上官一' })
      await assess(device(0), customerId, 'C3', addDays(today, -200))
      await write(device(0), customerId, { productGrade: 'R2', on: today, extraCare: '' })
      await untilQuiet(devices, [0])
      for (const { by: index, action: step } of steps) {
        const by = device(index)
        if (step.kind === 'write') await write(by, customerId, step.words)
        if (step.kind === 'change') await change(by, customerId, step)
        if (step.kind === 'assess') await assess(by, customerId, step.level, step.on)
        // Past the form: what the rules of the device themselves let through.
        if (step.kind === 'forge') {
          const { grade, capacity, assessedOn } = step
          const note = create('interaction', v7(), {
            customerIds: [customerId],
            authorId: by.session.staffId,
            at: Date.now(),
            channel: 'phone',
            direction: 'out',
            purpose: ['product'],
            text: '谈了产品。',
            productTalk: {
              kind: 'recommended',
              grade,
              capacity,
              assessedOn,
              disclosed: ['spoken'],
            },
          })
          await save(by, [note])
        }
      }
      await untilQuiet(devices, order)
      const held = await storedIn(server, portfolioScope(device(0).session.staffId))
      const notes = [
        ...held.filter(({ type }) => type === 'interaction'),
        ...devices.flatMap(({ replica }) => replica.all('interaction')),
      ].filter(({ data }) => JSON.stringify(data['customerIds']) === JSON.stringify([customerId]))
      expect(notes.filter(({ data }) => isUnsound(data))).toEqual([])
      recommended += notes.filter(({ data }) => JSON.stringify(data).includes('recommended')).length
      expectSameShown(device(0), device(1))
    }),
    { numRuns: 25 },
  )
  expect(recommended).toBeGreaterThan(0)
}, 60_000)
