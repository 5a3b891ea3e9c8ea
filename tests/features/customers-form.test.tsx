// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { create } from '#replica/replica.ts'
import { EditCustomerForm, NewCustomerForm } from '#features/customers/customer-form-screens.tsx'
import {
  branchScope,
  clearToasts,
  customer,
  id,
  openAs,
  openWith,
  page,
  pulledCustomer,
  showScreen,
  type OpenedReplica,
} from './customers-screen.tsx'

afterEach(() => {
  cleanup()
  clearToasts()
})

const nothing = () => undefined

async function openNewForm(opened: OpenedReplica) {
  const shown = await showScreen(
    opened,
    <NewCustomerForm onSaved={nothing} onCancel={nothing} onUndone={nothing} />,
  )
  await screen.findByLabelText(/^姓名/u)
  return shown
}

function cards({ replica }: OpenedReplica) {
  return replica.all('customer').map(({ data }) => data)
}

describe('a new customer', () => {
  it('is saved with a name alone, found by pinyin, and undone in one tap', async () => {
    const opened = await openWith()
    const { user } = await openNewForm(opened)
    await user.type(screen.getByLabelText(/^姓名/u), '单玉静')
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText('已保存在本机')
    const [card] = cards(opened)
    expect(card?.name).toBe('单玉静')
    expect(card?.searchKeys.full).toBe('shan yu jing')
    expect(card?.ownerId).toBe(opened.replica.session.staffId)
    await user.click(await screen.findByRole('button', { name: '撤销' }))
    await waitFor(() => expect(cards(opened)).toHaveLength(0))
  })

  it('keeps a phone number in one form, its tail on the card, and says so beside the field', async () => {
    const opened = await openWith()
    const { user } = await openNewForm(opened)
    await user.type(screen.getByLabelText(/^姓名/u), '王芳')
    await user.type(screen.getByLabelText('手机号码'), '+86 138-1234-5678')
    screen.getByText('已整理为 13812345678')
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText('已保存在本机')
    expect(cards(opened)[0]?.phoneTail).toBe('5678')
    const [profile] = opened.replica.all('profile')
    const [point] = Object.values(profile?.data.contactPoints ?? {})
    expect(point).toEqual({ kind: 'mobile', value: '13812345678' })
  })

  it('takes a name of 60 characters and refuses one of 61 with the reason, keeping what was typed', async () => {
    const opened = await openWith()
    const { user } = await openNewForm(opened)
    const name = screen.getByLabelText<HTMLInputElement>(/^姓名/u)
    await user.click(name)
    await user.paste('欧'.repeat(61))
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText('姓名最多 60 个字符')
    expect(name.value).toHaveLength(61)
    expect(document.activeElement).toBe(name)
    await user.type(name, '{Backspace}')
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText('已保存在本机')
    expect(cards(opened)[0]?.name).toHaveLength(60)
  })

  it('warns while typing of a card with the same name and tail, and saves all the same', async () => {
    const opened = await openWith(
      page(branchScope, 1, [pulledCustomer(1, 1, { name: '王芳', phoneTail: '5678' })]),
    )
    const { user } = await openNewForm(opened)
    await user.type(screen.getByLabelText(/^姓名/u), '王芳')
    await screen.findByText(/· 同名/u)
    await user.type(screen.getByLabelText('手机号码'), '13812345678')
    await screen.findByText(/同名且尾号相同/u)
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText('已保存在本机')
    expect(cards(opened)).toHaveLength(2)
  })

  it('[R39] domain 4.1: takes the usual hundred days of mourning with one tap', async () => {
    const opened = await openWith()
    const { user } = await openNewForm(opened)
    await user.type(screen.getByLabelText(/^姓名/u), '沈若兰')
    await user.click(screen.getByRole('button', { name: /^不确定？填百日：/u }))
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText('已保存在本机')
    // The day is 2026-05-20, the first of them.
    expect(cards(opened)).toMatchObject([{ mourningUntil: '2026-08-27' }])
  })

  it('stands again as it was after the page was left, and can be cleared', async () => {
    const opened = await openWith()
    const { user, unmount } = await openNewForm(opened)
    await user.type(screen.getByLabelText(/^姓名/u), '赵未完')
    unmount()
    await waitFor(async () => expect(await opened.vault.drafts.keys()).toHaveLength(1))
    const again = await openNewForm(opened)
    expect(screen.getByLabelText<HTMLInputElement>(/^姓名/u).value).toBe('赵未完')
    await again.user.click(screen.getByRole('button', { name: '清空重填' }))
    expect(screen.getByLabelText<HTMLInputElement>(/^姓名/u).value).toBe('')
  })
})

describe('editing a customer', () => {
  const scopes = ['org', branchScope]

  it('[SC5] offers a colleague at the counter only what serves the person there', async () => {
    const opened = await openAs(
      { role: 'teller', staffId: id(77), scopes },
      page(branchScope, 1, [pulledCustomer(1, 1)]),
    )
    const card = opened.replica.get('customer', id(1))
    if (card === undefined) throw new Error('the card was pulled')
    await showScreen(opened, <EditCustomerForm card={card} onSaved={nothing} onCancel={nothing} />)
    await screen.findByLabelText('忌讳')
    expect(screen.queryByLabelText(/^姓名/u)).toBeNull()
    expect(screen.queryByLabelText('手机号码')).toBeNull()
    expect(screen.queryByText('收入')).toBeNull()
  })

  it('[ME1] changes only what was changed: an edit made meanwhile elsewhere stays', async () => {
    const opened = await openWith()
    await opened.replica.commit([create('customer', id(1), customer({ salutation: '王总' }))])
    const card = opened.replica.get('customer', id(1))
    if (card === undefined) throw new Error('the card was made')
    const { user } = await showScreen(
      opened,
      <EditCustomerForm card={card} onSaved={nothing} onCancel={nothing} />,
    )
    const taboos = await screen.findByLabelText('忌讳')
    await user.type(taboos, '海鲜{Enter}')
    within(screen.getByRole('list', { name: '忌讳' })).getByText('海鲜')
    await opened.replica.commit([
      {
        recordType: 'customer',
        recordId: id(1),
        kind: 'patch',
        args: { changes: { salutation: { from: '王总', to: '王董' } } },
      },
    ])
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存在本机')
    const saved = opened.replica.get('customer', id(1))?.data
    expect(saved?.taboos).toEqual(['海鲜'])
    expect(saved?.salutation).toBe('王董')
  })
})
