// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { v7 } from 'uuid'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import { ComplaintFormPage } from '#features/complaints/complaint-form-page.tsx'
import { emptyComplaintForm } from '#features/complaints/complaint-form.ts'
import { ComplaintScreen } from '#features/complaints/complaint-screen.tsx'
import { ComplaintsScreen } from '#features/complaints/complaints-screen.tsx'
import { editComplaint, registerComplaint } from '#features/complaints/commands.ts'
import { nextSteps } from '#features/complaints/next-steps.ts'
import { complaintState } from '#shared/domain/complaint-fold.ts'
import type { Complaint, ComplaintEvent } from '#shared/domain/complaint.ts'
import type { RecordData } from '#shared/domain/record-types.ts'
import type { Role } from '#shared/domain/role.ts'
import { complaintsScope } from '#shared/protocol/scope.ts'
import {
  author,
  branchId,
  branchScope,
  id,
  morning,
  openWith,
  page,
  pulledCustomer,
  reopen,
  session,
  type OpenedReplica,
} from '#tests/replica/replica-device.ts'
import { batch, record } from '#tests/vault/pulled.ts'
import { showScreen } from './today-frame.tsx'

afterEach(cleanup)

const scope = complaintsScope(branchId)
const day = 86_400_000
const colleague = id(702)

function event(
  number: number,
  change: Partial<ComplaintEvent> & Pick<ComplaintEvent, 'kind'>,
): ComplaintEvent {
  return {
    id: id(number),
    by: author,
    occurredAt: morning - day,
    no: number - 900,
    ...change,
  } as ComplaintEvent
}

function complaint(events: ComplaintEvent[] = [], change: Partial<Complaint> = {}): Complaint {
  return {
    branchId,
    temporaryNumber: 'T-0000AB',
    number: 'B01-2026-0007',
    complainantName: '周建国',
    contact: '13812345678',
    matter: '柜面排队两小时。',
    cause: '没有人解释。',
    receivedAt: morning - day,
    receivedBy: author,
    channel: 'branch_counter',
    sensitive: [],
    events: Object.fromEntries(
      [event(901, { kind: 'registered' }), ...events].map((each) => [each.id, each]),
    ),
    ...change,
  }
}

function staff(number: number, change: Partial<RecordData['staff']>): [number, object] {
  const member = {
    name: '李静',
    staffNo: String(number),
    role: 'rm' as Role,
    branchId,
    active: true,
    ...change,
  }
  return record('staff', number, number, member)
}

/** The device of a colleague with this role and one complaint on it. */
async function openAs(role: Role, ...complaints: Complaint[]): Promise<OpenedReplica> {
  const opened = await openWith(
    page(branchScope, 1, [staff(702, { name: '赵敏', role: 'lobby' })]),
    page(
      scope,
      3,
      complaints.map((data, index) => record('complaint', 801 + index, index + 1, data)),
    ),
  )
  return { ...opened, replica: { ...opened.replica, session: { ...session, role } } }
}

function show(opened: OpenedReplica) {
  showScreen(opened, <ComplaintScreen complaintId={id(801)} onBack={() => {}} />)
  return userEvent.setup()
}

function shownState(opened: OpenedReplica) {
  const data = opened.replica.get('complaint', id(801))?.data
  return data && complaintState(data)
}

describe('what a complaint needs next', () => {
  const all = { edit: true, accept: true, progress: true, note: true, close: true, withdraw: true }

  it('is accepted, then worked on, then closed; afterwards nothing is urged', () => {
    expect(nextSteps('registered', all).primary).toBe('accept')
    expect(nextSteps('accepted', all)).toEqual({ primary: 'progress', others: ['close'] })
    expect(nextSteps('in_progress', all)).toEqual({ primary: 'close', others: ['progress'] })
    expect(nextSteps('closed', all)).toEqual({ primary: null, others: ['note'] })
  })

  it('offers only what this colleague may do', () => {
    const mayHelp = { ...all, accept: false, close: false }
    expect(nextSteps('registered', mayHelp)).toEqual({ primary: 'progress', others: [] })
    expect(nextSteps('in_progress', mayHelp)).toEqual({ primary: 'progress', others: [] })
  })
})

describe('commands', () => {
  it('[ME6] a registered complaint begins with its first event and a number to say on the phone', () => {
    const form = {
      ...emptyComplaintForm('2026-05-20'),
      complainantName: ' 周建国 ',
      receivedOn: '2026-05-18',
    }
    const context = { newId: v7, now: morning, staffId: author, branchId }
    const { complaintId, requests } = registerComplaint(form, context)
    expect(requests).toHaveLength(1)
    const data = (requests[0] as unknown as { args: { data: Complaint } }).args.data
    expect(data.complainantName).toBe('周建国')
    expect(data.temporaryNumber).toBe(`T-${complaintId.slice(-6).toUpperCase()}`)
    expect(Object.values(data.events).map(({ kind }) => kind)).toEqual(['registered'])
    // A complaint of two days ago has its clock started two days ago.
    expect(data.receivedAt).toBe(Date.parse('2026-05-18T12:00:00+08:00'))
  })

  it('[ME4] a correction names only what was changed, texts as texts', () => {
    const before = {
      ...emptyComplaintForm('2026-05-20'),
      matter: '等了两小时。',
      contact: '1381234',
      amount: '5',
    }
    const after = { ...before, matter: '等了三小时。', amount: '' }
    expect(editComplaint(id(801), before, after)).toEqual([
      {
        recordType: 'complaint',
        recordId: id(801),
        kind: 'patch',
        args: { changes: { amount: { from: '5', to: null } } },
      },
      {
        recordType: 'complaint',
        recordId: id(801),
        kind: 'edit-text',
        args: { field: 'matter', from: '等了两小时。', to: '等了三小时。' },
      },
    ])
    expect(editComplaint(id(801), before, before)).toEqual([])
  })
})

async function fill(user: ReturnType<typeof userEvent.setup>) {
  await user.type(screen.getByLabelText(/^投诉人姓名/u), '周建国')
  await user.type(screen.getByLabelText(/^联系方式/u), '13812345678')
  await user.type(screen.getByLabelText(/^投诉事项/u), '排队两小时')
  await user.type(screen.getByLabelText(/^投诉原因/u), '没有人解释')
}

function showForm(
  opened: OpenedReplica,
  onDone = vi.fn<(complaintId: string, readable: boolean) => void>(),
) {
  showScreen(opened, <ComplaintFormPage onDone={onDone} onCancel={() => {}} />)
  return { user: userEvent.setup(), onDone }
}

describe('registration', () => {
  it('takes four fields, says the due date before anything is saved, and saves on this device', async () => {
    const opened = await openAs('teller')
    const { user, onDone } = showForm(opened)
    await screen.findByLabelText(/^投诉人姓名/u)
    // 15 calendar days after 20 May; the day of receipt is not counted.
    expect(screen.getAllByText('6月4日星期四').length).toBeGreaterThan(0)
    expect(screen.getAllByText('剩 15 天').length).toBeGreaterThan(0)
    await user.click(screen.getByRole('radio', { name: '很不满' }))
    await fill(user)
    await user.click(screen.getByRole('button', { name: '登记' }))
    await screen.findByText('投诉已登记，保存在本机')
    const [saved] = opened.replica.all('complaint')
    expect(saved?.data).toMatchObject({
      complainantName: '周建国',
      emotionStart: -2,
      receivedBy: author,
    })
    expect(onDone).toHaveBeenCalledWith(saved?.id, true)
    expect(await opened.vault.drafts.keys()).toEqual([])
  })

  it('names the four gaps and goes to the first', async () => {
    const opened = await openAs('teller')
    const { user } = showForm(opened)
    await user.click(await screen.findByRole('button', { name: '登记' }))
    await screen.findByText('还有 4 处需要补充，已为您标出。')
    expect(document.activeElement).toBe(screen.getByLabelText(/^投诉人姓名/u))
    expect(opened.replica.all('complaint')).toHaveLength(0)
  })

  it('links a customer card, and takes the name over from it', async () => {
    const opened = await openAs('teller')
    await opened.vault.base.storePull(batch([page(branchScope, 2, [pulledCustomer(1, 900)])]))
    const withCard = await reopen(opened)
    const { user } = showForm(withCard)
    const box = await screen.findByRole<HTMLInputElement>('combobox', { name: /^关联客户/u })
    await user.type(box, '王')
    await user.keyboard('{Escape}')
    expect(box.value).toBe('')
    await user.type(box, '王')
    await user.click(await screen.findByRole('option', { name: /王小明/u }))
    expect(screen.getByLabelText<HTMLInputElement>(/^投诉人姓名/u).value).toBe('王小明')
  })

  it('can be sent by keys alone', async () => {
    const opened = await openAs('teller')
    const { user } = showForm(opened)
    await screen.findByLabelText(/^投诉人姓名/u)
    await fill(user)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await eventually(() => expect(opened.replica.all('complaint')).toHaveLength(1))
    await screen.findByText('投诉已登记，保存在本机')
  })

  it('[KE6] what was half filled in is there again after the app was killed, and can be dropped', async () => {
    const opened = await openAs('teller')
    const { user } = showForm(opened)
    await user.type(await screen.findByLabelText(/^投诉人姓名/u), '周建国')
    await waitFor(async () =>
      expect(await opened.vault.drafts.load('complaint-form:new')).toMatchObject({
        complainantName: '周建国',
      }),
    )
    cleanup()
    const again = await reopen(opened)
    const next = showForm(again)
    expect(await screen.findByDisplayValue('周建国')).toBeTruthy()
    await next.user.click(screen.getByRole('button', { name: '清空重填' }))
    expect(screen.queryByDisplayValue('周建国')).toBeNull()
    await waitFor(async () => expect(await again.vault.drafts.keys()).toEqual([]))
  })

  it('[SC2] says before saving that a restricted complaint leaves the device of a teller', async () => {
    const opened = await openAs('teller')
    const { user, onDone } = showForm(opened)
    await screen.findByLabelText(/^投诉人姓名/u)
    await fill(user)
    await user.click(screen.getByRole('checkbox', { name: '舆情类' }))
    screen.getByText(/上传后将从本机移走/u)
    await user.click(screen.getByRole('button', { name: '登记' }))
    await screen.findByText('已登记为限阅投诉，上传后将转交负责人和消保专员处理。')
    expect(onDone).toHaveBeenCalledWith(opened.replica.all('complaint')[0]?.id, false)
  })
})

describe('one complaint', () => {
  it('shows how many days are left, and goes from acceptance to the reply with one primary step each', async () => {
    const opened = await openAs('lead', complaint())
    const user = show(opened)
    screen.getByText('剩 14 天')
    await user.click(screen.getByRole('button', { name: '受理' }))
    await screen.findByText('已受理，保存在本机')
    await user.click(screen.getByRole('button', { name: '记录进展' }))
    const sheet = await screen.findByRole('dialog')
    await user.type(await within(sheet).findByLabelText(/^进展/u), '已核查录像')
    await user.click(within(sheet).getByRole('button', { name: '保存' }))
    await screen.findByText('已核查录像')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(shownState(opened)?.state).toBe('in_progress')
    // What is not uploaded says so beside the event.
    expect(screen.getAllByText('待上传').length).toBeGreaterThanOrEqual(2)
  })

  it('[invariant 8] is not closed before the further remedies were told: the message stands beside the field', async () => {
    const opened = await openAs(
      'lead',
      complaint([event(902, { kind: 'progress', text: '已核查' })]),
    )
    const user = show(opened)
    await user.click(screen.getByRole('button', { name: '答复办结' }))
    const sheet = await screen.findByRole('dialog')
    await user.type(await within(sheet).findByLabelText(/^答复内容/u), '退还手续费')
    await user.click(within(sheet).getByRole('radio', { name: '电话' }))
    await user.click(within(sheet).getByRole('button', { name: '办结' }))
    const message = await within(sheet).findByText(
      '办结前须先告知客户：可申请核查、调解、仲裁或诉讼',
    )
    const remedies = within(sheet).getByRole('checkbox', { name: /已告知/u })
    expect(remedies.getAttribute('aria-describedby')).toContain(message.closest('p')?.id)
    expect(shownState(opened)?.state).toBe('in_progress')
    await user.click(remedies)
    await user.click(within(sheet).getByRole('button', { name: '办结' }))
    await waitFor(() => expect(shownState(opened)?.state).toBe('closed'))
    await screen.findByText('退还手续费')
    expect(screen.queryByRole('button', { name: '答复办结' })).toBeNull()
  })

  it('a half-written reply is kept when the sheet is closed', async () => {
    const opened = await openAs(
      'lead',
      complaint([event(902, { kind: 'progress', text: '已核查' })]),
    )
    const user = show(opened)
    await user.click(screen.getByRole('button', { name: '答复办结' }))
    const sheet = await screen.findByRole('dialog')
    await user.type(await within(sheet).findByLabelText(/^答复内容/u), '退还手续费')
    await user.click(within(sheet).getByRole('button', { name: '取消' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.click(screen.getByRole('button', { name: '答复办结' }))
    expect(await screen.findByDisplayValue('退还手续费')).toBeTruthy()
    screen.getByText('已恢复上次未填完的内容')
  })

  it('[SC5] a colleague who did not register it adds progress, but neither accepts nor closes nor corrects', async () => {
    const opened = await openAs('teller', complaint([], { receivedBy: colleague }))
    show(opened)
    expect(screen.getByRole('button', { name: '记录进展' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: '受理' })).toBeNull()
    expect(screen.queryByRole('button', { name: '答复办结' })).toBeNull()
    expect(screen.queryByRole('button', { name: '修改登记信息' })).toBeNull()
    expect(screen.getByText('赵敏')).toBeTruthy()
  })

  it('[SE7] masks the telephone number until it is asked for', async () => {
    const opened = await openAs('lead', complaint())
    const user = show(opened)
    screen.getByText('138****5678')
    expect(screen.queryByText('13812345678')).toBeNull()
    await user.click(screen.getByRole('button', { name: '显示联系方式' }))
    await screen.findByText('13812345678')
    expect(opened.replica.pending()).toMatchObject([
      { operation: { kind: 'look', recordType: 'complaint', args: { field: 'contact' } } },
    ])
  })

  it('corrects what was registered without touching what came in meanwhile', async () => {
    const opened = await openAs('lead', complaint())
    const user = show(opened)
    await user.click(screen.getByRole('button', { name: '修改登记信息' }))
    const name = await screen.findByLabelText(/^投诉人姓名/u)
    await user.clear(name)
    await user.type(name, '周建军')
    await user.click(screen.getByRole('button', { name: '保存修改' }))
    await waitFor(() => expect(opened.replica.pending()).toHaveLength(1))
    expect(opened.replica.pending()[0]?.operation).toMatchObject({
      kind: 'patch',
      args: { changes: { complainantName: { from: '周建国', to: '周建军' } } },
    })
  })

  it('says why it is not here any more', async () => {
    const opened = await openAs('teller')
    show(opened)
    await screen.findByText('没有找到这件投诉')
    expect(screen.getByText(/限阅件/u)).toBeTruthy()
  })
})

describe('the board', () => {
  it('puts the most urgent first and says how late it is', async () => {
    const opened = await openAs(
      'lead',
      complaint([], { matter: '不急的', receivedAt: morning - day }),
      complaint([], { matter: '已逾期的', receivedAt: morning - 17 * day }),
      complaint([event(903, { kind: 'withdrawn' })], { matter: '撤回的' }),
    )
    showScreen(opened, <ComplaintsScreen view="open" onView={() => {}} />)
    expect(screen.getAllByRole('link', { name: /的$/u }).map((link) => link.textContent)).toEqual([
      '已逾期的',
      '不急的',
    ])
    screen.getByText('逾期 2 天')
  })

  it('[SC2] marks a restricted complaint that is still waiting on this device', async () => {
    const opened = await openAs('lead', complaint([], { sensitive: ['media'] }))
    showScreen(opened, <ComplaintsScreen view="open" onView={() => {}} />)
    expect(screen.getByText('限阅')).toBeTruthy()
  })
})
