// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { EditCustomerForm } from '#features/customers/customer-form-screens.tsx'
import { create } from '#replica/replica.ts'
import { clearToasts, customer, id, openWith, showScreen } from './customers-screen.tsx'

afterEach(() => {
  cleanup()
  clearToasts()
})

const nothing = () => undefined
const on = '2026-03-01'

it('[invariant 12] a third assessment of one day is refused beside the field; one that was written down by mistake is taken off', async () => {
  const opened = await openWith()
  const { replica } = opened
  await replica.commit([
    create('customer', id(1), customer()),
    create('profile', id(1), {
      customerId: id(1),
      contactPoints: {},
      investmentPreferences: [],
      preferredChannels: [],
      riskLevel: 'C3',
      riskAssessedOn: on,
      riskAssessments: { [`${on}-C2`]: { on, level: 'C2' } },
    }),
  ])
  const card = replica.get('customer', id(1))
  if (card === undefined) throw new Error('The card is not there.')
  const { user } = await showScreen(
    opened,
    <EditCustomerForm card={card} onSaved={nothing} onCancel={nothing} />,
  )
  const level = await screen.findByRole('button', { name: /风险等级/ })
  await user.click(level)
  await user.click(await screen.findByRole('option', { name: /C4/ }))
  await user.click(screen.getByRole('button', { name: '保存' }))
  await screen.findAllByText('这一天已记了 2 次评估，同一天最多 2 次')
  expect(replica.get('profile', id(1))?.data.riskLevel).toBe('C3')

  await user.click(screen.getByRole('button', { name: /^删除评估 .*C2$/ }))
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(replica.get('profile', id(1))?.data.riskLevel).toBe('C4'))
  expect(replica.get('profile', id(1))?.data.riskAssessments).toEqual({
    [`${on}-C3`]: { on, level: 'C3' },
    [`${on}-C4`]: { on, level: 'C4' },
  })
}, 60_000)
