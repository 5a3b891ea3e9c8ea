// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { AskedNotices } from '#features/tasks/asked-notices.tsx'
import { TaskFormSheet } from '#features/tasks/task-form-sheet.tsx'
import { emptyTaskForm } from '#features/tasks/task-form.ts'
import { TasksScreen } from '#features/tasks/tasks-screen.tsx'
import {
  author,
  branchId,
  branchScope,
  environment,
  id,
  morning,
  type OpenedReplica,
  openWith,
  page,
  pulledTask,
  task,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'
import { showScreen } from './today-frame.tsx'

afterEach(cleanup)

const colleague = id(60)
const administrator = id(61)
const scope = `staff:${branchId}`
const asked = { askedBy: author, assigneeId: colleague, branchId }

function staff(number: number, seq: number, name: string, change = {}): [number, object] {
  const data = { name, staffNo: `${3000 + number}`, role: 'teller', branchId, active: true }
  return record('staff', number, seq, { ...data, ...change })
}

/** Two colleagues, and a task that was asked of one of them. */
async function openAsked(
  change: Parameters<typeof task>[0],
  stamps = {},
  person = {},
): Promise<OpenedReplica> {
  const [seq, pulled] = pulledTask(11, 1, { ...asked, ...change })
  return openWith(
    page(branchScope, 1, [
      staff(60, 1, '赵同事', person),
      staff(61, 2, '钱管理', { role: 'admin' }),
    ]),
    page(scope, 1, [[seq, { ...pulled, stamps }]]),
  )
}

function status({ replica }: OpenedReplica) {
  return replica.get('task', id(11))?.data
}

it.each([
  ['slow', -3_600_000],
  ['fast', 3_600_000],
])('[R21] “noted” is said of the answer, not of the hour of a clock that is %s', async (_, off) => {
  const completions = { [id(90)]: { at: morning, by: colleague } }
  const opened = await openAsked({ completions })
  const clock = { ...environment, now: () => morning + off }
  const user = userEvent.setup()
  showScreen(opened, <AskedNotices />, clock)
  await user.click(await screen.findByRole('button', { name: '知道了：回访王先生' }))
  await waitFor(() => expect(screen.queryByText(/完成了/u)).toBeNull())
  expect(status(opened)?.heardAt).toBe(morning)
})

it('[R21] undoing that a task which came back is open again leaves the word of who gave it back, under that name', async () => {
  const stamp = { at: morning - 60_000, by: colleague }
  const opened = await openAsked(
    { status: 'cancelled', returned: '今天走不开' },
    { status: stamp, returned: stamp },
  )
  const user = userEvent.setup()
  const list = showScreen(opened, <TasksScreen search={{ view: 'done', who: 'all' }} />)
  await user.click(await screen.findByRole('button', { name: '恢复任务：回访王先生' }))
  await waitFor(() => expect(status(opened)?.status).toBe('todo'))
  await user.click(await screen.findByRole('button', { name: '撤销' }))
  await waitFor(() => expect(status(opened)?.status).toBe('cancelled'))
  expect(status(opened)?.returned).toBe('今天走不开')
  list.unmount()
  showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={() => {}} />)
  await screen.findByText(/^赵同事 于 .+ 退回：今天走不开$/u)
})

it('[R21] what was given up after it came back once is not called given back', async () => {
  const opened = await openAsked({ returned: '今天走不开' })
  const user = userEvent.setup()
  showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={() => {}} />)
  await user.click(await screen.findByRole('button', { name: '不做了' }))
  await waitFor(() => expect(status(opened)?.status).toBe('cancelled'))
  expect(status(opened)?.returned).toBeUndefined()
})

it('[R21] a draft for a colleague who has left since says so at the field, and is saved for somebody else', async () => {
  const opened = await openWith(
    page(branchScope, 1, [staff(60, 1, '赵同事', { active: false }), staff(62, 2, '孙同事')]),
  )
  const values = {
    ...emptyTaskForm('2026-05-20', author, {}),
    title: '请备好材料',
    assigneeId: colleague,
  }
  await opened.vault.drafts.save('new-task:none:none', { values })
  const user = userEvent.setup()
  showScreen(opened, <TaskFormSheet onClose={() => {}} />)
  await screen.findByText('赵同事已不在本网点，请换一位')
  await user.click(screen.getByRole('button', { name: '保存' }))
  expect(await screen.findByRole('button', { name: '由谁办' })).toBeTruthy()
  expect(screen.queryByText(/没有存上|存不下|磁盘/u)).toBeNull()
  expect(opened.replica.all('task')).toEqual([])
})

it('[R21] a task of a colleague who left says so to who asked', async () => {
  const stamps = { status: { at: morning, by: administrator } }
  const opened = await openAsked({ status: 'cancelled' }, stamps, { active: false })
  const today = showScreen(opened, <AskedNotices />)
  await screen.findByText('赵同事 已离开或换岗，没有办：回访王先生')
  today.unmount()
  showScreen(opened, <TaskFormSheet taskId={id(11)} onClose={() => {}} />)
  expect(await screen.findByText(/^赵同事 已离开或换岗，任务于 .+ 结束/u)).toBeTruthy()
  // Opened again it would lie where nobody sees it.
  expect(screen.queryByRole('button', { name: '恢复任务' })).toBeNull()
})
