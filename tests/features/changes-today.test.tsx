// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { ChangesTodayPanel } from '#features/customer-file/changes-today-panel.tsx'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import type { LifeEvent } from '#shared/domain/life-event.ts'
import {
  branchScope,
  id,
  morning,
  openWith,
  page,
  portfolio,
  pulledCustomer,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'
import { showScreen } from './today-frame.tsx'

afterEach(cleanup)

const rows = () => screen.getAllByRole('listitem')

/** So many changes to decide on. */
function branchWith(count: number) {
  const on = civilDateInShanghai(morning)
  const event: LifeEvent = { customerId: id(1), kind: 'job_change', on, state: 'open' }
  const events = Array.from({ length: count }, (_, n) =>
    record('life-event', 100 + n, n + 1, event),
  )
  return openWith(page(branchScope, 2, [pulledCustomer(1, 1)]), page(portfolio, 1, events))
}

test('[R27] of many changes Today draws the first few, and some dozens more with each tap', async () => {
  showScreen(await branchWith(40), <ChangesTodayPanel />)
  await waitFor(() => expect(rows()).toHaveLength(3))
  await userEvent.click(screen.getByRole('button', { name: '再显示 30 条，共 40 条' }))
  expect(rows()).toHaveLength(33)
  await userEvent.click(screen.getByRole('button', { name: '显示全部 40 条' }))
  expect(rows()).toHaveLength(40)
  expect(screen.queryByRole('button', { name: /显示/ })).toBeNull()
})
