// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { MessageSheet } from '#features/templates/message-sheet.tsx'
import { addUsualTemplates } from '#features/templates/usual-templates.ts'
import { record } from '#tests/vault/pulled.ts'
import {
  author,
  branchId,
  branchScope,
  id,
  openAs,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
  showScreen,
} from './customers-screen.tsx'

afterEach(cleanup)

const nothing = () => undefined
const owner = id(77)

/** Of a customer of the owner, or of who writes. */
async function showMessage(change: object, notes: [number, object][] = []) {
  const device = await openAs(
    { scopes: ['org', branchScope, portfolio, `portfolio:${owner}`] },
    page(branchScope, 1, [
      pulledCustomer(1, 1, { name: '王芳', ...change }),
      record('staff', 77, 2, {
        staffNo: '2001',
        name: '陈雅明',
        branchId,
        role: 'rm',
        active: true,
      }),
    ]),
    page(portfolio, 2, notes),
  )
  await device.replica.commit(addUsualTemplates(device.replica, { ownerId: author }))
  const shown = await showScreen(
    device,
    <MessageSheet customerId={id(1)} occasion={null} onLog={nothing} onClose={nothing} />,
  )
  return { ...shown, field: await screen.findByLabelText<HTMLTextAreaElement>('要发的内容') }
}

test('[R26] what to avoid with a customer stands above the message', async () => {
  await showMessage({ taboos: ['不在微信里发产品'], likes: ['喝茶'] })
  expect(screen.getByRole('list', { name: '忌讳' }).textContent).toBe('不在微信里发产品')
  expect(screen.getByRole('list', { name: '偏好' }).textContent).toBe('喝茶')
})

test('[R26] nobody was in contact yet: the message does not begin with what was asked the last time', async () => {
  const { field } = await showMessage({})
  expect(field.value).toBe('')
  expect(screen.getByRole<HTMLInputElement>('radio', { name: '其他' }).checked).toBe(true)
  cleanup()
  const known = await showMessage({}, [pulledNote(9, 1)])
  expect(known.field.value).toContain('上次您问的事')
})

test('[R26] a text that is signed by somebody else than who sends it says so', async () => {
  const { user, field } = await showMessage({ ownerId: owner })
  await user.click(screen.getByRole('radio', { name: '跟进' }))
  expect(field.value).toContain('陈雅明')
  await screen.findByText('落款是主办陈雅明')
  await user.clear(field)
  expect(screen.queryByText(/落款是主办/u)).toBeNull()
  cleanup()
  const own = await showMessage({})
  await own.user.click(screen.getByRole('radio', { name: '跟进' }))
  expect(own.field.value).toContain('李静')
  expect(screen.queryByText(/落款是主办/u)).toBeNull()
})
