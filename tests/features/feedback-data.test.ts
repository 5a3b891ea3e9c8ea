import { expect, test } from 'vitest'
import { Feedback } from '#shared/domain/feedback.ts'
import { feedbackData, feedbackOfNoteIsAbout } from '#features/customer-file/feedback-data.ts'
import { fileChanges } from '#features/customer-file/file-form.ts'

const [staffId, customerId, other, away, noteId] = [1, 2, 3, 4, 5].map(
  (n) => `00000000-0000-4000-8000-00000000000${n}`,
) as [string, string, string, string, string]

const fixed = { customerId, receivedBy: staffId }
const answered = {
  category: 'waiting',
  text: '等了一个小时',
  channel: 'branch',
  receivedOn: '2026-11-02',
  state: 'answered',
  done: '周一上午多开一个窗口',
  answer: '已致电说明，客户表示理解',
  answeredOn: '2026-11-05',
}

test.each(['open', 'handled'])(
  '[R30] what was done and answered stays when the feedback is set back to %s',
  (state) => {
    const [from, to] = [answered, { ...answered, state }].map((values) =>
      feedbackData(values, fixed),
    )
    expect(Feedback.parse(to)).toEqual({ ...fixed, ...answered, state })
    expect(
      fileChanges({ type: 'feedback', id: noteId, isNew: false }, from ?? {}, to ?? {}),
    ).toEqual([
      {
        recordType: 'feedback',
        recordId: noteId,
        kind: 'patch',
        args: { changes: { state: { from: 'answered', to: state } } },
      },
    ])
  },
)

test('[R30] what nobody answered bears no day of an answer', () => {
  const open = { ...answered, state: 'open', done: '', answer: ' ' }
  expect(feedbackData(open, fixed)).not.toHaveProperty('answeredOn')
  expect(feedbackData(open, fixed)).not.toHaveProperty('answer')
})

test('[R30][ME8] feedback of a note lands with the one in whose file it is taken up, or with the card merged into it that the note names', () => {
  const about = (named: string[], merged: string[]) =>
    feedbackOfNoteIsAbout(
      { customersNamed: () => named, mergedCustomers: () => merged },
      noteId,
      customerId,
    )
  expect(about([other, customerId], [])).toBe(customerId)
  expect(about([other, away], [away])).toBe(away)
  expect(about([away, customerId], [away])).toBe(customerId)
  expect(about([], [])).toBe(customerId)
})
