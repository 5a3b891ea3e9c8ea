// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { TimelineView } from '#features/timeline/timeline-view.tsx'
import { NoteSheet } from '#features/notes/note-sheet.tsx'
import { TaskFormSheet } from '#features/tasks/task-form-sheet.tsx'
import type { RecordData } from '#shared/domain/record-types.ts'
import {
  author,
  branchId,
  branchScope,
  clearToasts,
  id,
  type OpenedReplica,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
  pulledTask,
  showScreen,
} from './customers-screen.tsx'
import { record } from '#tests/vault/pulled.ts'

afterEach(() => {
  cleanup()
  clearToasts()
})

const zhang = id(702)
const lin = id(703)

/** A customer, two colleagues of the branch, and what is between them. */
function openBranch(given: Partial<RecordData['task']> = {}): Promise<OpenedReplica> {
  const member = { role: 'teller', branchId, active: true }
  return openWith(
    page(branchScope, 1, [
      record('staff', 702, 1, { ...member, name: '张世婷', staffNo: '3001' }),
      record('staff', 703, 2, { ...member, name: '林瑞翔', staffNo: '3002' }),
    ]),
    page(branchScope, 2, [pulledCustomer(1, 3)]),
    page(portfolio, 1, [
      pulledNote(31, 1, { text: '问了利率。' }),
      pulledTask(11, 2, { customerId: id(1), dueOn: '2026-05-21', branchId, ...given }),
    ]),
  )
}

/** Closes when it says so, as its page would. */
function Note(props: { noteId?: string }) {
  const [open, setOpen] = useState(true)
  return open && <NoteSheet customerId={id(1)} {...props} onClose={() => setOpen(false)} />
}

function Form(props: { taskId?: string }) {
  const [open, setOpen] = useState(true)
  return open && <TaskFormSheet {...props} onClose={() => setOpen(false)} />
}

/** Tasks on the screens besides the pulled one. */
function made({ replica }: OpenedReplica) {
  return replica
    .all('task')
    .filter(({ id: each, archivedAt }) => each !== id(11) && archivedAt === undefined)
    .map(({ data }) => data)
}

describe('[R21] a name behind an @ that nobody tapped', () => {
  it('in a note: saving says that nobody was told, and gives it in one tap, which can be undone', async () => {
    const opened = await openBranch()
    const { user } = await showScreen(opened, <Note />)
    await user.type(
      await screen.findByLabelText('内容'),
      '尾号5204 @张世婷 @林瑞翔 明天一起准备材料',
    )
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存，还没有交给张世婷、林瑞翔')
    expect(made(opened)).toEqual([])
    await user.click(screen.getByRole('button', { name: '现在交办' }))
    await screen.findByText('已交给张世婷、林瑞翔')
    const asked = { askedBy: author, title: '一起准备材料', dueOn: '2026-05-21', customerId: id(1) }
    expect(made(opened)).toMatchObject([
      { ...asked, assigneeId: zhang },
      { ...asked, assigneeId: lin },
    ])
    await user.click(screen.getAllByRole('button', { name: '撤销' }).at(-1) ?? document.body)
    await waitFor(() => expect(made(opened)).toEqual([]))
  })

  it('in a note that is there: what is added is offered and given with it, what stood there is not', async () => {
    const opened = await openBranch()
    const { user } = await showScreen(opened, <Note noteId={id(31)} />)
    await user.type(await screen.findByLabelText('内容'), '@林瑞翔 查一下利率')
    await user.click(screen.getByRole('button', { name: '请林瑞翔：查一下利率交给林瑞翔' }))
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存，并交给了林瑞翔')
    expect(made(opened)).toMatchObject([{ assigneeId: lin, title: '查一下利率' }])
    cleanup()
    await showScreen(opened, <Note noteId={id(31)} />)
    await screen.findByLabelText('内容')
    expect(screen.queryByRole('button', { name: /^请林瑞翔/u })).toBeNull()
    await user.click(screen.getByRole('button', { name: '保存' }))
  })

  it('in a new task: saving says so, and one tap makes it the colleague’s instead', async () => {
    const opened = await openBranch()
    const { user } = await showScreen(opened, <Form />)
    await user.type(await screen.findByRole('textbox', { name: '要做什么' }), '@张世婷 打印合同')
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存，还没有交给张世婷')
    expect(made(opened)).toMatchObject([{ assigneeId: author }])
    await user.click(screen.getByRole('button', { name: '现在交办' }))
    await screen.findByText('已交给张世婷')
    expect(made(opened)).toMatchObject([{ assigneeId: zhang, askedBy: author, title: '打印合同' }])
  })

  it('that was tapped is said beside the title, and in the end', async () => {
    const opened = await openBranch()
    const { user } = await showScreen(opened, <Form />)
    const title = await screen.findByRole('textbox', { name: '要做什么' })
    await user.type(title, '@张世婷 打印合同')
    await user.click(screen.getByRole('button', { name: /交给同事办/u }))
    screen.getByRole('button', { name: '保存时交给张世婷', pressed: true })
    expect(document.activeElement).toBe(title)
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存，并交给了张世婷')
  })
})

describe('[R21] a task that a colleague gave', () => {
  it('says who, and while a reason is written the one button gives it back with it', async () => {
    const opened = await openBranch({ askedBy: zhang })
    const { user } = await showScreen(opened, <Form taskId={id(11)} />)
    await screen.findByText('张世婷交办')
    await user.click(screen.getByRole('button', { name: '退回给张世婷' }))
    await user.click(screen.getByRole('button', { name: '退回' }))
    await screen.findByText('请写一句为什么')
    await user.type(screen.getByLabelText(/为什么退回/u), '不在网点')
    expect(screen.queryByRole('button', { name: '保存' })).toBeNull()
    await user.click(screen.getByRole('button', { name: '不退回' }))
    screen.getByRole('button', { name: '保存' })
    await user.click(screen.getByRole('button', { name: '退回给张世婷' }))
    await user.click(screen.getByRole('button', { name: '退回' }))
    await screen.findByText('已退回给张世婷')
    expect(opened.replica.get('task', id(11))?.data).toMatchObject({
      status: 'cancelled',
      returned: '不在网点',
    })
  })
})

describe('[R21] a task that a colleague gave back', () => {
  const back = {
    askedBy: author,
    assigneeId: zhang,
    status: 'cancelled',
    returned: '不在',
  } as const

  it('is done by oneself instead in one tap, and is heard of; that can be undone', async () => {
    const opened = await openBranch(back)
    const { user } = await showScreen(opened, <Form taskId={id(11)} />)
    await user.click(await screen.findByRole('button', { name: '我自己办' }))
    await screen.findByText('已改为自己办的任务')
    const goesOn = { title: '回访王先生', dueOn: '2026-05-21', customerId: id(1) }
    expect(made(opened)).toMatchObject([{ ...goesOn, assigneeId: author }])
    expect(made(opened)[0]?.askedBy).toBeUndefined()
    const heardAt = () => opened.replica.get('task', id(11))?.data.heardAt
    expect(heardAt()).toBeDefined()
    await user.click(screen.getByRole('button', { name: '撤销' }))
    await waitFor(() => expect(made(opened)).toEqual([]))
    expect(heardAt()).toBeUndefined()
  })

  it('goes to another colleague', async () => {
    const opened = await openBranch(back)
    const { user } = await showScreen(opened, <Form taskId={id(11)} />)
    await user.click(await screen.findByRole('button', { name: '交给别人' }))
    await user.click(screen.getAllByRole('button', { name: /由谁办/u }).at(-1) ?? document.body)
    expect(screen.queryByRole('option', { name: /张世婷/u })).toBeNull()
    await user.click(await screen.findByRole('option', { name: /林瑞翔/u }))
    await user.click(await screen.findByRole('button', { name: '交给林瑞翔' }))
    await screen.findByText('已交给林瑞翔')
    expect(made(opened)).toMatchObject([
      { assigneeId: lin, askedBy: author, title: '回访王先生', customerId: id(1) },
    ])
  })
})

it('[R21] the timeline says who does what a colleague was given', async () => {
  const opened = await openBranch({ askedBy: author, assigneeId: zhang })
  await showScreen(
    opened,
    <TimelineView customerId={id(1)} seesPortfolio onTask={() => undefined} />,
  )
  expect(await screen.findByText('由张世婷办')).toBeDefined()
})
