// @vitest-environment jsdom
import { act, cleanup, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { create } from '#replica/replica.ts'
import { taskOfNote } from '#shared/domain/task-of-note.ts'
import { timelineOf } from '#features/timeline/timeline-entries.ts'
import { TimelineView } from '#features/timeline/timeline-view.tsx'
import { record } from '#tests/vault/pulled.ts'
import { birthday } from './today-frame.tsx'
import {
  author,
  branchScope,
  entries,
  id,
  morning,
  note,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  showScreen,
  task,
} from './customers-screen.tsx'

afterEach(cleanup)

const today = '2026-05-20'
const day = 86_400_000

async function openBusyCustomer() {
  const opened = await openWith(page(branchScope, 1, [pulledCustomer(1, 1)]))
  const forCustomer = { customerId: id(1) }
  await opened.replica.commit([
    create('interaction', id(11), note({ text: '今早第一通', at: morning })),
    create('interaction', id(12), note({ text: '今早第二通', at: morning + 60_000 })),
    create('interaction', id(13), note({ text: '上周谈过', at: morning - 7 * day })),
    create('task', id(21), task({ ...forCustomer, title: '逾期的回访', dueOn: '2026-05-18' })),
    create('task', id(22), task({ ...forCustomer, title: '下周的拜访', dueOn: '2026-05-27' })),
    create(
      'task',
      id(23),
      task({
        ...forCustomer,
        title: '做完的事',
        dueOn: '2026-05-01',
        completions: { [id(90)]: { at: morning - day, by: author } },
      }),
    ),
  ])
  return opened
}

describe('the stream of a customer', () => {
  it('puts what is open first by its day, then what happened, the latest first', async () => {
    const { replica } = await openBusyCustomer()
    const customer = replica.get('customer', id(1))
    if (customer === undefined) throw new Error('the card was pulled')
    const timeline = timelineOf(
      {
        customer,
        notes: replica.by('interaction.customer', id(1)),
        tasks: replica.by('task.customer', id(1)),
        heldBack: () => null,
        complaints: [],
        dates: [],
        events: [],
      },
      null,
      today,
    )
    expect(timeline.ahead.map((entry) => entry.id)).toEqual([id(21), id(22)])
    expect(timeline.days.map((each) => [each.day, each.entries.map((entry) => entry.id)])).toEqual([
      ['2026-05-20', [id(12), id(11)]],
      ['2026-05-19', [id(23)]],
      ['2026-05-13', [id(13)]],
    ])
  })

  it('says in words what is overdue, who did it, and what is not yet sent; and shows one kind alone', async () => {
    const opened = await openBusyCustomer()
    const { user } = await showScreen(
      opened,
      <TimelineView customerId={id(1)} seesPortfolio onTask={() => undefined} />,
    )
    screen.getByText('逾期 2 天')
    expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual([
      '接下来',
      '今天',
      '昨天',
      '5月13日',
    ])
    expect(screen.getAllByText('待上传')).toHaveLength(6)
    await user.click(screen.getByRole('button', { name: '任务' }))
    expect(screen.queryByText('今早第一通')).toBeNull()
    screen.getByText('做完的事')
  })

  it('[ME8] domain 4.1: has no birthday ahead of whom another card of his calls mourning', async () => {
    // 2026-05-20 is 四月初四.
    const opened = await openWith(
      page(branchScope, 2, [pulledCustomer(1, 1), pulledCustomer(2, 2, { mergedInto: id(1) })]),
      page(portfolio, 3, [record('important-date', 21, 3, birthday())]),
    )
    const { user } = await showScreen(
      opened,
      <TimelineView customerId={id(1)} seesPortfolio onTask={() => undefined} />,
    )
    await user.click(screen.getByRole('button', { name: '日子' }))
    expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual(['接下来'])
    const told = pulledCustomer(2, 4, { mergedInto: id(1), mourningUntil: '2026-08-01' })
    act(() => opened.replica.applyPull(entries(branchScope, 4, [told]), [], null))
    expect(screen.queryByText('接下来')).toBeNull()
  })
})

describe('[R2] a note that is written gives a task', () => {
  const given = { today, usualDueOn: '2026-05-21' }
  const of = (text: string, at = morning) => taskOfNote({ text, at, channel: 'phone' }, given)

  it('with what it promises, on the day that it means', () => {
    expect(of('来问理财，答应明天把说明书发给她\n另外女儿要结婚')).toEqual({
      title: '把说明书发给她',
      kind: 'call',
      dueOn: '2026-05-21',
      promised: true,
    })
    expect(of('答应下周三回电', morning - 6 * day)).toMatchObject({ dueOn: '2026-05-20' })
  })

  it('today when the promised day has passed, and on the usual day when none is promised', () => {
    expect(of('答应明天把说明书发给她', morning - 7 * day).dueOn).toBe(today)
    expect(of('\n 她的定期3月5日到期 \n别的')).toEqual({
      title: '她的定期3月5日到期',
      kind: 'call',
      dueOn: '2026-05-21',
      promised: false,
    })
    expect(of('').title).toBe('')
    expect(of('长'.repeat(300)).title).toHaveLength(200)
  })

  it('with a button of the row, which says what was made of it', async () => {
    const opened = await openBusyCustomer()
    await opened.replica.commit([
      create(
        'task',
        id(24),
        task({
          customerId: id(1),
          title: '寄合同',
          dueOn: '2026-06-01',
          ref: { type: 'interaction', id: id(11) },
        }),
      ),
    ])
    const asked: unknown[] = []
    const { user } = await showScreen(
      opened,
      <TimelineView customerId={id(1)} seesPortfolio onTask={(each) => asked.push(each)} />,
    )
    const row = screen.getByText('今早第一通').closest('li')!
    within(row).getByText('寄合同')
    await user.click(within(row).getByRole('button', { name: /^建为任务 /u }))
    expect(asked).toEqual([{ noteId: id(11) }])
  })
})
