// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { create } from '#replica/replica.ts'
import { searchKeysFor } from '#replica/search/build-search-keys.ts'
import { CustomerList } from '#features/customers/customer-list.tsx'
import { riskValidity } from '#shared/domain/risk-validity.ts'
import { customer, id, morning, note, openWith, showScreen } from './customers-screen.tsx'

afterEach(cleanup)

const nothing = () => undefined
const day = 86_400_000

async function named(number: number, name: string, change = {}) {
  const searchKeys = await searchKeysFor(name)
  return create('customer', id(number), customer({ name, searchKeys, ...change }))
}

async function openBranch() {
  const opened = await openWith()
  await opened.replica.commit([
    await named(1, '单玉静', { tier: 'vip', phoneTail: '0190', salutation: '单老师' }),
    await named(2, '张伟', { tier: 'mass', phoneTail: '4472', doNotContact: 'all' }),
    await named(3, '欧阳娜娜', { tier: 'potential' }),
    create('interaction', id(11), note({ customerIds: [id(2)], at: morning - 3 * day })),
    create('interaction', id(12), note({ customerIds: [id(3)], at: morning - day })),
  ])
  return opened
}

function list(change: Partial<Parameters<typeof CustomerList>[0]> = {}) {
  return (
    <CustomerList
      layout="rows"
      selectedId={null}
      scroll="window"
      focusSearch={false}
      onSearchFocused={nothing}
      menu={[]}
      {...change}
    />
  )
}

function names(): (string | null)[] {
  return screen
    .getAllByRole('link')
    .filter((link) => link.className.includes('stretch-link'))
    .map((link) => link.textContent)
}

describe('the list of customers', () => {
  it('puts the latest contact first, in words, with the do-not-disturb mark', async () => {
    await showScreen(await openBranch(), list())
    await waitFor(() => expect(names()).toHaveLength(3))
    expect(names()).toEqual(['欧阳娜娜', '张伟', '单玉静单老师'])
    screen.getByText('昨天联系')
    screen.getByText('3 天前联系')
    screen.getByText('尚未联系')
    screen.getByText('请勿打扰')
    screen.getByText('3 位客户')
  })

  it.each([
    ['shan', '单玉静', '单'],
    ['syj', '单玉静', '单玉静'],
    ['娜', '欧阳娜娜', '娜'],
    ['4472', '张伟', null],
  ])('finds by %s and marks what matched', async (typed, name, marked) => {
    const { user, container } = await showScreen(await openBranch(), list())
    await user.type(screen.getByRole('searchbox'), typed)
    await waitFor(() => expect(names()).toHaveLength(1))
    expect(names()[0]).toContain(name)
    expect(container.querySelector('mark')?.textContent ?? null).toBe(marked)
  })

  it('[R68] the words that the pointer read in full are not said of the next customer in the same row', async () => {
    const { user } = await showScreen(await openBranch(), list())
    await waitFor(() => expect(names()).toHaveLength(3))
    const tier = screen.getByText('潜力', { selector: '[data-slot=tier]' })
    await user.hover(tier)
    expect(tier.title).toBe('潜力')
    await user.type(screen.getByRole('searchbox'), 'syj')
    await waitFor(() => expect(names()).toHaveLength(1))
    // The row stays, and shows somebody else.
    expect(tier.isConnected).toBe(true)
    expect(tier.textContent).toBe('贵宾')
    expect(tier.title).toBe('')
  })

  it('keeps the search text while a customer is looked at, never in the address', async () => {
    const opened = await openBranch()
    const { user, router, unmount } = await showScreen(opened, list())
    await user.type(screen.getByRole('searchbox'), '单玉')
    expect(decodeURIComponent(router.state.location.href)).not.toContain('单')
    unmount()
    await showScreen(opened, list())
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('单玉')
  })

  it('[R25] shows one tier alone, and says which condition to take away when nobody is left', async () => {
    const { user } = await showScreen(await openBranch(), list())
    await user.click(await screen.findByRole('button', { name: '贵宾' }))
    await waitFor(() => expect(names()).toEqual(['单玉静单老师']))
    await user.type(screen.getByRole('searchbox'), '张伟')
    await screen.findByText('没有找到匹配的客户')
    screen.getByRole('button', { name: '清空搜索，有 1 位' })
    await user.click(screen.getByRole('button', { name: '去掉“等级”，有 1 位' }))
    await waitFor(() => expect(names()).toEqual(['张伟']))
  })

  it('[R25] a saved filter stands one press away and is there when the app is opened again', async () => {
    const opened = await openBranch()
    const first = await showScreen(opened, list())
    await first.user.click(await screen.findByRole('button', { name: '大众' }))
    await first.user.click(screen.getByRole('button', { name: /^筛选/ }))
    await first.user.type(await screen.findByRole('textbox', { name: /名称/ }), '常见')
    await first.user.click(screen.getByRole('button', { name: '保存当前筛选' }))
    await first.user.click(screen.getByRole('button', { name: '查看 1 位' }))
    await first.user.click(screen.getByRole('button', { name: '大众' }))
    await waitFor(() => expect(names()).toHaveLength(3))
    await waitFor(async () =>
      expect(await opened.vault.settings.get('customer-list')).toMatchObject({
        filter: { tiers: [] },
      }),
    )
    // It is a record, and so on every device of this person.
    expect(opened.replica.all('preference').map(({ data }) => data)).toMatchObject([
      { kind: 'saved-filter', name: '常见', filter: { tiers: ['mass'] } },
    ])
    first.unmount()
    const again = await showScreen(
      { ...opened, replica: { ...opened.replica } },
      list({ layout: 'table', scroll: 'element' }),
    )
    await again.user.click(await screen.findByRole('button', { name: '常见' }))
    await waitFor(() => expect(names()).toEqual(['张伟']))
  })

  it('[R25] a saved filter that was removed comes back with undo; the same name is given the new conditions', async () => {
    const opened = await openBranch()
    const { user } = await showScreen(opened, list())
    const save = async (tier: string) => {
      await user.click(await screen.findByRole('button', { name: tier }))
      await user.click(screen.getByRole('button', { name: /^筛选/ }))
      await user.type(await screen.findByRole('textbox', { name: /名称/ }), '常用')
      await user.click(screen.getByRole('button', { name: '保存当前筛选' }))
    }
    const kept = () => opened.replica.all('preference').map(({ data }) => data.filter)
    await save('大众')
    await waitFor(() => expect(kept()).toEqual([{ tiers: ['mass'] }]))
    await user.click(screen.getByRole('button', { name: '查看 1 位' }))
    await save('贵宾')
    await waitFor(() => expect(kept()).toEqual([{ tiers: ['vip', 'mass'] }]))
    await user.click(screen.getByRole('button', { name: '删除筛选“常用”' }))
    await waitFor(() => expect(kept()).toEqual([]))
    await user.click(screen.getByRole('button', { name: '撤销' }))
    await waitFor(() => expect(kept()).toHaveLength(1))
  })

  it('[R25][R17] what a former version kept on this device alone becomes records, once', async () => {
    const opened = await openBranch()
    const { settings } = opened.vault
    const former = {
      filter: { tiers: ['vip'] },
      saved: [{ id: id(90), name: '老客户', filter: { tiers: ['vip'] }, sort: 'tier' }],
      different: [`${id(1)}|${id(2)}`],
    }
    await settings.set('customer-list', former)
    await showScreen(opened, list())
    await screen.findByRole('button', { name: '老客户' })
    await waitFor(async () =>
      expect(await settings.get('customer-list')).not.toHaveProperty('saved'),
    )
    expect(opened.replica.all('preference').map(({ data }) => data)).toMatchObject([
      { kind: 'saved-filter', name: '老客户', filter: { tiers: ['vip'] }, sort: 'tier' },
      { kind: 'different-people', customerIds: [id(1), id(2)] },
    ])
  })

  it('[R25] what cannot become a record stays in the setting, whatever is chosen meanwhile, and holds up nothing', async () => {
    const opened = await openBranch()
    const { settings } = opened.vault
    const filter = { tiers: ['vip'] }
    // A card number is never kept as a name of a record (SE7).
    const refused = { id: id(91), name: '6222021234567890128', filter }
    const odd = { id: id(92), name: '旧版写法', filter: { tiers: ['gold'] } }
    const saved = [refused, odd, { id: id(93), name: '老客户', filter }]
    await settings.set('customer-list', { filter, saved, different: ['?'] })
    const { user } = await showScreen(opened, list())
    await screen.findByRole('button', { name: '老客户' })
    await user.click(screen.getByRole('button', { name: '大众' }))
    await waitFor(async () =>
      expect(await settings.get('customer-list')).toMatchObject({
        filter: { tiers: ['vip', 'mass'] },
        saved: [refused, odd],
        different: ['?'],
      }),
    )
    expect(opened.replica.all('preference').map(({ id: each }) => each)).toEqual([id(93)])
  })

  it('[R68] sounds that many mix up are found once that is switched on', async () => {
    const { user } = await showScreen(await openBranch(), list())
    await user.type(screen.getByRole('searchbox'), 'zangwei')
    await user.click(await screen.findByRole('button', { name: '用模糊音再找' }))
    await waitFor(() => expect(names()).toEqual(['张伟']))
  })
})

describe('how long a risk assessment holds', () => {
  it.each([
    ['2025-05-20', 'soon', '2026-05-20', 0],
    ['2025-05-19', 'expired', '2026-05-19', -1],
    ['2025-06-19', 'soon', '2026-06-19', 30],
    ['2025-06-20', 'valid', '2026-06-20', 31],
    ['2024-02-29', 'expired', '2025-02-28', -446],
  ])('assessed on %s it is %s', (riskAssessedOn, state, until, daysLeft) => {
    expect(riskValidity({ riskLevel: 'C3', riskAssessedOn }, '2026-05-20')).toEqual({
      state,
      until,
      daysLeft,
    })
  })
})
