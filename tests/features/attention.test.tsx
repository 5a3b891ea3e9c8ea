// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { AttentionList, type AttentionChoice } from '#features/sync-status/attention-list.tsx'
import { SyncIssueScreen } from '#features/sync-status/sync-issue-screen.tsx'
import type { LossReport } from '#shared/domain/loss-report.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { createPendingFacts } from '#sync/pending-facts.ts'
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
  pulledNote,
  type OpenedReplica,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'
import { showScreen } from './today-frame.tsx'

afterEach(cleanup)

const colleague = id(702)
const minute = 60_000
const base = '客户想存定期。下次带户口本再来。喜欢喝茶。'
const mine = '客户想存三年定期。下次带户口本再来。喜欢喝茶。问了保险箱。'
const theirs = '客户想买国债。下次带户口本再来。喜欢喝红茶。'

function issue(change: Partial<SyncIssue> = {}): SyncIssue {
  return {
    outcome: 'conflict',
    reason: 'same-sentence-changed',
    recordType: 'interaction',
    recordId: id(21),
    operation: { kind: 'patch', args: { changes: { text: { from: base, to: mine } } } },
    fields: [
      { field: 'text', base, mine, theirs, theirsAt: morning - 5 * minute, theirsBy: colleague },
    ],
    madeAt: morning - 30 * minute,
    device: id(9),
    ...change,
  }
}

/** What a former owner typed for customer 1, who is this person's now. */
function handedOver(change: Partial<SyncIssue> = {}): SyncIssue {
  return issue({
    outcome: 'quarantined',
    reason: 'handed-over',
    recordType: 'customer',
    recordId: id(1),
    operation: {
      kind: 'patch',
      args: { changes: { salutation: { from: null, to: '王老师' } } },
    },
    fields: [],
    typedBy: colleague,
    ...change,
  })
}

function loss(change: Partial<LossReport> = {}): LossReport {
  return {
    staffId: author,
    device: id(9),
    missing: 3,
    oldestAt: morning - 60 * minute,
    reportedAt: morning - 50 * minute,
    ...change,
  }
}

async function openWithReports(
  issues: readonly SyncIssue[],
  losses: readonly LossReport[] = [],
): Promise<OpenedReplica> {
  const member = { name: '赵敏', staffNo: '7', role: 'rm', branchId, active: true }
  return openWith(
    page(branchScope, 1, [record('staff', 702, 1, member)]),
    page(branchScope, 2, [pulledCustomer(1, 2, { salutation: '小王' })]),
    page(portfolio, 4, [pulledNote(21, 1, { text: theirs })]),
    page(staffScope(author), 1, [
      ...issues.map((data, index) => record('sync-issue', 601 + index, index + 1, data)),
      ...losses.map((data, index) => record('loss-report', 651 + index, 20 + index, data)),
    ]),
  )
}

function showIssue(opened: OpenedReplica) {
  showScreen(opened, <SyncIssueScreen issueId={id(601)} onBack={() => {}} />)
  return userEvent.setup()
}

function Inbox() {
  const [choice, setChoice] = useState<AttentionChoice>({ view: 'open', kind: 'all' })
  return <AttentionList choice={choice} onChoice={setChoice} />
}

function showInbox(opened: OpenedReplica) {
  showScreen(opened, <Inbox />)
  return userEvent.setup()
}

function passage(number: number) {
  return within(screen.getByRole('group', { name: new RegExp(`^第 ${number} 处`, 'u') }))
}

function noteText(opened: OpenedReplica): string | undefined {
  return opened.replica.get('interaction', id(21))?.data.text
}

function resolution(opened: OpenedReplica) {
  return opened.replica.get('sync-issue', id(601))?.data.resolution
}

describe('a note that both sides changed', () => {
  it('[ME4] is picked sentence by sentence, and what is picked is what is saved', async () => {
    const opened = await openWithReports([issue()])
    const user = showIssue(opened)
    const result = await screen.findByRole('region', { name: '保存后的内容' })
    // What one side alone changed is picked already; what both changed waits.
    expect(passage(2).getByRole<HTMLInputElement>('radio', { name: /喜欢喝红茶/u }).checked).toBe(
      true,
    )
    expect(passage(3).getByRole<HTMLInputElement>('radio', { name: /问了保险箱/u }).checked).toBe(
      true,
    )
    screen.getByText('还有 1 项没选')
    const save = screen.getByRole<HTMLButtonElement>('button', { name: '保存选择' })
    expect(save.disabled).toBe(true)
    await user.click(passage(1).getByRole('radio', { name: /存三年定期/u }))
    await user.click(passage(2).getByRole('radio', { name: /^我的版本/u }))
    const wanted = '客户想存三年定期。下次带户口本再来。喜欢喝茶。问了保险箱。'
    within(result).getByText(wanted)
    await user.click(save)
    await screen.findByText('已处理，保存在本机')
    expect(noteText(opened)).toBe(wanted)
    expect(resolution(opened)).toBe('took-mine')
    // ME4: the version that was not taken is in the history.
    const history = opened.replica.get('interaction', id(21))?.history
    expect(history?.map(({ value }) => value)).toEqual([theirs])
    await user.click(screen.getByRole('button', { name: '撤销' }))
    await waitFor(() => expect(noteText(opened)).toBe(theirs))
    expect(resolution(opened)).toBeUndefined()
  })

  it('[ME4] keeps both sentences, one after the other, when that is picked', async () => {
    const opened = await openWithReports([issue()])
    const user = showIssue(opened)
    await screen.findByRole('region', { name: '保存后的内容' })
    await user.click(passage(1).getByRole('radio', { name: '两句都留' }))
    await user.click(screen.getByRole('button', { name: '保存选择' }))
    await waitFor(() =>
      expect(noteText(opened)).toBe(
        '客户想买国债。客户想存三年定期。下次带户口本再来。喜欢喝红茶。问了保险箱。',
      ),
    )
  })

  it('[ME4] can be written by hand, and what was written by hand is what is saved', async () => {
    const opened = await openWithReports([issue()])
    const user = showIssue(opened)
    await user.click(await screen.findByRole('button', { name: '直接修改' }))
    const field = screen.getByRole('textbox', { name: '保存后的内容' })
    await user.clear(field)
    await user.type(field, '定期和国债都要介绍。')
    await user.click(screen.getByRole('button', { name: '保存选择' }))
    await waitFor(() => expect(noteText(opened)).toBe('定期和国债都要介绍。'))
  })

  it('keeps what was picked when the screen is left, until it is saved', async () => {
    const opened = await openWithReports([issue()])
    const user = showIssue(opened)
    await screen.findByRole('region', { name: '保存后的内容' })
    await user.click(passage(1).getByRole('radio', { name: /存三年定期/u }))
    cleanup()
    // The draft is sealed and written while nobody waits.
    await waitFor(async () =>
      expect(await opened.vault.drafts.load(`issue:${id(601)}`)).toBeTruthy(),
    )
    const again = showIssue(opened)
    await screen.findByRole('region', { name: '保存后的内容' })
    const radio = passage(1).getByRole<HTMLInputElement>('radio', { name: /存三年定期/u })
    expect(radio.checked).toBe(true)
    await again.click(screen.getByRole('button', { name: '保存选择' }))
    await waitFor(() => expect(resolution(opened)).toBe('took-mine'))
  })

  it('takes the whole present version when nothing of mine is wanted', async () => {
    const opened = await openWithReports([issue()])
    const user = showIssue(opened)
    await user.click(await screen.findByRole('button', { name: '全部用现在的' }))
    await user.click(screen.getByRole('button', { name: '保存选择' }))
    await waitFor(() => expect(resolution(opened)).toBe('kept-theirs'))
    expect(noteText(opened)).toBe(theirs)
  })
})

describe('what a former owner typed', () => {
  it('[SR2] is shown beside what stands now, and taken after one more question', async () => {
    const opened = await openWithReports([handedOver()])
    const user = showIssue(opened)
    screen.getByText('赵敏在移交前离线录入的内容，移交后才传到。')
    const typed = screen.getByRole('region', { name: '赵敏录入的全部内容' })
    within(typed).getByText(/王老师/u)
    within(typed).getByText('现在：小王')
    await user.click(screen.getByRole('button', { name: '采用' }))
    const sheet = await screen.findByRole('alertdialog', { name: '采用这份内容？' })
    await user.click(within(sheet).getByRole('button', { name: '采用' }))
    await screen.findByText('已采用，联网后写入客户资料')
    expect(resolution(opened)).toBe('taken')
    // The server runs it: a press cannot take that back.
    expect(screen.queryByRole('button', { name: '撤销' })).toBeNull()
    expect(screen.queryByRole('button', { name: '重新处理' })).toBeNull()
  })

  it('[SR2] is left in the inbox, and stays among the settled in full', async () => {
    const opened = await openWithReports([handedOver()])
    const user = showInbox(opened)
    await user.click(screen.getByRole('button', { name: '不采用' }))
    const sheet = await screen.findByRole('alertdialog', { name: '不采用这份内容？' })
    await user.click(within(sheet).getByRole('button', { name: '不采用' }))
    await waitFor(() => expect(resolution(opened)).toBe('dropped'))
    await user.click(screen.getByRole('radio', { name: '已处理 1' }))
    screen.getByText('已处理：没有采用同事录入的内容。')
    screen.getByText('王老师')
  })

  it('[SR2] says a date as one day, and nothing that nobody was asked', async () => {
    const data = {
      customerId: id(1),
      kind: 'birthday',
      calendar: 'lunar',
      year: 1962,
      month: 8,
      day: 15,
      leap: false,
      leapPolicy: 'leap_if_exists',
      shortMonth: 'last_day',
      feb29: 'feb28',
      celebrate: true,
      leadDays: [7, 1, 0],
      origin: 'customer',
    }
    const made = handedOver({
      recordType: 'important-date',
      recordId: id(31),
      operation: { kind: 'create', args: { data } },
    })
    showIssue(await openWithReports([made]))
    await screen.findByText('农历八月十五（1962 年）')
    expect(screen.queryByText('历法')).toBeNull()
    expect(screen.queryByText(/年份$/u)).toBeNull()
  })

  it('[SR2] tells its author who decides, and then what became of it', async () => {
    const { typedBy: _typedBy, ...own } = handedOver()
    const opened = await openWithReports([
      own,
      { ...own, became: 'dropped', becameBy: colleague, madeAt: morning - 90 * minute },
    ])
    showInbox(opened)
    screen.getByText(/客户已移交.*正在等/u)
    screen.getByText('赵敏没有采用。')
    expect(screen.getByText('未被采用')).toBeTruthy()
  })
})

describe('a loss report', () => {
  it('[CL7] says what was lost, counts until it is read, and can be put back', async () => {
    const opened = await openWithReports([], [loss()])
    const facts = createPendingFacts(opened.replica)
    expect(facts().attentionCount).toBe(1)
    const user = showInbox(opened)
    screen.getByText('您的设备上有 3 条未发送的修改没有找回')
    screen.getByText(/逐条补录/u)
    await user.click(screen.getByRole('button', { name: '知道了' }))
    await screen.findByText('没有需要处理的事项')
    expect(facts().attentionCount).toBe(0)
    expect(opened.replica.get('loss-report', id(651))?.data.seen).toBe(true)
    await user.click(screen.getByRole('button', { name: '撤销' }))
    await screen.findByText('您的设备上有 3 条未发送的修改没有找回')
    expect(facts().attentionCount).toBe(1)
  })

  it('[CL7] tells a lead whose device it was, and what to do together', async () => {
    const opened = await openWithReports([], [loss({ staffId: colleague, missing: 12 })])
    showInbox(opened)
    screen.getByText('赵敏的设备上有 12 条未发送的修改没有找回')
    expect(screen.getByText(/请和赵敏一起核对/u)).toBeTruthy()
  })
})

describe('the inbox', () => {
  it('sorts by what is to be done, newest first, and filters', async () => {
    const rejected = issue({ outcome: 'rejected', reason: 'not-allowed', fields: [] })
    const opened = await openWithReports(
      [issue({ madeAt: morning - 90 * minute }), handedOver(), rejected],
      [loss()],
    )
    const user = showInbox(opened)
    const decide = screen.getByRole('region', { name: '等您决定' })
    const [first, second] = within(decide).getAllByRole('listitem')
    expect(first?.textContent).toContain('请核对')
    expect(second?.textContent).toContain('两边都改了')
    await user.click(screen.getByRole('radio', { name: /没有生效的内容/u }))
    expect(screen.queryByRole('region', { name: '等您决定' })).toBeNull()
    screen.getByText('您没有权限修改这里。')
  })

  it('[SR2] puts away together what is only to be known, and takes it back together', async () => {
    const waits = issue({ outcome: 'quarantined', reason: 'handed-over', fields: [] })
    const opened = await openWithReports([waits, waits, issue()], [loss()])
    const user = showInbox(opened)
    await user.click(await screen.findByRole('button', { name: '全部知道了' }))
    const open = () =>
      opened.replica.all('sync-issue').filter(({ data }) => data.resolution === undefined).length
    await waitFor(() => expect(open()).toBe(1))
    // Lost changes are read one by one.
    screen.getByText('您的设备上有 3 条未发送的修改没有找回')
    await user.click(screen.getByRole('button', { name: '撤销' }))
    await waitFor(() => expect(open()).toBe(3))
  })

  it('[OP4] opens what was put away again', async () => {
    const rejected = issue({ outcome: 'rejected', reason: 'not-allowed', fields: [] })
    const opened = await openWithReports([{ ...rejected, resolution: 'dismissed' }])
    const user = showInbox(opened)
    await user.click(screen.getByRole('radio', { name: '已处理 1' }))
    await user.click(screen.getByRole('button', { name: '重新处理' }))
    await waitFor(() => expect(resolution(opened)).toBeUndefined())
    await screen.findByText('已放回“待处理”')
  })
})
