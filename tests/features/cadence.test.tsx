// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { CadencePanel } from '#features/cadence/cadence-panel.tsx'
import type { CadenceView } from '#features/cadence/cadence-groups.ts'
import { CadenceScreen } from '#features/cadence/cadence-screen.tsx'
import { CallButton } from '#features/customers/call-button.tsx'
import { useBriefing } from '#features/customers/briefing-queries.ts'
import { QuickContact } from '#features/customers/quick-contact.tsx'
import type { Interaction } from '#shared/domain/interaction.ts'
import type { Tier } from '#shared/domain/customer.ts'
import {
  branchScope,
  environment,
  id,
  morning,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'
import { showScreen } from './today-frame.tsx'

afterEach(cleanup)

const day = 86_400_000
const phones = {
  customerId: id(1),
  contactPoints: { one: { kind: 'mobile', value: '13900001234' } },
  investmentPreferences: [],
  preferredChannels: [],
  contactWindow: '工作日下午',
}

function ago(days: number, customer: number, more: Partial<Interaction> = {}) {
  return { at: morning - days * day, customerIds: [id(customer)], ...more }
}

/** One customer for each group, and one who was contacted as often as he should. */
async function aPortfolio() {
  return openWith(
    page(branchScope, 2, [
      pulledCustomer(1, 1, { name: '沈逾期', tier: 'vip' }),
      pulledCustomer(2, 2, { name: '何到期', tier: 'potential' }),
      pulledCustomer(3, 3, { name: '万再试', tier: 'vip' }),
      pulledCustomer(4, 4, { name: '单太多', tier: 'mass' }),
      pulledCustomer(5, 5, { name: '仇勿扰', tier: 'vip', doNotContact: 'all' }),
      pulledCustomer(6, 6, { name: '曾正好', tier: 'vip' }),
      pulledCustomer(7, 7, { name: '别人的', ownerId: id(77), tier: 'vip' }),
    ]),
    page(portfolio, 4, [
      pulledNote(11, 1, ago(60, 1)),
      pulledNote(12, 2, ago(61, 2)),
      pulledNote(13, 3, ago(50, 3)),
      pulledNote(14, 4, ago(1, 3, { result: 'no_answer' })),
      pulledNote(15, 5, ago(2, 4)),
      pulledNote(16, 6, ago(9, 4)),
      pulledNote(17, 7, ago(100, 5)),
      pulledNote(18, 8, ago(6, 6)),
      record('profile', 1, 9, phones),
    ]),
  )
}

function Board() {
  const [view, setView] = useState<CadenceView>('overdue')
  const [tier, setTier] = useState<Tier | null>(null)
  return (
    <CadenceScreen
      view={view}
      tier={tier}
      onView={setView}
      onTier={setTier}
      renderContact={(card) => <QuickContact card={card} />}
    />
  )
}

function rowsOf(name: string): string[] {
  return within(screen.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map((row) => row.textContent ?? '')
}

describe('[R28] [R39] the board', () => {
  it('[R34] shows each customer in one group, with the reason in words', async () => {
    const user = userEvent.setup()
    showScreen(await aPortfolio(), <Board />)
    const seen: string[] = []
    for (const [group, name, reason] of [
      ['逾期未联系', '沈逾期', '60 天未联系每 30 天一次'],
      ['该联系了', '何到期', '61 天未联系每 60 天一次'],
      ['稍后再试', '万再试', '50 天未联系1 次没打通，5月21日 再试'],
      ['联系过多', '单太多', '本月主动联系 2 次，超过上限 1 次'],
      ['不主动联系', '仇勿扰', '请勿打扰'],
    ] as const) {
      await user.click(screen.getByRole('radio', { name: new RegExp(`^${group}`) }))
      const rows = rowsOf(group)
      expect(rows).toHaveLength(1)
      expect(rows[0]).toContain(name)
      expect(rows[0]).toContain(reason)
      seen.push(...rows)
    }
    expect(seen.join(' ')).not.toMatch(/曾正好|别人的/)
  })

  it('an empty group says what would stand in it', async () => {
    showScreen(await openWith(), <Board />)
    expect(screen.getByText('没有逾期未联系的客户')).toBeTruthy()
    expect(screen.getByText(/^超过最长间隔/)).toBeTruthy()
  })

  it('[R29] on Today whoever waits longest stands first, and who should be left in peace not at all', async () => {
    showScreen(await aPortfolio(), <CadencePanel renderContact={() => <span />} />)
    const region = screen.getByRole('region', { name: '该联系的客户' })
    const names = within(region)
      .getAllByRole('listitem')
      .map((row) => /沈逾期|何到期|万再试|单太多|仇勿扰/.exec(row.textContent ?? '')?.[0])
    expect(names).toEqual(['沈逾期', '何到期'])
    expect(region.textContent).toContain('2 位')
  })
})

function Call() {
  const briefing = useBriefing(id(1))
  return briefing && <CallButton briefing={briefing} onLog={() => {}} />
}

async function warned(notes: ReturnType<typeof pulledNote>[], clock = environment) {
  const opened = await openWith(
    page(branchScope, 2, [pulledCustomer(1, 1, { tier: 'vip' })]),
    page(portfolio, 4, [...notes, record('profile', 1, 9, phones)]),
  )
  showScreen(opened, <Call />, clock)
  await userEvent.setup().click(screen.getByRole('button', { name: '致电' }))
  return screen.getByRole('dialog').textContent ?? ''
}

describe('[R39] before a call', () => {
  it('says that it would be too early, one too many, or only about products again', async () => {
    const products = [1, 3, 5, 7].map((days, index) =>
      pulledNote(20 + index, index + 1, ago(days, 1, { purpose: ['product'] })),
    )
    const text = await warned(products)
    expect(text).toContain('本月已主动联系 4 次，上限 4 次。')
    expect(text).toContain('两次主动联系至少隔 7 天，5月26日 起再联系。')
    expect(text).toContain('最近 4 次都在谈产品，这次先关心客户。')
    expect(text).toContain('客户方便的时间：工作日下午')
  })

  it('says that it is a quiet hour', async () => {
    const late = { ...environment, now: () => morning + 12 * 3_600_000 }
    expect(await warned([], late)).toContain('现在是休息时间（21:00–09:00）')
  })
})
