// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ChurnTodayPanel } from '#features/customer-file/churn-today-panel.tsx'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import type { Consent } from '#shared/domain/consent.ts'
import type { Customer } from '#shared/domain/customer.ts'
import {
  branchScope,
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

const withdrawn: Consent = {
  customerId: id(1),
  kind: 'marketing_call',
  state: 'withdrawn',
  on: civilDateInShanghai(morning),
  how: 'oral',
}

/** A customer who asked about closing the account, with this card and these consents. */
async function showLeaving(card: Partial<Customer>, consents: Consent[] = []): Promise<void> {
  const about = { customerIds: [id(1)], text: '来问怎么销户', at: morning - 3_600_000 }
  const opened = await openWith(
    page(branchScope, 2, [pulledCustomer(1, 1, card)]),
    page(portfolio, 1, [
      pulledNote(21, 1, about),
      ...consents.map((consent, n) => record('consent', 31 + n, 2 + n, consent)),
    ]),
  )
  showScreen(opened, <ChurnTodayPanel />)
  await screen.findByText('咨询销户')
}

const takeUp = () => screen.queryByRole('button', { name: /今天干预/ })

test.each([
  ['none', true],
  ['marketing_only', true],
  ['all_but_service', false],
] as const)(
  '[R43][invariant 5] of whoever wants no contact but %s the signal is seen, and the intervention offered: %s',
  async (doNotContact, isOffered) => {
    await showLeaving({ doNotContact })
    expect(takeUp() !== null).toBe(isOffered)
  },
)

test('[R43][invariant 17] who took back the consent to calls is seen, and no call is offered', async () => {
  await showLeaving({}, [withdrawn])
  expect(takeUp()).toBeNull()
})
