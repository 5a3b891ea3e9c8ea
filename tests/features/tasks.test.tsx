// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { editTask, postponedTo } from '#features/tasks/task-commands.ts'
import { TaskFormSheet } from '#features/tasks/task-form-sheet.tsx'
import { dayOfTitle, isDayOfDraft } from '#features/tasks/task-form.ts'
import { taskListItems } from '#features/tasks/task-groups.ts'
import { TasksScreen } from '#features/tasks/tasks-screen.tsx'
import { weekFrom } from '#features/tasks/week-days.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import {
  author,
  branchScope,
  entries,
  id,
  morning,
  type OpenedReplica,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledTask,
  reopen,
  task,
} from '#tests/replica/replica-device.ts'
import { showScreen } from './today-frame.tsx'

afterEach(cleanup)

function aTask(number: number, change: Parameters<typeof task>[0] = {}): RecordOf<'task'> {
  return {
    type: 'task',
    id: id(number),
    scope: portfolio,
    seq: number,
    schemaVersion: 1,
    createdAt: 1,
    createdBy: author,
    updatedAt: 1,
    updatedBy: author,
    data: task(change),
  }
}

function after(dueOn: string, today: string) {
  return postponedTo(mainlandWorkingCalendar, { dueOn }, today)
}

describe('the list of tasks', () => {
  const everyone = { view: 'open', assigneeId: undefined, day: undefined } as const

  it('puts what is late first, also by the hour, then goes day by day with the timeless last', () => {
    const items = taskListItems(
      [
        aTask(1, { dueOn: '2026-05-21' }),
        aTask(2, { dueTime: '15:00' }),
        aTask(3),
        aTask(4, { dueTime: '09:20' }),
        aTask(5, { dueOn: '2026-05-11' }),
        aTask(6, { status: 'cancelled' }),
      ],
      everyone,
      morning,
    )
    expect(items.map(({ task }) => Number(task.id.slice(-2)))).toEqual([5, 4, 2, 3, 1])
    expect(items.map(({ heading }) => heading?.count)).toEqual([2, undefined, 2, undefined, 1])
  })

  it('postpones past the National Day holiday, and says when a year was estimated', () => {
    expect(after('2026-09-30', '2026-09-30').on).toBe('2026-10-08')
    expect(after('2026-09-01', '2026-10-09').on).toBe('2026-10-10')
    expect(after('2026-12-31', '2026-12-31')).toMatchObject({
      certain: false,
      estimatedYears: [2027],
    })
  })

  it('marks 休 and 班 in the week, and names a year whose holidays are not known', () => {
    const marks = weekFrom('2026-10-05', mainlandWorkingCalendar).days.map(({ mark }) => mark)
    expect(marks).toEqual(['holiday', 'holiday', 'holiday', null, null, 'make-up', null])
    expect(weekFrom('2026-12-29', mainlandWorkingCalendar).estimatedYears).toEqual([2027])
  })

  it('[ME4] a changed note goes as an edit of its text, an unchanged form changes nothing', () => {
    const record = aTask(1, { note: '带身份证' })
    const { title, kind, dueOn, priority, assigneeId } = record.data
    const content = { title, kind, dueOn, priority, assigneeId, dueTime: undefined }
    expect(editTask(record, { ...content, note: '带身份证' })).toEqual([])
    expect(editTask(record, { ...content, note: '带身份证和印章' })).toMatchObject([
      { kind: 'edit-text', args: { from: '带身份证', to: '带身份证和印章' } },
    ])
  })

  it('a done task is ticked in the done view and can be opened again', async () => {
    const completions = { [id(90)]: { at: morning, by: author } }
    const opened = await openWith(page(portfolio, 1, [pulledTask(11, 1, { completions })]))
    const user = userEvent.setup()
    showScreen(opened, <TasksScreen search={{ view: 'done' }} />)
    await user.click(screen.getByRole('checkbox', { name: '完成：回访王先生', checked: true }))
    await waitFor(() => expect(opened.replica.get('task', id(11))?.data.completions).toEqual({}))
    screen.getByText('还没有完成的任务')
  })
})

describe('a task that is given up', () => {
  it('is found beside the done ones with who and when, and comes back with one tap, which can be undone', async () => {
    const opened = await openTask()
    const user = userEvent.setup()
    const onClose = vi.fn<() => void>()
    const { unmount } = showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={onClose} />)
    await user.click(await screen.findByRole('button', { name: '不做了' }))
    await waitFor(() => expect(status(opened)).toBe('cancelled'))
    expect(onClose).toHaveBeenCalledOnce()
    unmount()

    const list = showScreen(opened, <TasksScreen search={{ view: 'done' }} />)
    screen.getByText('回访王先生')
    screen.getByText('不做了')
    await user.click(screen.getByRole('button', { name: '恢复任务：回访王先生' }))
    await waitFor(() => expect(status(opened)).toBe('todo'))
    await user.click(await screen.findByRole('button', { name: '撤销' }))
    await waitFor(() => expect(status(opened)).toBe('cancelled'))
    list.unmount()

    showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={onClose} />)
    await screen.findByText(/ 于 .+ 标为不做了$/u)
    expect(screen.queryByRole('button', { name: '标记完成' })).toBeNull()
    await user.click(screen.getByRole('button', { name: '恢复任务' }))
    await waitFor(() => expect(status(opened)).toBe('todo'))
  })

  it('keeps what was typed and not saved', async () => {
    const opened = await openTask()
    const user = userEvent.setup()
    const sheet = showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={() => {}} />)
    await user.type(await screen.findByRole('textbox', { name: '要做什么' }), '，带合同')
    await user.click(screen.getByRole('button', { name: '不做了' }))
    await waitFor(() => expect(status(opened)).toBe('cancelled'))
    sheet.unmount()
    await waitFor(async () =>
      expect(await opened.vault.drafts.load(`task:${id(11)}`)).toMatchObject({
        values: { title: '回访王先生，带合同' },
      }),
    )
  })

  it('one that is done says so on top and is opened again, also when it had been given up before', async () => {
    const completions = { [id(90)]: { at: morning, by: author } }
    const opened = await openWith(
      page(portfolio, 1, [pulledTask(11, 1, { completions, status: 'cancelled' })]),
    )
    const user = userEvent.setup()
    showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={() => {}} />)
    await screen.findByText(/ 于 .+ 完成$/u)
    await user.click(screen.getByRole('button', { name: '重新打开' }))
    await waitFor(() =>
      expect(opened.replica.get('task', id(11))?.data).toMatchObject({
        status: 'todo',
        completions: {},
      }),
    )
  })
})

describe('the task form', () => {
  it('keeps a new task for the customer, due on the next working day', async () => {
    const opened = await openWith(page(branchScope, 2, [pulledCustomer(1, 1)]))
    const user = userEvent.setup()
    const onClose = vi.fn<() => void>()
    showScreen(opened, <TaskFormSheet customerId={id(1)} onClose={onClose} />)
    await user.type(await screen.findByRole('textbox', { name: '要做什么' }), '寄对账单')
    await user.click(screen.getByRole('radio', { name: '下一工作日' }))
    await user.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(opened.replica.by('task.customer', id(1)).map(({ data }) => data)).toMatchObject([
      { title: '寄对账单', dueOn: '2026-05-21', assigneeId: author, origin: 'manual' },
    ])
  })

  it('[R2] a day in the title sets the date and says so, and a chosen day stays', async () => {
    const opened = await openWith(page(branchScope, 2, [pulledCustomer(1, 1)]))
    const user = userEvent.setup()
    const onClose = vi.fn<() => void>()
    showScreen(opened, <TaskFormSheet customerId={id(1)} onClose={onClose} />)
    const title = await screen.findByRole('textbox', { name: '要做什么' })
    await user.type(title, '明天把说明书发给她')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '明天' }).checked).toBe(true)
    screen.getByText('按“明天”定在 5月21日。')
    await user.click(screen.getByRole('radio', { name: '下周一' }))
    await user.type(title, '，后天再问')
    expect(screen.queryByText(/^按“/u)).toBeNull()
    await user.click(screen.getByRole('checkbox', { name: '这是答应客户的事' }))
    await user.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(opened.replica.by('task.customer', id(1)).map(({ data }) => data)).toMatchObject([
      { title: '明天把说明书发给她，后天再问', dueOn: '2026-05-25', origin: 'promise' },
    ])
  })

  it('[R2] the day of a half-typed task stays when it comes back after midnight', () => {
    const left = { title: '明天寄合同', dueOn: '2026-05-21', dayChosen: false }
    const dayChosen = isDayOfDraft(left, '2026-05-21')
    expect(dayOfTitle({ ...left, title: '明天寄合同给她', dayChosen }, '2026-05-21')).toBe(
      '2026-05-21',
    )
    expect(isDayOfDraft({ title: '寄合同', dayChosen: false }, '2026-05-21')).toBe(false)
  })

  it('leads to the card of the customer', async () => {
    const opened = await openWith(
      page(branchScope, 2, [pulledCustomer(1, 1, { name: '沈若兰' })]),
      page(portfolio, 1, [pulledTask(11, 1, { customerId: id(1) })]),
    )
    showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={() => {}} />)
    const link = await screen.findByRole('link', { name: '沈若兰' })
    expect(link.getAttribute('href')).toBe(`/customers/${id(1)}`)
  })

  it('without a title it says so, keeps the form and the focus, and stores nothing', async () => {
    const opened = await openWith()
    const user = userEvent.setup()
    showScreen(opened, <TaskFormSheet onClose={() => {}} />)
    await screen.findByRole('textbox', { name: '要做什么' })
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('请填写')
    expect(opened.replica.pending()).toEqual([])
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('textbox', { name: '要做什么' })),
    )
  })

  it('a half-typed task is there again after the browser was closed, and can be dropped', async () => {
    const opened = await openWith()
    const user = userEvent.setup()
    const { unmount } = showScreen(opened, <TaskFormSheet onClose={() => {}} />)
    await user.type(await screen.findByRole('textbox', { name: '要做什么' }), '问问贷款')
    unmount()
    await waitFor(async () =>
      expect(await opened.vault.drafts.load('new-task:none:none')).toMatchObject({
        values: { title: '问问贷款' },
      }),
    )
    showScreen(await reopen(opened), <TaskFormSheet onClose={() => {}} />)
    const title = await screen.findByRole('textbox', { name: '要做什么' })
    expect(title).toHaveProperty('value', '问问贷款')
    await user.click(screen.getByRole('button', { name: '清空重填' }))
    expect(title).toHaveProperty('value', '')
  })

  it('[ME1] what a colleague changed while the form was open is not changed back', async () => {
    const opened = await openWith(page(portfolio, 1, [pulledTask(11, 1)]))
    const user = userEvent.setup()
    const onClose = vi.fn<() => void>()
    showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={onClose} />)
    await user.type(await screen.findByRole('textbox', { name: '要做什么' }), '，带合同')
    act(() => opened.replica.applyPull(changedElsewhere(), [], null))
    await user.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    const task = opened.replica.get('task', id(11))?.data
    expect(task).toMatchObject({ title: '回访王先生，带合同', dueOn: '2026-05-25' })
  })

  it('[ME1] nor is what came in before a half-typed form was opened again', async () => {
    const opened = await openWith(page(portfolio, 1, [pulledTask(11, 1)]))
    const user = userEvent.setup()
    const { unmount } = showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={() => {}} />)
    await user.type(await screen.findByRole('textbox', { name: '要做什么' }), '，带合同')
    unmount()
    await waitFor(async () =>
      expect(await opened.vault.drafts.load(`task:${id(11)}`)).toMatchObject({
        values: { title: '回访王先生，带合同' },
      }),
    )
    const again = await reopen(opened)
    again.replica.applyPull(changedElsewhere(), [], null)
    const onClose = vi.fn<() => void>()
    showScreen(again, <TaskFormSheet taskId={id(11)} onClose={onClose} />)
    await user.click(await screen.findByRole('button', { name: '保存' }))
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    const task = again.replica.get('task', id(11))?.data
    expect(task).toMatchObject({ title: '回访王先生，带合同', dueOn: '2026-05-25' })
  })
})

function openTask() {
  return openWith(page(portfolio, 1, [pulledTask(11, 1)]))
}

function status(opened: OpenedReplica) {
  return opened.replica.get('task', id(11))?.data.status
}

/** The colleague put the task off. */
function changedElsewhere() {
  return entries(portfolio, 1, [pulledTask(11, 2, { dueOn: '2026-05-25' })])
}
