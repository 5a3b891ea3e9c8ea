// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { useHistoryWords } from '#app/routes/history-words.ts'
import { HistoryScreen } from '#features/history/history-screen.tsx'
import { openReplica } from '#replica/open-replica.ts'
import { patch } from '#replica/replica.ts'
import { useRecord } from '#replica/use-replica.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import {
  author,
  branchId,
  branchScope,
  customer,
  environment,
  id,
  morning,
  openWith,
  page,
  portfolio,
  pulledNote,
  pulledTask,
  session,
  type OpenedReplica,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'
import { showScreen } from './today-frame.tsx'

afterEach(cleanup)

const colleague = id(702)
const hour = 3_600_000

/** A body as pulled, with what happened to it. */
function withHistory([seq, body]: [number, object], more: object): [number, object] {
  const stamp = { createdAt: morning - 48 * hour, createdBy: author }
  return [seq, { ...body, ...stamp, updatedAt: morning - hour, updatedBy: colleague, ...more }]
}

/** A card whose tier the colleague changed, and whose later but older edit of the salutation lost. */
function changedCard(): [number, object] {
  const data = customer({ tier: 'vip', salutation: '王总', ownerId: author, likes: ['喝茶'] })
  return withHistory(record('customer', 1, 2, data), {
    stamps: {
      tier: { at: morning - hour, by: colleague },
      salutation: { at: morning - 2 * hour, by: author },
      likes: { at: morning - 3 * hour, by: author },
    },
    history: [
      { field: 'tier', value: 'mass', at: morning - 48 * hour, by: author, why: 'replaced' },
      { field: 'salutation', value: '王老板', at: morning - 5 * hour, by: colleague, why: 'lost' },
      { field: 'likes', value: '抽烟', at: morning - 48 * hour, by: author, why: 'replaced' },
    ],
  })
}

const contact = id(31)

function point(value: string) {
  return { kind: 'mobile', value, primary: true }
}

function changedProfile(): [number, object] {
  const data = {
    customerId: id(1),
    contactPoints: { [contact]: point('13912342222') },
    investmentPreferences: [],
    preferredChannels: [],
  }
  const path = `contactPoints.${contact}`
  return withHistory(record('profile', 1, 3, data), {
    stamps: { [path]: { at: morning - hour, by: colleague } },
    history: [
      {
        field: path,
        value: point('13812341234'),
        at: morning - 48 * hour,
        by: author,
        why: 'replaced',
      },
    ],
  })
}

async function openBranch(
  more: { portfolio?: [number, object][]; own?: [number, object][] } = {},
): Promise<OpenedReplica> {
  const member = { staffNo: '7', role: 'rm', branchId, active: true }
  return openWith(
    page(branchScope, 1, [
      record('staff', 702, 1, { ...member, name: '赵敏' }),
      record('staff', 703, 2, { ...member, name: '李静' }),
    ]),
    page(branchScope, 2, [changedCard()]),
    page(portfolio, 4, more.portfolio ?? [changedProfile()]),
    page(staffScope(author), 1, more.own ?? []),
  )
}

function History({ type, recordId }: { type: RecordType; recordId: string }) {
  const words = useHistoryWords()
  const main = useRecord(type, recordId)
  const profile = useRecord('profile', type === 'customer' ? recordId : undefined)
  const records = [main, profile].filter((each) => each !== undefined)
  return <HistoryScreen records={records} words={words} title="王小明" onBack={() => {}} />
}

function showHistory(opened: OpenedReplica, type: RecordType = 'customer', recordId = id(1)) {
  showScreen(opened, <History type={type} recordId={recordId} />)
  return userEvent.setup()
}

function steps(): string[] {
  return screen
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)
    .filter((text) => /\d\d:\d\d/u.test(text))
}

describe('the history of a customer', () => {
  it('says who changed what and when, the latest first, card and profile in one', async () => {
    showHistory(await openBranch())
    const [latest, second] = steps()
    expect(latest).toMatch(/^今天赵.?赵敏09:00等级大众 改为 贵宾/u)
    expect(latest).toContain('联系方式')
    expect(second).toMatch(/08:00称呼王总/u)
    expect(steps().at(-1)).toMatch(/新建，填写 \d+ 项/u)
  })

  it('[SE7] masks numbers until they are asked for', async () => {
    const opened = await openBranch()
    const user = showHistory(opened)
    expect(document.body.textContent).toContain('138****1234')
    expect(document.body.textContent).not.toContain('13812341234')
    const [latest] = screen.getAllByRole('button', { name: '显示联系方式' })
    await user.click(latest as HTMLElement)
    await screen.findByText(/13812341234/u)
    const looks = opened.replica.pending().map(({ operation }) => operation)
    expect(looks).toMatchObject([{ kind: 'look', recordType: 'profile', recordId: id(1) }])
  })

  it('[ME2] shows an edit that lost as such, brings it back, and undoes that', async () => {
    const opened = await openBranch()
    const user = showHistory(opened)
    const lost = screen.getByText('未生效').closest('li')
    expect(lost?.textContent).toContain('王老板')
    expect(lost?.textContent).toContain('赵敏')
    await user.click(screen.getByRole('button', { name: '恢复这个值：称呼 王老板' }))
    await screen.findByText('已恢复“称呼”，保存在本机')
    const salutation = () => opened.replica.get('customer', id(1))?.data.salutation
    expect(salutation()).toBe('王老板')
    await user.click(screen.getByRole('button', { name: '撤销' }))
    await waitFor(() => expect(salutation()).toBe('王总'))
  })

  it('[ME5] adds what was taken out of a list again', async () => {
    const opened = await openBranch()
    const user = showHistory(opened)
    await user.click(screen.getByRole('button', { name: '重新加上：偏好 抽烟' }))
    await waitFor(() =>
      expect(opened.replica.get('customer', id(1))?.data.likes).toEqual(['喝茶', '抽烟']),
    )
  })

  it('brings a phone number back together with the tail that finds the customer', async () => {
    const opened = await openBranch()
    const user = showHistory(opened)
    await user.click(screen.getByRole('button', { name: /^恢复旧值：联系方式/u }))
    await waitFor(() => expect(opened.replica.get('customer', id(1))?.data.phoneTail).toBe('1234'))
    const point = opened.replica.get('profile', id(1))?.data.contactPoints[contact]
    expect(point?.value).toBe('13812341234')
  })

  it('[SC5] offers nothing to bring back to who may not write it', async () => {
    const opened = await openBranch()
    const lobby = { ...session, role: 'lobby' as const, staffId: id(703), name: '周放' }
    const replica = await openReplica(opened.vault, lobby, environment)
    await replica.whenLoaded()
    showHistory({ ...opened, replica })
    screen.getByText('未生效')
    // How to greet a customer is any colleague's to know better; the tier is not.
    screen.getByRole('button', { name: '恢复这个值：称呼 王老板' })
    expect(screen.queryByRole('button', { name: /等级/u })).toBeNull()
  })

  it('is there without a network, with what was changed a moment ago', async () => {
    const opened = await openBranch()
    await opened.replica.commit([patch('customer', id(1), { tier: 'vip' }, { tier: 'potential' })])
    showHistory(opened)
    expect(steps()[0]).toMatch(/10:00等级贵宾 改为 潜力/u)
    screen.getByText('待上传')
  })
})

describe('the history of a note', () => {
  const base = '客户想存定期。喜欢喝茶。'

  it('[ME4] shows a version that lost a conflict, and brings it back', async () => {
    const conflict = {
      outcome: 'conflict',
      reason: 'same-sentence-changed',
      recordType: 'interaction',
      recordId: id(21),
      operation: {},
      fields: [{ field: 'text', base, mine: '客户想存三年定期。喜欢喝茶。', theirs: base }],
      madeAt: morning - hour,
      device: id(9),
      resolution: 'kept-theirs',
    }
    const opened = await openBranch({
      portfolio: [pulledNote(21, 1, { text: base })],
      own: [record('sync-issue', 601, 1, conflict)],
    })
    const user = showHistory(opened, 'interaction', id(21))
    const step = screen.getByText('冲突中您的版本').closest('li')
    expect(step?.textContent).toContain('两边都改了，没有采用这一版。')
    await user.click(within(step as HTMLElement).getByRole('button', { name: /^恢复这个值/u }))
    await waitFor(() =>
      expect(opened.replica.get('interaction', id(21))?.data.text).toBe(
        '客户想存三年定期。喜欢喝茶。',
      ),
    )
  })

  it('[ME4] keeps what was typed beside what the merge made of it', async () => {
    const text = '客户想存三年定期。喜欢喝红茶。'
    const merged = withHistory(pulledNote(21, 1, { text }), {
      stamps: { text: { at: morning - 2 * hour, by: colleague } },
      history: [
        { field: 'text', value: base, at: morning - 48 * hour, by: author, why: 'replaced' },
        {
          field: 'text',
          value: '客户想存三年定期。喜欢喝茶。',
          at: morning - hour,
          by: author,
          why: 'replaced',
        },
        {
          field: 'text',
          value: '客户想存定期。喜欢喝红茶。',
          at: morning - 2 * hour,
          by: colleague,
          why: 'replaced',
        },
      ],
    })
    showHistory(await openBranch({ portfolio: [merged] }), 'interaction', id(21))
    const typed = screen.getByText('合并前的录入').closest('li')
    expect(typed?.textContent).toContain('客户想存定期。喜欢喝红茶。')
    expect(steps()).toHaveLength(3)
  })
})

describe('the history of a task', () => {
  it('[ME5] tells who finished it, and that it was taken back', async () => {
    const opened = await openBranch({
      portfolio: [pulledTask(11, 1, { customerId: id(1) })],
    })
    const target = { recordType: 'task' as const, recordId: id(11) }
    const completionId = id(77)
    await opened.replica.commit([
      { ...target, kind: 'complete', args: { completionId, result: '资料已送到' } },
    ])
    showHistory(opened, 'task', id(11))
    expect(steps()[0]).toMatch(/完成资料已送到/u)
    cleanup()
    await opened.replica.commit([{ ...target, kind: 'reopen', args: { completionId } }])
    showHistory(opened, 'task', id(11))
    expect(document.body.textContent).toContain('资料已送到 改为 取消完成')
  })
})
