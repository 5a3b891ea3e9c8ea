// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { create } from '#replica/replica.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { emptyNoteForm } from '#features/notes/note-form.ts'
import { NoteSheet } from '#features/notes/note-sheet.tsx'
import { record } from '#tests/vault/pulled.ts'
import {
  branchId,
  branchScope,
  clearToasts,
  id,
  morning,
  note,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
  showScreen,
} from './customers-screen.tsx'

afterEach(async () => {
  // A note that was saved closes its sheet a moment after it says so.
  await waitFor(() => {
    if (screen.queryByRole('dialog') !== null) throw new Error('The sheet is still open.')
  })
  cleanup()
  clearToasts()
})

/** Closes when it says so, as its page would. */
function OpenedNote(props: { noteId?: string }) {
  const [open, setOpen] = useState(true)
  return open && <NoteSheet customerId={id(1)} {...props} onClose={() => setOpen(false)} />
}

async function openCustomer() {
  return openWith(
    page(branchScope, 1, [pulledCustomer(1, 1, { name: '彭文平', salutation: '彭总' })]),
    page(portfolio, 1, [pulledNote(31, 1, { channel: 'wechat', at: 1 })]),
  )
}

describe('a quick note', () => {
  it('takes a purpose and one line; the channel is the one used last; saving is undone in one tap', async () => {
    const opened = await openCustomer()
    const { user } = await showScreen(opened, <OpenedNote />)
    const text = await screen.findByLabelText('内容')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '微信' }).checked).toBe(true)
    await user.click(screen.getByRole('checkbox', { name: '跟进' }))
    await user.type(text, '答应周五前给方案。')
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存在本机')
    const made = () =>
      opened.replica.by('interaction.customer', id(1)).filter(({ id: each }) => each !== id(31))
    expect(made()[0]?.data).toMatchObject({
      channel: 'wechat',
      direction: 'out',
      result: 'reached',
      purpose: ['followup'],
      text: '答应周五前给方案。',
    })
    await user.click(await screen.findByRole('button', { name: '撤销' }))
    await waitFor(() => expect(made()).toHaveLength(0))
  })

  it('[R2] makes a task of it in one tap, due on the next working day, in the same commit', async () => {
    const opened = await openCustomer()
    const { user } = await showScreen(opened, <OpenedNote />)
    await user.type(await screen.findByLabelText('内容'), '要大额存单报价。')
    await user.click(screen.getByRole('button', { name: '建为任务' }))
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存，并建了任务')
    const [task] = opened.replica.by('task.customer', id(1))
    // The clock of the test stands on Wednesday 2026-05-20.
    expect(task?.data).toMatchObject({ title: '跟进彭总', dueOn: '2026-05-21', status: 'todo' })
    const made = opened.replica.all('interaction').find(({ data }) => data.nextTaskId === task?.id)
    expect(task?.data.ref).toEqual({ type: 'interaction', id: made?.id })
    const last = opened.replica.pending().slice(-2)
    expect(last.map(({ operation }) => operation.recordType)).toEqual(['interaction', 'task'])
  })

  it('[R2] a promise in the text is offered, and one tap fills the task with it', async () => {
    const opened = await openCustomer()
    const { user } = await showScreen(opened, <OpenedNote />)
    await user.type(await screen.findByLabelText('内容'), '来问理财，答应明天把说明书发给她。')
    const hint = screen.getByRole('button', { name: /好像答应了客户：明天把说明书发给她/u })
    await user.click(hint)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '保存时建一项任务' }))
    expect(screen.queryByRole('button', { name: /好像答应/u })).toBeNull()
    expect(
      screen.getByRole<HTMLInputElement>('checkbox', { name: '这是答应客户的事' }).checked,
    ).toBe(true)
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存，并建了任务')
    expect(opened.replica.by('task.customer', id(1))[0]?.data).toMatchObject({
      title: '把说明书发给她',
      dueOn: '2026-05-21',
      origin: 'promise',
    })
  })

  it('[R21] what is asked of a colleague who has left since names him at the field, and the note is saved without it', async () => {
    const member = { name: '赵同事', staffNo: '3001', role: 'teller', branchId, active: false }
    const opened = await openWith(
      page(branchScope, 1, [pulledCustomer(1, 1), record('staff', 60, 2, member)]),
    )
    const values = emptyNoteForm({
      channel: 'phone',
      now: morning,
      nextTitle: '',
      nextDueOn: '2026-05-21',
    })
    const asks = [{ staffId: id(60), title: '备好材料', dueOn: '2026-05-21' }]
    const draft = { opened: values, values: { ...values, text: '聊了家里的事。', asks } }
    await opened.vault.drafts.save(`note:new:${id(1)}`, draft)
    const { user } = await showScreen(opened, <OpenedNote />)
    await screen.findByText('赵同事已不在本网点，请换一位或去掉')
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByRole('button', { name: '要做什么' })
    expect(opened.replica.all('interaction')).toEqual([])
    await user.click(screen.getByRole('button', { name: '保存时交给赵同事' }))
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存在本机')
    expect(opened.replica.all('interaction').map(({ data }) => data.text)).toEqual([
      '聊了家里的事。',
    ])
  })

  it('[R2] what somebody filled in the task stays, the rest follows the text', async () => {
    const opened = await openCustomer()
    const { user } = await showScreen(opened, <OpenedNote />)
    const text = await screen.findByLabelText('内容')
    await user.type(text, '看了理财')
    await user.click(screen.getByRole('button', { name: '建为任务' }))
    const title = screen.getByRole('textbox', { name: /要做什么/u })
    expect(title).toHaveProperty('value', '跟进彭总')
    await user.clear(title)
    await user.type(title, '自己写的')
    await user.type(text, '，答应后天回电')
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存，并建了任务')
    expect(opened.replica.by('task.customer', id(1))[0]?.data).toMatchObject({
      title: '自己写的',
      dueOn: '2026-05-22',
      origin: 'promise',
    })
  })

  it('is saved by Ctrl and Enter, and keeps the text when a card number stands in it', async () => {
    const opened = await openCustomer()
    await showScreen(opened, <OpenedNote />)
    const text = await screen.findByLabelText<HTMLTextAreaElement>('内容')
    // A published test number, of no account.
    fireEvent.change(text, { target: { value: '卡号 4111 1111 1111 1111' } })
    fireEvent.keyDown(text, { key: 'Enter', ctrlKey: true })
    await screen.findByText(/看起来像银行卡号/u)
    expect(text.value).toContain('4111')
    fireEvent.change(text, { target: { value: '卡尾号 1111' } })
    fireEvent.keyDown(text, { key: 'Enter', ctrlKey: true })
    await screen.findByText('已保存在本机')
  })

  it('[ME4] sends an edited text as a text, so that another device’s sentence stays', async () => {
    const opened = await openCustomer()
    const before = '谈了理财到期。客户想转存。'
    await opened.replica.commit([create('interaction', id(41), note({ text: before }))])
    const { user } = await showScreen(opened, <OpenedNote noteId={id(41)} />)
    const text = await screen.findByLabelText<HTMLTextAreaElement>('内容')
    fireEvent.change(text, { target: { value: `${before}周五回话。` } })
    await opened.replica.commit([
      {
        recordType: 'interaction',
        recordId: id(41),
        kind: 'edit-text',
        args: { field: 'text', from: before, to: `谈了理财到期，他有点急。客户想转存。` },
      },
    ])
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存在本机')
    expect(opened.replica.get('interaction', id(41))?.data.text).toBe(
      '谈了理财到期，他有点急。客户想转存。周五回话。',
    )
    expect(opened.replica.pending().at(-1)?.operation.kind).toBe('edit-text')
  })
})

describe('what must not be kept', () => {
  it.each([
    ['6222 0212 3456 7890 127 是他的卡', null],
    ['卡号4111111111111111', 'looks-like-card'],
    ['密码：１２３４５６', 'looks-like-secret'],
    ['验证码是 4821', 'looks-like-secret'],
    ['CVV 123', 'looks-like-secret'],
    ['电话 13812345678，谈了 2026 年 3500000 元的存单', null],
    ['帮客户重置了密码，改天再试', null],
  ])('%s', (text, expected) => {
    expect(forbiddenText(text)).toBe(expected)
  })
})
