// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { TodayPage } from '#app/routes/today-page.tsx'
import type { Complaint } from '#shared/domain/complaint.ts'
import {
  author,
  branchId,
  branchScope,
  id,
  morning,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledTask,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'
import { birthday, showScreen } from './today-frame.tsx'

afterEach(cleanup)

const day = 86_400_000

function complaint(change: Partial<Complaint> = {}): Complaint {
  return {
    branchId,
    temporaryNumber: 'T-1',
    complainantName: '赵一鸣',
    contact: '电话',
    matter: '信用卡年费争议',
    cause: '未告知',
    receivedAt: morning - 14 * day,
    receivedBy: author,
    channel: 'phone',
    sensitive: [],
    events: {},
    ...change,
  }
}

async function aFullDay() {
  return openWith(
    page(branchScope, 2, [
      pulledCustomer(1, 1, { name: '沈若兰' }),
      pulledCustomer(2, 2, { name: '何建国', deceasedOn: '2026-01-02' }),
    ]),
    page(portfolio, 1, [
      pulledTask(11, 1, { title: '补齐材料', dueTime: '16:00', customerId: id(1) }),
      pulledTask(12, 2, { title: '答应的回电', origin: 'promise' }),
      pulledTask(13, 3, { title: '大额存单到期回访', dueOn: '2026-05-18' }),
      pulledTask(14, 4, { title: '别人的事', assigneeId: id(77) }),
    ]),
    page(`complaints:${branchId}`, 3, [record('complaint', 31, 1, complaint())]),
    // 2026-05-20 is 四月初四.
    page(portfolio, 3, [
      record('important-date', 21, 5, birthday()),
      record('important-date', 22, 6, birthday({ customerId: id(2) })),
    ]),
  )
}

async function mourning(mourningUntil: string) {
  return openWith(
    page(branchScope, 2, [pulledCustomer(1, 1, { name: '沈若兰', mourningUntil })]),
    page(portfolio, 3, [record('important-date', 21, 5, birthday())]),
  )
}

function rowTexts(): string[] {
  const list = screen.getByRole('list', { name: '今日要办' })
  return within(list)
    .getAllByRole('listitem')
    .map((row) => row.textContent ?? '')
}

describe('Today', () => {
  it('greets by the hour and names day, lunar day and branch', async () => {
    showScreen(await aFullDay(), <TodayPage />)
    const heading = screen.getByRole('heading', { level: 1, name: '上午好，李静' })
    expect(heading.closest('header')?.textContent).toContain(
      '5月20日星期三 · 农历四月初四 · 城东支行',
    )
  })

  it('is one list: complaint clocks, promises, birthdays, tasks; the latest first among tasks', async () => {
    showScreen(await aFullDay(), <TodayPage />)
    const rows = rowTexts()
    const order = ['信用卡年费争议', '答应的回电', '沈若兰', '大额存单到期回访', '补齐材料']
    expect(rows).toHaveLength(order.length)
    for (const [index, title] of order.entries()) expect(rows[index]).toContain(title)
    expect(rows[3]).toContain('逾期 2 天')
    // Each part says what it is, so that the order can be read, and what is promised for today says so.
    const parts = screen.getAllByRole('heading', { level: 3 }).map((each) => each.textContent)
    expect(parts).toEqual(['投诉1', '答应客户的1', '今天的重要日期1', '任务2'])
    expect(rows[1]).toContain('今天 · 答应客户的')
  })

  it('[invariant 5] nobody is reminded of the birthday of someone who died', async () => {
    showScreen(await aFullDay(), <TodayPage />)
    expect(screen.queryByText(/何建国/)).toBeNull()
  })

  it('[R39] domain 4.1: nor of that of someone who mourns, up to the last day of it', async () => {
    showScreen(await mourning('2026-05-20'), <TodayPage />)
    expect(screen.queryByRole('list', { name: '今日要办' })).toBeNull()
    cleanup()
    showScreen(await mourning('2026-05-19'), <TodayPage />)
    expect(rowTexts()[0]).toContain('沈若兰')
  })

  it('says the day in one sentence', async () => {
    showScreen(await aFullDay(), <TodayPage />)
    expect(screen.getByRole('region', { name: '今日概览' }).textContent).toContain(
      '5 项要办1 件任务已逾期',
    )
    expect(screen.getByRole('region', { name: '今日要办' }).textContent).toContain('5 项')
  })

  it('[ME5] a tick completes in place, is kept as a completion, and is taken back by undo', async () => {
    const opened = await aFullDay()
    const user = userEvent.setup()
    showScreen(opened, <TodayPage />)
    await user.click(screen.getByRole('checkbox', { name: '完成：补齐材料' }))
    await screen.findByText('4 项，已完成 1 项')
    const done = opened.replica.get('task', id(11))
    expect(Object.values(done?.data.completions ?? {})).toMatchObject([{ by: author, at: morning }])
    expect(opened.replica.isPending('task', id(11))).toBe(true)
    await user.click(screen.getByRole('button', { name: '撤销' }))
    await screen.findByText('5 项')
    expect(opened.replica.get('task', id(11))?.data.completions).toEqual({})
  })

  it('postpones to the next working day with one tap, from today when it is late', async () => {
    const opened = await aFullDay()
    const user = userEvent.setup()
    showScreen(opened, <TodayPage />)
    await user.click(screen.getByRole('button', { name: '延到下一个工作日：大额存单到期回访' }))
    await waitFor(() => expect(opened.replica.get('task', id(13))?.data.dueOn).toBe('2026-05-21'))
    expect(screen.queryByText('大额存单到期回访')).toBeNull()
  })

  it('an empty day says what to do next', async () => {
    showScreen(await openWith(), <TodayPage />)
    screen.getByText('今天没有要办的事')
    expect(screen.getAllByRole('link', { name: '新任务' })[0]?.getAttribute('href')).toBe(
      '/tasks/new',
    )
  })
})

describe('what came in', () => {
  const colleague = id(702)
  const proposed = {
    branchId,
    fromId: colleague,
    toId: author,
    customerIds: [id(5), id(6)],
    reason: 'absence',
    note: '下月起休假。',
  }
  const lost = { staffId: colleague, device: id(9), missing: 3, reportedAt: morning - day }

  async function openWithNews(handovers: object[], losses: object[] = []) {
    const member = { name: '赵敏', staffNo: '7', role: 'rm', branchId, active: true }
    return openWith(
      page(branchScope, 1, [
        record('staff', 702, 1, member),
        ...handovers.map((data, index) => record('handover', 901 + index, 10 + index, data)),
      ]),
      page(branchScope, 2, [
        pulledCustomer(5, 2, { ownerId: colleague }),
        pulledCustomer(6, 3, { ownerId: colleague }),
      ]),
      page(
        `staff:${author}`,
        1,
        losses.map((data, index) => record('loss-report', 651 + index, 20 + index, data)),
      ),
    )
  }

  it('[SR2] stands on top: who hands over how many and why, to be looked at or accepted', async () => {
    const opened = await openWithNews([proposed])
    showScreen(opened, <TodayPage />)
    const link = await screen.findByRole('link', { name: '赵敏要移交 2 位客户给您' })
    expect(link.getAttribute('href')).toBe(`/handovers/${id(901)}`)
    screen.getByText('休假代管 · 下月起休假。')
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: '接收' }))
    const sheet = await screen.findByRole('alertdialog', { name: '接收 2 位客户？' })
    await user.click(within(sheet).getByRole('button', { name: '接收' }))
    await waitFor(() =>
      expect(opened.replica.get('handover', id(901))?.data.state).toBe('accepted'),
    )
    await waitFor(() => expect(screen.queryByText(/要移交/u)).toBeNull())
  })

  it('[SR2] many hand-overs are one row, and those of others none', async () => {
    const forOthers = { ...proposed, toId: id(703) }
    showScreen(await openWithNews([proposed, proposed, proposed, forOthers]), <TodayPage />)
    const link = await screen.findByRole('link', { name: '3 项客户交接等您接收' })
    expect(link.getAttribute('href')).toBe('/handovers')
    expect(screen.queryByRole('button', { name: '接收' })).toBeNull()
  })

  it('[CL7] a loss report that was not seen yet leads to it', async () => {
    showScreen(await openWithNews([], [lost, { ...lost, seen: true }]), <TodayPage />)
    const link = await screen.findByRole('link', {
      name: '赵敏的设备上有 3 条未发送的修改没有找回',
    })
    expect(link.getAttribute('href')).toBe('/sync?view=open&kind=know')
  })
})
