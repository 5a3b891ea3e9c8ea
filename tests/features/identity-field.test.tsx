// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { CustomerIdentity } from '#shared/domain/customer-identity.ts'
import { createIdentityMarker } from '#shared/domain/identity-marker.ts'
import { toBase64url } from '#shared/recovery/base64url.ts'
import { storeIdentityKey } from '#replica/identity-key.ts'
import { create } from '#replica/replica.ts'
import { EditCustomerForm, NewCustomerForm } from '#features/customers/customer-form-screens.tsx'
import { editCustomer } from '#features/customers/customer-commands.ts'
import { emptyCustomerForm } from '#features/customers/customer-form-values.ts'
import { whyNotMerged } from '#features/merge/merge-access.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import { exampleNumber, numberOf } from '#tests/support/identity-numbers.ts'
import {
  branchScope,
  clearToasts,
  id,
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
const keyBytes = new Uint8Array(32).fill(9)
const otherNumber = numberOf(440106, '1985-10-01', 123)

async function identityOf(number: string): Promise<CustomerIdentity> {
  const mark = await createIdentityMarker(crypto, keyBytes)
  return mark({ number, last4: number.slice(-4) })
}

async function opened(withKey = true): Promise<OpenedReplica> {
  const device = await openWith(
    page(branchScope, 1, [
      pulledCustomer(1, 1, { name: '王芳' }),
      pulledCustomer(2, 2, { name: '李静' }),
    ]),
  )
  if (withKey) await storeIdentityKey(device.vault.settings, toBase64url(keyBytes))
  return device
}

async function newForm(device: OpenedReplica) {
  const shown = await showScreen(
    device,
    <NewCustomerForm onSaved={nothing} onCancel={nothing} onUndone={nothing} />,
  )
  await screen.findByLabelText(/^姓名/u)
  return shown
}

async function numberField(): Promise<HTMLInputElement> {
  const field = await screen.findByLabelText<HTMLInputElement>('身份证号')
  await waitFor(() => expect(field.disabled).toBe(false))
  return field
}

describe('[R17] the identity number in the form', () => {
  it('[R17] says without a key that the device has to be online once, and takes the key when it comes', async () => {
    const device = await opened(false)
    const { user } = await newForm(device)
    await screen.findByText(/这台设备要先联网一次/u)
    expect(screen.getByLabelText<HTMLInputElement>('身份证号').disabled).toBe(true)
    await storeIdentityKey(device.vault.settings, toBase64url(keyBytes))
    await user.type(await numberField(), exampleNumber)
    await screen.findByText('尾号 002X')
  })

  it('[R17] becomes its last four and a mark at once; neither draft nor record has the number', async () => {
    const device = await opened()
    const { user } = await newForm(device)
    await user.type(screen.getByLabelText(/^姓名/u), '慕容晓岚')
    const field = await numberField()
    await user.type(field, exampleNumber.slice(0, 12))
    await screen.findByText(/还差 6 位/u)
    await waitFor(async () => {
      expect(JSON.stringify(await device.vault.drafts.load('customer:new'))).toContain('慕容晓岚')
    })
    await user.type(field, exampleNumber.slice(12).toLowerCase())
    await screen.findByText('尾号 002X')
    // Enter out of habit opens no empty field.
    await waitFor(() =>
      expect(screen.getByRole('group', { name: '身份证号' })).toBe(document.activeElement),
    )
    await user.keyboard('{Enter}')
    expect(screen.getByText('尾号 002X')).toBeTruthy()
    const { idHmac } = await identityOf(exampleNumber)
    await waitFor(async () => {
      const draft = JSON.stringify(await device.vault.drafts.load('customer:new'))
      expect(draft).toContain(idHmac)
      expect(draft).not.toContain(exampleNumber.slice(0, 6))
    })
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText('已保存在本机')
    const profiles = device.replica.all('profile').map(({ data }) => data)
    expect(profiles[0]?.identity).toEqual({ idLast4: '002X', idHmac })
    // Offered, and not taken: nothing of it is written.
    expect(device.replica.all('important-date')).toEqual([])
    expect(
      device.replica.all('customer').find(({ data }) => data.name === '慕容晓岚')?.data.gender,
    ).toBeUndefined()
  })

  it('[R17] offers birthday, gender and care in one line, with undo; the birthday is one of the card and not celebrated', async () => {
    const device = await opened()
    const { user } = await newForm(device)
    await user.type(screen.getByLabelText(/^姓名/u), '慕容晓岚')
    await user.type(await numberField(), exampleNumber)
    await screen.findByText('从号码看：1949年12月31日生，女，65 岁以上关照。填入？')
    await user.click(screen.getByRole('button', { name: /^填入/u }))
    await user.click(screen.getByRole('button', { name: /^撤销填入/u }))
    await screen.findByText(/从号码看/u)
    await user.click(screen.getByRole('button', { name: /^填入/u }))
    await screen.findByText(/^已填入/u)
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText('已保存在本机')
    expect(device.replica.all('important-date').map(({ data }) => data)).toMatchObject([
      { kind: 'birthday', origin: 'id_card', celebrate: false, year: 1949, month: 12, day: 31 },
    ])
    const card = device.replica.all('customer').find(({ data }) => data.name === '慕容晓岚')
    expect(card?.data).toMatchObject({ gender: 'female', specialCare: ['senior'] })
  })

  it('[R17] half a number or a wrong one stops the save with a reason, and the rest of the form stays', async () => {
    const device = await opened()
    const { user } = await newForm(device)
    await user.type(screen.getByLabelText(/^姓名/u), '慕容晓岚')
    const field = await numberField()
    await user.type(field, '110105491231002')
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText(/15 位的旧号码/u)
    expect(screen.getByLabelText<HTMLInputElement>(/^姓名/u).value).toBe('慕容晓岚')
    await user.clear(field)
    await user.type(field, '110105194902300021')
    await screen.findByText(/没有这一天/u)
    await user.clear(field)
    await user.click(screen.getByRole('button', { name: '保存客户' }))
    await screen.findByText('已保存在本机')
  })

  it('[R17] is replaced, deleted and brought back; who has the same number is warned of', async () => {
    const device = await opened()
    const [mine, theirs] = [await identityOf(exampleNumber), await identityOf(otherNumber)]
    const profile = { contactPoints: {}, investmentPreferences: [], preferredChannels: [] }
    await device.replica.commit([
      create('profile', id(1), { ...profile, customerId: id(1), identity: mine }),
      create('profile', id(2), { ...profile, customerId: id(2), identity: theirs }),
    ])
    const card = device.replica.get('customer', id(1))
    if (card === undefined) throw new Error('No card.')
    const { user } = await showScreen(
      device,
      <EditCustomerForm card={card} onSaved={nothing} onCancel={nothing} />,
    )
    await screen.findByText('尾号 002X')
    await user.click(screen.getByRole('button', { name: '删除登记的身份证号' }))
    await screen.findByText('已去掉尾号 002X，保存后生效')
    await user.click(screen.getByRole('button', { name: '撤销删除身份证号' }))
    await screen.findByText('尾号 002X')
    await user.click(screen.getByRole('button', { name: '更换身份证号' }))
    await user.type(await numberField(), otherNumber)
    await screen.findByText(`尾号 ${otherNumber.slice(-4)}`)
    await screen.findByText(/身份证号相同/u)
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存在本机')
    expect(device.replica.get('profile', id(1))?.data.identity).toEqual(theirs)
  })
})

describe('[ME8] two identity numbers on the device', () => {
  it('[ME8] are not merged, and the sheet says why; a number that only one has is no obstacle', async () => {
    const device = await opened()
    const [one, other] = [1, 2].map((each) => device.replica.get('customer', id(each)))
    if (one === undefined || other === undefined) throw new Error('No cards.')
    const [mine, theirs] = [await identityOf(exampleNumber), await identityOf(otherNumber)]
    const why = (first: CustomerIdentity[], second: CustomerIdentity[]) =>
      whyNotMerged(
        device.replica.session,
        { card: one, dates: [], identities: first },
        { card: other, dates: [], identities: second },
      )
    expect(why([mine], [theirs])).toBe('other-identity')
    expect(why([], [mine, theirs])).toBe('other-identity')
    expect(why([mine], [])).toBeNull()
    expect(why([mine], [mine])).toBeNull()
  })

  it('[ME8] a number that is corrected on the one who was kept is so on each card that has one', async () => {
    const [mine, theirs] = [await identityOf(exampleNumber), await identityOf(otherNumber)]
    const form = { ...emptyCustomerForm({ ownerId: id(9), pointId: null }), name: '王芳' }
    const requests = editCustomer({
      customerId: id(1),
      dateId: id(3),
      opened: { ...form, ...mine },
      values: { ...form, ...theirs },
      searchKeys: { from: noSearchKeys, to: noSearchKeys },
      withProfile: true,
      hasProfile: true,
      today: '2026-11-30',
      identities: [{ id: id(2), identity: mine }],
    })
    const change = { kind: 'patch', args: { changes: { identity: { from: mine, to: theirs } } } }
    expect(requests).toEqual([
      { recordType: 'profile', recordId: id(1), ...change },
      { recordType: 'profile', recordId: id(2), ...change },
      // So that he has his own again when he leaves.
      { recordType: 'profile', recordId: id(1), kind: 'patch', args: expect.anything() },
    ])
  })
})
