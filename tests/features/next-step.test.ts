import { describe, expect, test } from 'vitest'
import { emptyNoteForm, NoteDraft, resumedNote } from '#features/notes/note-form.ts'
import { nextStepOf } from '#features/notes/next-step.ts'

/** A Monday, at noon in Shanghai. */
const today = '2026-11-30'
const fresh = emptyNoteForm({
  channel: 'phone',
  now: Date.parse('2026-11-30T04:00:00Z'),
  nextTitle: '跟进',
  nextDueOn: '2026-12-01',
})

describe('[R2] the task that follows from a note', () => {
  test.each(['她的定期3月5日到期', '女儿12月20日结婚', '今天来过'])(
    'without a promise it keeps its usual day: %s',
    (text) => {
      expect(nextStepOf({ ...fresh, text }, fresh, today)).toEqual({
        nextTitle: '跟进',
        nextDueOn: '2026-12-01',
        nextPromise: false,
      })
    },
  )

  test('a draft that comes back after midnight keeps its day, the title still follows', () => {
    const left = {
      ...fresh,
      text: '答应明天寄合同',
      nextStep: true,
      nextTitle: '寄合同',
      nextDueOn: '2026-12-01',
      nextPromise: true,
    }
    const typed = { ...resumedNote(left), text: '答应明天寄合同和说明书' }
    expect(nextStepOf(typed, fresh, '2026-12-01')).toEqual({
      nextTitle: '寄合同和说明书',
      nextDueOn: '2026-12-01',
      nextPromise: true,
    })
    expect(resumedNote({ ...left, nextStep: false }).nextSaid).toEqual([])
  })

  test.each([
    ['without a task', {}, []],
    ['with a task', { nextStep: true }, ['title', 'day', 'promise']],
    ['with a task that was dropped', { nextTitle: '回电' }, ['title', 'day', 'promise']],
  ])('a draft of before the form filled the task, %s', (_, change, said) => {
    const { nextSaid: _said, ...before } = fresh
    const draft = NoteDraft.parse({ opened: before, values: { ...before, ...change } })
    expect(draft.values.nextSaid).toEqual(said)
  })
})
