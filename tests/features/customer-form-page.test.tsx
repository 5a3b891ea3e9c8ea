// @vitest-environment jsdom
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { EditCustomerPage } from '#app/routes/customer-form-page.tsx'
import { UnsavedOfMerged } from '#features/customers/unsaved-of-merged.tsx'
import { patch, type Replica } from '#replica/replica.ts'
import { ReplicaProvider } from '#replica/use-replica.ts'
import { LanguageProvider } from '#i18n/language.tsx'
import {
  branchScope,
  clearToasts,
  environment,
  id,
  openWith,
  page,
  pulledCustomer,
  showScreen,
  type OpenedReplica,
  WithTexts,
} from './customers-screen.tsx'

afterEach(() => {
  cleanup()
  clearToasts()
})

const [kept, away] = [id(1), id(2)]

async function branch(): Promise<OpenedReplica> {
  return openWith(
    page(branchScope, 2, [
      pulledCustomer(1, 1, { name: '慕容晓岚' }),
      pulledCustomer(2, 2, { name: '单玉静' }),
    ]),
  )
}

async function openForm({ replica, vault }: OpenedReplica, customerId: string) {
  const root = createRootRoute({ notFoundComponent: () => null })
  const route = createRoute({
    getParentRoute: () => root,
    path: '/customers/$customerId/edit',
    component: EditCustomerPage,
  })
  const history = createMemoryHistory({ initialEntries: [`/customers/${customerId}/edit`] })
  const router = createRouter({ routeTree: root.addChildren([route]), history })
  await router.load()
  render(
    <LanguageProvider>
      <WithTexts>
        <ReplicaProvider
          replica={replica}
          drafts={vault.drafts}
          settings={vault.settings}
          environment={environment}
        >
          <RouterProvider router={router} />
        </ReplicaProvider>
      </WithTexts>
    </LanguageProvider>,
  )
  return userEvent.setup()
}

async function merge(replica: Replica): Promise<void> {
  const from = replica.get('customer', away)?.data ?? {}
  await act(() => replica.commit([patch('customer', away, from, { mergedInto: kept })]))
}

test('[ME8] who is merged away in the middle of a word is saved as he was opened, and gone on with after a restart', async () => {
  const opened = await branch()
  const user = await openForm(opened, away)
  await user.type(await screen.findByLabelText('忌讳'), '海鲜{Enter}')
  await merge(opened.replica)
  screen.getByText('海鲜')
  expect(screen.getByLabelText<HTMLInputElement>(/^姓名/u).value).toBe('单玉静')
  cleanup()
  await showScreen(opened, <UnsavedOfMerged keptId={kept} />)
  const link = await screen.findByRole('link', { name: '“单玉静”有没写完的修改' })
  expect(link.getAttribute('href')).toBe(`/customers/${away}/edit`)
  cleanup()
  const again = await openForm(opened, away)
  await screen.findByText('海鲜')
  await again.click(screen.getByRole('button', { name: '保存' }))
  await screen.findByText('海鲜')
  await expect.poll(() => opened.replica.get('customer', away)?.data.taboos).toEqual(['海鲜'])
  expect(opened.replica.get('customer', kept)?.data.taboos).toEqual([])
})

test('[ME8] an edit form of somebody who was merged away changes the one who was kept', async () => {
  const opened = await branch()
  await merge(opened.replica)
  await openForm(opened, away)
  const name = await screen.findByLabelText<HTMLInputElement>(/^姓名/u)
  expect(name.value).toBe('慕容晓岚')
})

test('[ME8] a merge is offered in the form only when nothing in it is unsaved', async () => {
  const opened = await openWith(
    page(branchScope, 2, [
      pulledCustomer(1, 1, { name: '单玉静', phoneTail: '7788' }),
      pulledCustomer(2, 2, { name: '单玉静', phoneTail: '7788' }),
    ]),
  )
  const user = await openForm(opened, away)
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: /^合并… /u })
  expect(button.disabled).toBe(false)
  await user.type(screen.getByLabelText('忌讳'), '海鲜{Enter}')
  expect(button.disabled).toBe(true)
  screen.getByText(/先保存，再合并/u)
})
