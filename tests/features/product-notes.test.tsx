// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import type { RecordData } from '#shared/domain/record-types.ts'
import { create } from '#replica/replica.ts'
import { NoteDraft, emptyNoteForm } from '#features/notes/note-form.ts'
import { NoteSheet } from '#features/notes/note-sheet.tsx'
import { TimelineView } from '#features/timeline/timeline-view.tsx'
import {
  branchScope,
  clearToasts,
  id,
  morning,
  note,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
  showScreen,
} from './customers-screen.tsx'

afterEach(async () => {
  await waitFor(() => {
    if (screen.queryByRole('dialog') !== null) throw new Error('The sheet is still open.')
  })
  cleanup()
  clearToasts()
})

type Profile = RecordData['profile']
type ProductTalk = NonNullable<RecordData['interaction']['productTalk']>

const profile: Profile = {
  customerId: id(1),
  contactPoints: {},
  investmentPreferences: [],
  preferredChannels: [],
  riskLevel: 'C2',
  riskAssessedOn: '2026-03-01',
  goals: '三年后给孩子换房',
  assetBand: '50k_500k',
}

function OpenedNote(props: { noteId?: string }) {
  const [open, setOpen] = useState(true)
  return open && <NoteSheet customerId={id(1)} {...props} onClose={() => setOpen(false)} />
}

async function openCustomer(change: Partial<Profile> = {}, card = {}) {
  const opened = await openWith(
    page(branchScope, 1, [pulledCustomer(1, 1, { name: '彭文平', ...card })]),
    page(portfolio, 1, [pulledNote(31, 1, { at: 1 })]),
  )
  // As it travels: a record holds no `undefined`.
  const data: Profile = JSON.parse(JSON.stringify({ ...profile, ...change }))
  await opened.replica.commit([create('profile', id(1), data)])
  const talk = () =>
    opened.replica.all('interaction').find(({ id: each }) => each !== id(31))?.data.productTalk
  return { ...opened, talk }
}

async function startProductNote(opened: Awaited<ReturnType<typeof openCustomer>>) {
  const shown = await showScreen(opened, <OpenedNote />)
  const text = await screen.findByLabelText('内容')
  await shown.user.click(screen.getByRole('checkbox', { name: '产品推介' }))
  fireEvent.change(text, { target: { value: '聊了半年期理财。' } })
  const press = (role: 'radio' | 'checkbox' | 'button', name: string) =>
    shown.user.click(screen.getByRole(role, { name }))
  const save = () => press('button', '保存')
  return { ...shown, press, save }
}

const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name })

describe('a note about a product', () => {
  it('[R1] shows risk level, goals and wealth only there, wealth masked until it is asked for', async () => {
    const opened = await openCustomer()
    const { user, save } = await startProductNote(opened)
    const context = within(screen.getByRole('region', { name: '客户情况' }))
    context.getByText('C2 稳健')
    context.getByText(/有效至/u)
    context.getByText('三年后给孩子换房')
    context.getByText('****')
    context.getByText('未填：投资期限 · 收入')
    await user.click(context.getByRole('button', { name: /资产/u }))
    await context.findByText('5–50 万')
    await user.click(screen.getByRole('checkbox', { name: '产品推介' }))
    expect(screen.queryByRole('region', { name: '客户情况' })).toBeNull()
    expect(screen.queryByRole('radio', { name: 'R4' })).toBeNull()
    await save()
    await screen.findByText('已保存在本机')
    expect(opened.talk()).toBeUndefined()
  })

  it('[R1] above the capacity it is switched to “not recommended”, says why, and is kept', async () => {
    const opened = await openCustomer()
    const { press, save } = await startProductNote(opened)
    await press('radio', 'R2')
    expect(radio('已推介').checked).toBe(true)
    await press('radio', 'R4')
    await screen.findByText('客户风险等级 C2，产品 R4 高于承受能力：只能记为客户主动咨询，未推介。')
    expect(radio('客户主动咨询，未推介').checked).toBe(true)
    expect(radio('已推介').disabled).toBe(true)
    await save()
    await screen.findByText('已保存在本机')
    expect(opened.talk()).toEqual({ kind: 'enquiry', grade: 'R4', capacity: 'C2' })
  })

  it.each<[string, Partial<Profile>, string]>([
    ['never assessed', { riskLevel: undefined }, '客户还没有风险评估'],
    ['assessed too long ago', { riskAssessedOn: '2025-05-19' }, '风险评估已于 5月19日 过期'],
    ['assessed nobody knows when', { riskAssessedOn: undefined }, '评估日期未填，无法'],
  ])('[R1] of a customer who was %s nothing is recommended', async (_name, change, words) => {
    const opened = await openCustomer(change)
    const { save } = await startProductNote(opened)
    await screen.findByText(new RegExp(words, 'u'))
    await save()
    await screen.findByText('已保存在本机')
    expect(opened.talk()).toEqual({ kind: 'enquiry' })
  })

  it('[R15] a recommendation asks for the grade and for how the risk was disclosed, beside the fields', async () => {
    const opened = await openCustomer()
    const { press, save } = await startProductNote(opened)
    await save()
    await screen.findByText('请选择产品风险等级')
    await screen.findByText('推介产品要先揭示风险，请选择怎样揭示的')
    await press('radio', 'R2')
    await press('checkbox', '口头讲解')
    await press('checkbox', '风险揭示书')
    await save()
    await screen.findByText('已保存在本机')
    expect(opened.talk()).toEqual({
      kind: 'recommended',
      grade: 'R2',
      capacity: 'C2',
      assessedOn: '2026-03-01',
      disclosed: ['spoken', 'document'],
    })
  })

  it('[R1] to a customer of 65 or older a product of high risk asks for the care that was taken', async () => {
    const opened = await openCustomer({ riskLevel: 'C5' }, { specialCare: ['senior'] })
    const { user, press, save } = await startProductNote(opened)
    await press('radio', 'R3')
    expect(screen.queryByLabelText('特别关照')).toBeNull()
    await press('radio', 'R4')
    await press('checkbox', '双录')
    await save()
    await screen.findByText('请写明怎样特别关照')
    await user.type(screen.getByLabelText(/特别关照/u), '女儿在场，逐条讲清。')
    await save()
    await screen.findByText('已保存在本机')
    expect(opened.talk()).toMatchObject({ kind: 'recommended', extraCare: '女儿在场，逐条讲清。' })
  })

  it('[R26] names words that promise principal or return, and lets the note be saved', async () => {
    const opened = await openCustomer()
    const { press, save } = await startProductNote(opened)
    const text = screen.getByLabelText('内容')
    fireEvent.change(text, { target: { value: '客户问是否保本，已说明不保本。' } })
    expect(screen.queryByText(/容易被理解为承诺/u)).toBeNull()
    fireEvent.change(text, { target: { value: '稳赚，等同存款。' } })
    await screen.findByText(/“稳赚”“等同存款”容易被理解为承诺/u)
    await press('radio', '客户主动咨询，未推介')
    await save()
    await screen.findByText('已保存在本机')
  })
})

describe('a note about a product that is opened again', () => {
  const talk: ProductTalk = {
    kind: 'recommended',
    grade: 'R3',
    capacity: 'C3',
    assessedOn: '2026-01-10',
    disclosed: ['document'],
  }

  async function reopen(productTalk?: ProductTalk) {
    const opened = await openCustomer()
    const written = note({ purpose: ['product'], text: '推介了', at: morning - 86_400_000 })
    const data = productTalk === undefined ? written : { ...written, productTalk }
    await opened.replica.commit([create('interaction', id(41), data)])
    const shown = await showScreen(opened, <OpenedNote noteId={id(41)} />)
    const text = await screen.findByLabelText<HTMLTextAreaElement>('内容')
    return { ...opened, ...shown, text }
  }

  it('stays as it was judged when only its text is mended, though the customer bears less by now', async () => {
    const { user, text, replica } = await reopen(talk)
    fireEvent.change(text, { target: { value: '推介了一款' } })
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存在本机')
    expect(replica.get('interaction', id(41))?.data.productTalk).toEqual(talk)
    expect(replica.pending().at(-1)?.operation.kind).toBe('edit-text')
  })

  it('is judged anew when its grade changes', async () => {
    const { user, replica } = await reopen(talk)
    await user.click(screen.getByRole('radio', { name: 'R4' }))
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存在本机')
    expect(replica.get('interaction', id(41))?.data.productTalk).toEqual({
      kind: 'enquiry',
      grade: 'R4',
      capacity: 'C2',
      disclosed: ['document'],
    })
  })

  it('of before product talks were judged asks for nothing', async () => {
    const { user, text, replica } = await reopen()
    fireEvent.change(text, { target: { value: '推介了一款' } })
    await user.click(screen.getByRole('button', { name: '保存' }))
    await screen.findByText('已保存在本机')
    expect(replica.get('interaction', id(41))?.data.productTalk).toBeUndefined()
  })
})

it('a draft of before the form asked about products is still read', () => {
  const form = emptyNoteForm({ channel: 'phone', now: morning, nextTitle: '', nextDueOn: '' })
  const { productGrade, productKind, disclosed, extraCare, standingTalk, ...before } = form
  expect({ productGrade, productKind, disclosed, extraCare, standingTalk }).toEqual({
    productGrade: '',
    productKind: '',
    disclosed: [],
    extraCare: '',
    standingTalk: null,
  })
  expect(NoteDraft.parse({ opened: before, values: before })).toEqual({
    opened: form,
    values: form,
  })
})

it('[R15] the stream says what was asked, that nothing was recommended, and how the risk was disclosed', async () => {
  const opened = await openCustomer()
  await opened.replica.commit([
    create(
      'interaction',
      id(41),
      note({
        purpose: ['product'],
        productTalk: { kind: 'enquiry', grade: 'R4', capacity: 'C2', disclosed: ['spoken'] },
      }),
    ),
  ])
  await showScreen(
    opened,
    <TimelineView customerId={id(1)} seesPortfolio onTask={() => undefined} />,
  )
  const told = ['客户主动咨询，未推介', '产品 R4 中高风险', '客户 C2', '已揭示风险：口头讲解']
  for (const words of told) expect(screen.getByText(words).textContent).toBe(words)
  screen.getByText(/电话 · 产品咨询/u)
})
