// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { Profiler, useEffect, useState, type ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import * as z from 'zod/mini'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import { defaultRuleTable } from '#shared/domain/rule-table.ts'
import { create, patch } from '#replica/replica.ts'
import {
  ReplicaProvider,
  useAll,
  useBy,
  useCommit,
  useCustomerSearch,
  useDraft,
  useIsPending,
  useLastContactAt,
  useNow,
  useOpenComplaints,
  usePending,
  useRecord,
  useRules,
  useSession,
  useToday,
} from '#replica/use-replica.ts'
import { record } from '#tests/vault/pulled.ts'
import {
  branchScope,
  customer,
  environment,
  id,
  morning,
  note,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
  pulledTask,
  session,
  task,
  type OpenedReplica,
} from './replica-device.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function show(opened: OpenedReplica, children: ReactNode, clock = environment) {
  const { replica, vault } = opened
  return render(
    <ReplicaProvider
      replica={replica}
      drafts={vault.drafts}
      settings={vault.settings}
      environment={clock}
    >
      {children}
    </ReplicaProvider>,
  )
}

const Names = () => <p>{useAll('customer').map(({ data }) => data.name)}</p>

const Tasks = () => <p>{useBy('task.customer', id(1)).length} 项任务</p>

const Pending = () => (
  <p>
    {usePending().length} 项待上传{useIsPending('task', id(12)) ? '，含新任务' : ''}
  </p>
)

const Clock = () => (
  <p>
    {useToday()} {useNow()}
  </p>
)

const table = (version: number, effectiveFrom: string, warnDays: number) => {
  const rules = defaultRuleTable(mainlandWorkingCalendar)
  return { ...rules, version, effectiveFrom, complaint: { ...rules.complaint, warnDays } }
}

const Rules = () => <p>{useRules().complaint.warnDays} 天</p>

const Last = () => <p>{useLastContactAt(id(1)) ?? '从未'}</p>

const event = (number: number, kind: string, more = {}) => ({
  [id(number)]: { id: id(number), by: session.staffId, occurredAt: 1, kind, ...more },
})

const complaint = (events: object) => ({
  branchId: session.branchId,
  temporaryNumber: 'L-1',
  complainantName: '赵敏',
  contact: '13800000000',
  matter: '排队太久',
  cause: '窗口少',
  customerId: id(1),
  receivedAt: 1,
  receivedBy: session.staffId,
  channel: 'branch_counter',
  sensitive: [],
  events,
})

const Open = () => (
  <p>
    {useOpenComplaints()
      .get(id(1))
      ?.map((found) => found.id)}
  </p>
)

const keys = (full: string) => ({ full, alternatives: [] })

const Found = ({ typed }: { typed: string }) => (
  <p>
    {useCustomerSearch()
      .search(typed, 5)
      .map((hit) => hit.id)
      .join() || '没有'}
  </p>
)

const Who = () => <p>{useSession().name}</p>

type Commit = ReturnType<typeof useCommit>
const Editor = ({
  customerId,
  onReady,
}: {
  customerId: string
  onReady: (commit: Commit) => void
}) => {
  const commit = useCommit()
  useEffect(() => onReady(commit), [commit, onReady])
  return <p>{useRecord('customer', customerId)?.data.name}</p>
}

describe('what screens read', () => {
  it('renders again with exactly what changed', async () => {
    const opened = await openWith(
      page(branchScope, 2, [pulledCustomer(1, 1)]),
      page(portfolio, 1, [pulledTask(11, 1, { customerId: id(1) })]),
    )
    let rendersOfSession = 0
    show(opened, [
      <Names key="n" />,
      <Tasks key="t" />,
      <Pending key="p" />,
      <Profiler key="w" id="who" onRender={() => (rendersOfSession += 1)}>
        <Who />
      </Profiler>,
    ])
    expect(screen.getByText('王小明')).toBeDefined()
    expect(screen.getByText('1 项任务')).toBeDefined()
    const before = rendersOfSession
    await act(() => opened.replica.commit([create('task', id(12), task({ customerId: id(1) }))]))
    expect(screen.getByText('2 项任务')).toBeDefined()
    expect(screen.getByText('1 项待上传，含新任务')).toBeDefined()
    expect(rendersOfSession).toBe(before)
  })

  it('a refused change and one that could not be stored come back as errors', async () => {
    const opened = await openWith(page(branchScope, 2, [pulledCustomer(1, 1)]))
    let commit: Commit | undefined
    show(opened, <Editor customerId={id(1)} onReady={(ready) => (commit = ready)} />)
    expect(await commit?.([patch('task', id(9), task(), { title: '没有' })])).toMatchObject({
      ok: false,
      error: { type: 'refused', outcome: 'gone' },
    })
    opened.vault.lock()
    expect(await commit?.([create('task', id(2), task())])).toMatchObject({
      ok: false,
      error: { type: 'not-stored' },
    })
    expect(screen.getByText('王小明')).toBeDefined()
  })

  it('minute and day go on while the screen stands', async () => {
    const opened = await openWith()
    vi.useFakeTimers()
    // 23:59:30 in Shanghai on 20 May.
    vi.setSystemTime(Date.UTC(2026, 4, 20, 15, 59, 30))
    show(opened, <Clock />, { ...environment, now: Date.now })
    expect(screen.getByText(`2026-05-20 ${Date.UTC(2026, 4, 20, 15, 59)}`)).toBeDefined()
    act(() => {
      vi.advanceTimersByTime(30_000)
    })
    expect(screen.getByText(`2026-05-21 ${Date.UTC(2026, 4, 20, 16, 0)}`)).toBeDefined()
  })

  it('rules come from the newest table in force, else from those built in', async () => {
    show(await openWith(), <Rules />)
    expect(screen.getByText('3 天')).toBeDefined()
    cleanup()
    const opened = await openWith(
      page('org', 1, [
        record('rule-table', 1, 1, table(2, '2026-01-01', 4)),
        record('rule-table', 2, 2, table(3, '2026-05-20', 5)),
        record('rule-table', 3, 3, table(4, '2026-05-21', 6)),
      ]),
    )
    show(opened, <Rules />)
    expect(screen.getByText('5 天')).toBeDefined()
  })

  it('the last contact is the latest one that reached the customer', async () => {
    const opened = await openWith(
      page(branchScope, 2, [pulledCustomer(1, 1)]),
      page(portfolio, 4, [
        pulledNote(21, 1, { at: 1000 }),
        pulledNote(22, 2, { at: 3000, result: 'no_answer' }),
        pulledNote(23, 3, { at: 2000, direction: 'in' }),
      ]),
    )
    show(opened, <Last />)
    expect(screen.getByText('2000')).toBeDefined()
    await act(() => opened.replica.commit([create('interaction', id(24), note({ at: morning }))]))
    expect(screen.getByText(String(morning))).toBeDefined()
  })

  it('an answered complaint is not open any more', async () => {
    const closed = { reply: '已答复', noticeHow: 'phone', remediesTold: true }
    const opened = await openWith(
      page(`complaints:${session.branchId}`, 3, [
        record('complaint', 31, 1, complaint(event(1, 'registered'))),
        record(
          'complaint',
          32,
          2,
          complaint({ ...event(2, 'registered'), ...event(3, 'closed', closed) }),
        ),
      ]),
    )
    show(opened, <Open />)
    expect(screen.getByText(id(31))).toBeDefined()
  })
})

describe('search', () => {
  it('finds a card by pinyin, follows a new name, and forgets a card that is gone', async () => {
    const opened = await openWith(
      page(branchScope, 2, [pulledCustomer(1, 1, { searchKeys: keys('wang xiao ming') })]),
    )
    show(opened, <Found typed="wxm" />)
    expect(screen.getByText(id(1))).toBeDefined()
    await act(() =>
      opened.replica.commit([
        create('customer', id(2), customer({ name: '吴晓梅', searchKeys: keys('wu xiao mei') })),
      ]),
    )
    expect(screen.getByText(new RegExp(`${id(1)}.*${id(2)}|${id(2)}.*${id(1)}`))).toBeDefined()
    act(() => opened.replica.applyPull([], [branchScope], 1))
    expect(screen.getByText('没有')).toBeDefined()
  })
})

describe('drafts', () => {
  const Form = z.strictObject({ text: z.string() })
  const NoteForm = () => {
    const draft = useDraft('note|1', Form)
    const [removed, setRemoved] = useState(false)
    if (!draft.loaded) return <p>载入中</p>
    return (
      <>
        <p>{draft.value?.text ?? '空白'}</p>
        {draft.unreadable && <p>草稿无法读取</p>}
        <button onClick={() => draft.save({ text: '王总想要三百五十万元' })}>写</button>
        <button onClick={() => void draft.remove().then(() => setRemoved(true))}>提交</button>
        {removed && <p>已提交</p>}
      </>
    )
  }

  it('what was typed stands in the form when it opens again, and not after the commit', async () => {
    const opened = await openWith()
    const first = show(opened, <NoteForm />)
    expect(await screen.findByText('空白')).toBeDefined()
    act(() => screen.getByText('写').click())
    await eventually(async () =>
      expect(await opened.vault.drafts.load('note|1')).toEqual({ text: '王总想要三百五十万元' }),
    )
    first.unmount()
    show(opened, <NoteForm />)
    expect(await screen.findByText('王总想要三百五十万元')).toBeDefined()
    act(() => screen.getByText('提交').click())
    expect(await screen.findByText('已提交')).toBeDefined()
    expect(await opened.vault.drafts.keys()).toEqual([])
  })

  it('[VA3] a draft that does not fit the form is named and does not keep it closed', async () => {
    const opened = await openWith()
    await opened.vault.drafts.save('note|1', { oldField: 1 })
    show(opened, <NoteForm />)
    expect(await screen.findByText('空白')).toBeDefined()
    expect(screen.getByText('草稿无法读取')).toBeDefined()
  })

  it('is sealed at once when the page is left', async () => {
    const opened = await openWith()
    show(opened, <NoteForm />)
    expect(await screen.findByText('空白')).toBeDefined()
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    act(() => screen.getByText('写').click())
    window.dispatchEvent(new Event('pagehide'))
    vi.useRealTimers()
    await eventually(async () =>
      expect(await opened.vault.drafts.load('note|1')).toEqual({ text: '王总想要三百五十万元' }),
    )
  })
})
