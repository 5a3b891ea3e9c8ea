// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactNode } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { afterEach, describe, expect, test } from 'vitest'
import { Button } from '#ui/button.tsx'
import { MultiChips } from '#ui/chips.tsx'
import { DateField } from '#ui/date-field.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { Select } from '#ui/select.tsx'
import { TextField } from '#ui/text-field.tsx'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import { fillBrowserGaps } from './browser-gaps.ts'
import { galleryTexts } from '#tests/support/gallery/gallery-texts.ts'

fillBrowserGaps()
afterEach(cleanup)

function show(content: ReactNode): void {
  render(
    <UiTextsProvider locale="zh-CN" texts={galleryTexts}>
      {content}
    </UiTextsProvider>,
  )
}

const kinds = [
  { value: 'queue', label: '排队时间过长' },
  { value: 'fee', label: '收费争议' },
  { value: 'sale', label: '代销产品' },
] as const

describe('text field', () => {
  test('a screen reader hears label, hint and error with the control', () => {
    show(
      <TextField
        label="联系电话"
        description="11 位手机号码"
        error="请输入 11 位手机号码"
        required
        value=""
        onChange={() => {}}
      />,
    )
    const input = screen.getByRole('textbox', { name: /联系电话/ })
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(input.getAttribute('aria-required')).toBe('true')
    const described = input.getAttribute('aria-describedby') ?? ''
    const words = described.split(' ').map((id) => document.getElementById(id)?.textContent)
    expect(words).toEqual(['11 位手机号码', '请输入 11 位手机号码'])
  })

  test('without error or hint nothing is described', () => {
    show(<TextField label="姓名" value="周慧敏" onChange={() => {}} />)
    const input = screen.getByRole('textbox', { name: '姓名' })
    expect(input.hasAttribute('aria-describedby')).toBe(false)
    expect(input.hasAttribute('aria-invalid')).toBe(false)
  })
})

describe('select', () => {
  test('can be opened, walked and chosen from by keyboard, and gives the focus back', async () => {
    const user = userEvent.setup()
    show(<KindSelect />)
    await user.tab()
    await user.keyboard('{Enter}')
    const list = await screen.findByRole('listbox')
    expect(list.querySelectorAll('[role=option]')).toHaveLength(3)
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull())
    expect(screen.getByTestId('kind').textContent).toBe('sale')
    const trigger = screen.getByRole('button', { name: /投诉类别/ })
    await waitFor(() => expect(document.activeElement).toBe(trigger))
    expect(trigger.textContent).toContain('代销产品')
  })
})

function KindSelect() {
  const [kind, setKind] = useState<string>('')
  return (
    <>
      <Select
        label="投诉类别"
        options={kinds}
        placeholder="请选择"
        value={kind as 'fee' | ''}
        onChange={setKind}
      />
      <output data-testid="kind">{kind}</output>
    </>
  )
}

describe('date', () => {
  test('another year that is typed digit by digit leaves month and day as they are', async () => {
    const user = userEvent.setup()
    show(<DueDate />)
    await user.click(screen.getByRole('spinbutton', { name: /^年/u }))
    for (const [digit, day] of [
      ['2', '0002-06-15'],
      ['0', '0020-06-15'],
      ['2', '0202-06-15'],
      ['7', '2027-06-15'],
    ]) {
      await user.keyboard(digit!)
      expect(screen.getByTestId('day').textContent).toBe(day)
    }
  })
})

function DueDate() {
  const [day, setDay] = useState('2026-06-15')
  return (
    <>
      <DateField label="哪天" value={day} onChange={setDay} />
      <output data-testid="day">{day}</output>
    </>
  )
}

describe('chips', () => {
  test('several choices keep the order of the options, not of the presses', async () => {
    const user = userEvent.setup()
    show(<KindChips />)
    await user.click(screen.getByRole('checkbox', { name: '代销产品' }))
    await user.click(screen.getByRole('checkbox', { name: '排队时间过长' }))
    expect(screen.getByTestId('kinds').textContent).toBe('queue,sale')
  })
})

function KindChips() {
  const [chosen, setChosen] = useState<(typeof kinds)[number]['value'][]>([])
  return (
    <>
      <MultiChips label="类别" options={kinds} value={chosen} onChange={setChosen} />
      <output data-testid="kinds">{chosen.join(',')}</output>
    </>
  )
}

describe('error summary', () => {
  test('a failed attempt puts the focus on the first gap; a gap in the list jumps to its field', async () => {
    const user = userEvent.setup()
    show(<ComplaintForm />)
    await user.click(screen.getByRole('button', { name: '提交' }))
    expect((await screen.findByRole('alert')).textContent).toBe('还有 2 处需要补充')
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /客户姓名/ })),
    )
    await user.click(screen.getByRole('button', { name: '发生日期' }))
    expect(document.activeElement?.getAttribute('role')).toBe('spinbutton')
  })

  test('filling one gap counts down and leaves the focus where it is', async () => {
    const user = userEvent.setup()
    show(<ComplaintForm />)
    await user.click(screen.getByRole('button', { name: '提交' }))
    await screen.findByRole('alert')
    const name = screen.getByRole('textbox', { name: /客户姓名/ })
    await user.type(name, '周慧敏')
    expect(screen.getByRole('alert').textContent).toBe('还有 1 处需要补充')
    expect(document.activeElement).toBe(name)
  })
})

function ComplaintForm() {
  const form = useForm({ defaultValues: { name: '', date: '' } })
  const labels = { name: '客户姓名', date: '发生日期' }
  const { errors, submitCount } = form.formState
  const gaps = (['name', 'date'] as const)
    .filter((name) => errors[name])
    .map((name) => ({ name, label: labels[name] }))
  const required = { required: '请填写' }
  return (
    <form onSubmit={(event) => void form.handleSubmit(() => {})(event)} noValidate>
      <ErrorSummary title={`还有 ${gaps.length} 处需要补充`} gaps={gaps} attempt={submitCount} />
      <Controller
        control={form.control}
        name="name"
        rules={required}
        render={({ field, fieldState }) => (
          <TextField {...field} label={labels.name} error={fieldState.error?.message} required />
        )}
      />
      <Controller
        control={form.control}
        name="date"
        rules={required}
        render={({ field, fieldState }) => (
          <DateField {...field} label={labels.date} error={fieldState.error?.message} required />
        )}
      />
      <Button type="submit">提交</Button>
    </form>
  )
}
