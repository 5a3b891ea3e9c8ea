// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { create } from '#replica/replica.ts'
import { DuplicatesScreen } from '#features/customers/duplicates-screen.tsx'
import {
  branchScope,
  clearToasts,
  id,
  openWith,
  page,
  pulledCustomer,
  showScreen,
} from './customers-screen.tsx'

afterEach(() => {
  cleanup()
  clearToasts()
})

const nothing = () => undefined

/** Two cards of one name, and, where it is given, of one identity number. */
async function showPair(identity?: { idLast4: string; idHmac: string }) {
  const device = await openWith(
    page(branchScope, 1, [
      pulledCustomer(1, 1, { name: '王芳', phoneTail: '5566' }),
      pulledCustomer(2, 2, { name: '王芳', phoneTail: '5566' }),
    ]),
  )
  const profile = { contactPoints: {}, investmentPreferences: [], preferredChannels: [] }
  if (identity !== undefined) {
    await device.replica.commit(
      [1, 2].map((no) => create('profile', id(no), { ...profile, customerId: id(no), identity })),
    )
  }
  return showScreen(device, <DuplicatesScreen onBack={nothing} onMerge={nothing} />)
}

const different = () => screen.findByRole('button', { name: '王芳 和 王芳 不是同一人' })

test('[R17] a pair taken off the list is put back long after the toast is gone', async () => {
  const { user } = await showPair()
  await user.click(await different())
  await screen.findByText('没有可能重复的客户')
  clearToasts()
  await user.click(screen.getByText('已移出 1 对'))
  await user.click(screen.getByRole('button', { name: '放回 王芳 和 王芳' }))
  await different()
  expect(screen.queryByText(/^已移出 \d/u)).toBeNull()
})

test('[R17] one identity number is one person: who says otherwise is asked first', async () => {
  const { user } = await showPair({ idLast4: '002X', idHmac: `${'a'.repeat(8)}.${'b'.repeat(32)}` })
  await user.click(await different())
  const sheet = await screen.findByRole('alertdialog', { name: '身份证号相同，仍要移出？' })
  await user.click(within(sheet).getByRole('button', { name: '取消' }))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  await user.click(await different())
  await user.click(await screen.findByRole('button', { name: '仍然移出' }))
  await screen.findByText('已移出 1 对')
})
