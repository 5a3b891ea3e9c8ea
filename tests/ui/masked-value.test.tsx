// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventually } from '#tests/support/eventually.ts'
import { MaskedValue } from '#ui/masked-value.tsx'
import { ToastRegion } from '#ui/toast.tsx'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import { galleryTexts } from '#tests/support/gallery/gallery-texts.ts'

let noted: string[] = []
let mayShow = true

function note(what: string): () => Promise<boolean> {
  return () => {
    noted.push(what)
    return Promise.resolve(mayShow)
  }
}

function show() {
  render(
    <UiTextsProvider locale="zh-CN" texts={galleryTexts}>
      <MaskedValue label="手机" masked="138****5678" value="13812345678" onShow={note('手机')} />
      <MaskedValue label="单位" masked="****" value="测试公司" onShow={note('单位')} />
      <ToastRegion />
    </UiTextsProvider>,
  )
  return userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
}

beforeEach(() => {
  noted = []
  mayShow = true
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => {
  delete document.documentElement.dataset['covered']
  cleanup()
  vi.useRealTimers()
})

const everywhere = () => document.documentElement.outerHTML

test('[SE7] a masked value is nowhere on the page until it is asked for, by the keyboard too, and is then announced', async () => {
  const user = show()
  expect(everywhere()).not.toMatch(/13812345678|测试公司/u)
  await user.tab()
  expect(screen.getByRole('button', { name: '显示手机' })).toBe(document.activeElement)
  await user.keyboard('{Enter}')
  const value = await screen.findByText('13812345678')
  expect(value.closest('[aria-live="polite"]')).not.toBeNull()
  expect(value.tagName).toBe('BDI')
  expect(noted).toEqual(['手机'])
  await user.click(screen.getByRole('button', { name: '隐藏手机' }))
  expect(everywhere()).not.toContain('13812345678')
})

test('[SE7] it is hidden after a minute, by the next one that is shown, and by the cover', async () => {
  const user = show()
  await user.click(screen.getByRole('button', { name: '显示手机' }))
  await act(() => vi.advanceTimersByTimeAsync(58_000))
  expect(screen.getByText('13812345678')).toBeDefined()
  await act(() => vi.advanceTimersByTimeAsync(2_000))
  expect(screen.queryByText('13812345678')).toBeNull()

  await user.click(screen.getByRole('button', { name: '显示手机' }))
  await user.click(screen.getByRole('button', { name: '显示单位' }))
  await screen.findByText('测试公司')
  expect(screen.queryByText('13812345678')).toBeNull()

  document.documentElement.dataset['covered'] = ''
  await eventually(() => expect(screen.queryByText('测试公司')).toBeNull())
})

test('[SE7] a look that could not be noted shows nothing, and says so', async () => {
  mayShow = false
  const user = show()
  await user.click(screen.getByRole('button', { name: '显示手机' }))
  expect(await screen.findByText(galleryTexts.notRevealed)).toBeDefined()
  expect(everywhere()).not.toContain('13812345678')
})
