// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { UnsavedOfMerged } from '#features/customers/unsaved-of-merged.tsx'
import { patch } from '#replica/replica.ts'
import { branchScope, id, openWith, page, pulledCustomer, showScreen } from './customers-screen.tsx'

afterEach(cleanup)

it('[ME8] of a merged card, only a half-typed edit has a way to it, though its form has another version', async () => {
  const [kept, typed, read] = [id(1), id(2), id(3)]
  const opened = await openWith(
    page(branchScope, 3, [
      pulledCustomer(1, 1),
      pulledCustomer(2, 2, { name: '赵敏' }),
      pulledCustomer(3, 3, { name: '孙立' }),
    ]),
  )
  await opened.replica.commit(
    [typed, read].map((each) => patch('customer', each, {}, { mergedInto: kept })),
  )
  await opened.vault.drafts.save(`customer:${typed}`, { of: 'another version' })
  await showScreen(opened, <UnsavedOfMerged keptId={kept} />)
  const link = await screen.findByRole('link')
  expect(link.textContent).toContain('赵敏')
  expect(link.getAttribute('href')).toBe(`/customers/${typed}/edit`)
})
