// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { handoverGroups } from '#features/handover/handover-queries.ts'
import { HandoverFormPage } from '#features/handover/handover-form-page.tsx'
import { HandoverScreen } from '#features/handover/handover-screen.tsx'
import { HandoversScreen } from '#features/handover/handovers-screen.tsx'
import { openReplica } from '#replica/open-replica.ts'
import type { Handover } from '#shared/domain/handover.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import {
  complaintsScope,
  portfolioScope,
  restrictedComplaintsScope,
} from '#shared/protocol/scope.ts'
import {
  author,
  branchId,
  branchScope,
  environment,
  id,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledTask,
  session,
  type OpenedReplica,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'
import { showScreen } from './today-frame.tsx'

afterEach(cleanup)

const colleague = id(702)
const leadId = id(703)

function proposal(change: Partial<Handover> = {}): Handover {
  return {
    branchId,
    fromId: colleague,
    toId: author,
    customerIds: [id(3), id(4)],
    reason: 'absence',
    note: '下月起休假。',
    openTasks: 5,
    ...change,
  }
}

/** Customers 1 and 2 are this person's, 3 and 4 the colleague's. */
async function openBranch(...handovers: Handover[]): Promise<OpenedReplica> {
  const member = { staffNo: '7', branchId, active: true }
  return openWith(
    page(branchScope, 1, [
      record('staff', 702, 1, { ...member, name: '赵敏', role: 'rm' }),
      record('staff', 703, 2, { ...member, name: '冯佳', role: 'lead' }),
      record('staff', 704, 3, { ...member, name: '周放', role: 'lobby' }),
      ...handovers.map((data, index) => record('handover', 901 + index, 10 + index, data)),
    ]),
    page(branchScope, 2, [
      pulledCustomer(1, 2, { name: '王小明', phoneTail: '0001' }),
      pulledCustomer(2, 3, { name: '李大海', phoneTail: '0002' }),
      pulledCustomer(3, 4, { name: '孙悦', ownerId: colleague }),
      pulledCustomer(4, 5, { name: '吴桐', ownerId: colleague }),
    ]),
    page(portfolio, 1, [
      pulledTask(11, 1, { customerId: id(1) }),
      pulledTask(12, 2, { customerId: id(1), status: 'cancelled' }),
      pulledTask(13, 3, { customerId: id(2) }),
    ]),
  )
}

/** The same device in the hands of another colleague. */
async function as(opened: OpenedReplica, person: Partial<SessionInfo>): Promise<OpenedReplica> {
  const replica = await openReplica(opened.vault, { ...session, ...person }, environment)
  await replica.whenLoaded()
  return { ...opened, replica }
}

const lead: Partial<SessionInfo> = {
  staffId: leadId,
  role: 'lead',
  name: '冯佳',
  scopes: [
    'org',
    branchScope,
    complaintsScope(branchId),
    restrictedComplaintsScope(branchId),
    ...[author, colleague, leadId].map(portfolioScope),
  ],
}

async function choose(user: ReturnType<typeof userEvent.setup>, label: RegExp, option: RegExp) {
  await user.click(screen.getByRole('button', { name: label }))
  await user.click(await screen.findByRole('option', { name: option }))
}

function show(opened: OpenedReplica) {
  showScreen(opened, <HandoverScreen handoverId={id(901)} onBack={() => {}} />)
  return userEvent.setup()
}

function regionText(name: string) {
  return screen.getByRole('region', { name }).textContent
}

describe('proposing', () => {
  it('[SR2] says what comes along, and stores one proposal that can be undone', async () => {
    const opened = await openBranch()
    let done = ''
    showScreen(
      opened,
      <HandoverFormPage customerId={id(1)} onDone={(made) => (done = made)} onCancel={() => {}} />,
    )
    const user = userEvent.setup()
    await screen.findByText('已选 1 位')
    const figures = screen.getByRole('region', { name: '一并移交' })
    expect(figures.textContent).toMatch(/客户1未完成任务1未结投诉0/u)
    await user.click(screen.getByRole('checkbox', { name: '李大海' }))
    expect(figures.textContent).toMatch(/客户2未完成任务2/u)
    screen.getByText(/全网点同事都能看到/u)
    await user.click(screen.getByRole('button', { name: '发起移交' }))
    // Nothing was stored: to whom and why are missing.
    await screen.findByText('请选择原因')
    expect(opened.replica.pending()).toHaveLength(0)
    await choose(user, /移交给/u, /赵敏/u)
    await user.click(screen.getByRole('radio', { name: '客户要求' }))
    await user.type(screen.getByRole('textbox', { name: '交接说明' }), '搬到城西了。')
    await user.click(screen.getByRole('button', { name: '发起移交' }))
    await screen.findByText('已发起，等待对方接收')
    expect(opened.replica.get('handover', done)?.data).toEqual({
      branchId,
      fromId: author,
      toId: colleague,
      customerIds: [id(1), id(2)],
      reason: 'customer_wish',
      note: '搬到城西了。',
      openTasks: 2,
    })
    // Nobody has accepted: the customers stay.
    expect(opened.replica.get('customer', id(1))?.data.ownerId).toBe(author)
    await user.click(screen.getByRole('button', { name: '撤销' }))
    await waitFor(() => expect(opened.replica.all('handover')).toEqual([]))
  })

  it('[SR2] a lead hands over a whole portfolio and accepts at once, in one commit', async () => {
    const opened = await as(await openBranch(), lead)
    showScreen(
      opened,
      <HandoverFormPage customerId={undefined} onDone={() => {}} onCancel={() => {}} />,
    )
    const user = userEvent.setup()
    await screen.findByText('先选择从谁名下移出')
    await choose(user, /从谁名下移出/u, /赵敏/u)
    await user.click(screen.getByRole('radio', { name: '全部客户' }))
    await choose(user, /移交给/u, /冯佳/u)
    await user.click(screen.getByRole('radio', { name: '离职' }))
    await user.click(screen.getByRole('button', { name: '直接移交' }))
    await screen.findByText('已移交，联网后生效')
    const [made] = opened.replica.all('handover')
    expect(made?.data).toMatchObject({ fromId: colleague, toId: leadId, state: 'accepted' })
    expect(made?.data.customerIds).toBeUndefined()
    expect(opened.replica.pending().map(({ operation }) => operation.kind)).toEqual([
      'create',
      'accept',
    ])
  })

  it('[SC5] is not for who looks after no customers', async () => {
    const lobby = { staffId: id(704), role: 'lobby' as const, scopes: ['org', branchScope] }
    const opened = await as(await openBranch(), lobby)
    showScreen(
      opened,
      <HandoverFormPage customerId={id(1)} onDone={() => {}} onCancel={() => {}} />,
    )
    screen.getByText(/客户经理移交自己名下的客户/u)
    expect(screen.queryByRole('button', { name: '发起移交' })).toBeNull()
  })
})

describe('deciding', () => {
  it('[SR2] the receiver sees what comes along and accepts after one question', async () => {
    const opened = await openBranch(proposal())
    const user = show(opened)
    // The tasks lie in the portfolio of the colleague: the proposal says how many they are.
    const figures = screen.getByRole('region', { name: '一并移交' })
    expect(figures.textContent).toMatch(/客户2未完成任务5/u)
    within(screen.getByRole('list', { name: '客户名单' })).getByText('孙悦')
    await user.click(screen.getByRole('button', { name: '接收' }))
    const sheet = await screen.findByRole('alertdialog', { name: '接收 2 位客户？' })
    await user.click(within(sheet).getByRole('button', { name: '接收' }))
    await screen.findByText('已接收，联网后客户移到名下')
    expect(opened.replica.get('handover', id(901))?.data).toMatchObject({
      state: 'accepted',
      decidedBy: author,
    })
    screen.getByText('已保存在本机，联网后由服务器移交。')
    expect(screen.queryByRole('button', { name: '退回' })).toBeNull()
  })

  it('[SR2] the receiver returns it with a reason that is asked for', async () => {
    const opened = await openBranch(proposal())
    const user = show(opened)
    await user.click(screen.getByRole('button', { name: '退回' }))
    const sheet = await screen.findByRole('dialog', { name: '退回交接' })
    await user.click(within(sheet).getByRole('button', { name: '退回' }))
    await within(sheet).findByText('请填写')
    await user.type(within(sheet).getByRole('textbox', { name: /退回原因/u }), '住得太远。')
    await user.click(within(sheet).getByRole('button', { name: '退回' }))
    await waitFor(() =>
      expect(opened.replica.get('handover', id(901))?.data).toMatchObject({
        state: 'returned',
        returnReason: '住得太远。',
      }),
    )
    screen.getByText('住得太远。')
  })

  it('[SC5] who is neither receiver, proposer nor lead decides nothing', async () => {
    show(await as(await openBranch(proposal()), { staffId: id(705), name: '钱一' }))
    screen.getByText('下月起休假。')
    expect(screen.queryByRole('button', { name: /接收|退回|撤回/u })).toBeNull()
  })

  it('[SR2] whoever proposed it takes it back', async () => {
    // The records of this test are made by this person.
    show(await openBranch(proposal({ fromId: author, toId: colleague, customerIds: [id(1)] })))
    screen.getByRole('button', { name: '撤回' })
    expect(screen.queryByRole('button', { name: /接收/u })).toBeNull()
  })

  it('[SR2] a lead accepts for the receiver', async () => {
    show(await as(await openBranch(proposal()), lead))
    expect(screen.getByRole('button', { name: /^代.+接收$/u })).toBeTruthy()
  })

  it('names customers who are somebody else’s by now, and does not count them', async () => {
    show(await openBranch(proposal({ customerIds: [id(1), id(3)] })))
    const figures = screen.getByRole('region', { name: '一并移交' })
    expect(figures.textContent).toMatch(/客户1/u)
    screen.getByText('已不在移出人名下')
  })
})

describe('proposing again', () => {
  it('[SR2] a returned hand-over comes back as a form with everything filled in, but for who went elsewhere', async () => {
    const former = proposal({
      fromId: author,
      toId: colleague,
      customerIds: [id(1), id(2), id(3)],
      state: 'returned',
      returnReason: '太远',
    })
    const opened = await openBranch(former)
    show(opened)
    const link = screen.getByRole('link', { name: '重新发起' })
    expect(link.getAttribute('href')).toBe(`/handovers/new?again=${id(901)}`)
    cleanup()
    let done = ''
    showScreen(
      opened,
      <HandoverFormPage
        customerId={undefined}
        againId={id(901)}
        onDone={(made) => (done = made)}
        onCancel={() => {}}
      />,
    )
    const user = userEvent.setup()
    await screen.findByText('已选 2 位')
    await choose(user, /移交给/u, /冯佳/u)
    await user.click(screen.getByRole('button', { name: '发起移交' }))
    await screen.findByText('已发起，等待对方接收')
    expect(opened.replica.get('handover', done)?.data).toMatchObject({
      fromId: author,
      toId: leadId,
      customerIds: [id(1), id(2)],
      reason: 'absence',
      note: '下月起休假。',
    })
  })

  it('[SC5] is not offered to whoever may not propose it', async () => {
    show(await openBranch(proposal({ state: 'returned', returnReason: '太远' })))
    await screen.findByText('太远')
    expect(screen.queryByRole('link', { name: '重新发起' })).toBeNull()
  })
})

describe('the list', () => {
  it('groups by what this person has to do', async () => {
    const opened = await openBranch(
      proposal(),
      proposal({ fromId: author, toId: colleague }),
      proposal({ state: 'returned', returnReason: '太远' }),
    )
    showScreen(opened, <HandoversScreen />)
    expect(regionText('待我接收')).toMatch(/赵敏 → .*2 位客户.*休假代管/u)
    expect(regionText('我发起的')).toMatch(/→ 赵敏/u)
    expect(regionText('已完成')).toContain('已退回')
  })

  it('[SR2] keeps what others arrange among themselves for the lead', async () => {
    const opened = await openBranch(proposal({ toId: leadId }))
    const [one] = opened.replica.all('handover')
    if (one === undefined) throw new Error('There is no hand-over.')
    const others = [{ ...one, createdBy: colleague }]
    expect(handoverGroups(others, { staffId: id(704), isLead: false })).toMatchObject({
      toMe: [],
      branch: [],
    })
    expect(handoverGroups(others, { staffId: id(704), isLead: true }).branch).toHaveLength(1)
  })

  it('says what comes here when there is none', async () => {
    showScreen(await openBranch(), <HandoversScreen />)
    await screen.findByText('没有交接')
    expect(screen.getByRole('link', { name: '发起移交' })).toBeTruthy()
  })
})
