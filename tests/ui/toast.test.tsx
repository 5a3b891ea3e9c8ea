// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { dismissToast, toast, ToastRegion } from '#ui/toast.tsx'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import { galleryTexts } from '#tests/support/gallery/gallery-texts.ts'

const shown: number[] = []

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  render(
    <UiTextsProvider locale="zh-CN" texts={galleryTexts}>
      <ToastRegion />
    </UiTextsProvider>,
  )
})

afterEach(() => {
  act(() => shown.splice(0).forEach(dismissToast))
  cleanup()
  vi.useRealTimers()
})

function say(message: Parameters<typeof toast>[0]): void {
  act(() => {
    shown.push(toast(message))
  })
}

describe('toast', () => {
  test('the live region is there before the first message, and says it politely', () => {
    const region = screen.getByRole('status')
    expect(region.textContent).toBe('')
    say({ text: '任务已完成' })
    expect(region.textContent).toContain('任务已完成')
  })

  test('undo runs the action once and takes the message away', async () => {
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
    const undo = vi.fn<() => void>()
    say({ text: '任务已完成', action: { label: '撤销', onPress: undo } })
    await user.click(screen.getByRole('button', { name: '撤销' }))
    expect(undo).toHaveBeenCalledTimes(1)
    expect(screen.queryByText('任务已完成')).toBeNull()
  })

  test('a message with an action stays for at least 8 seconds', () => {
    say({ text: '已移交', action: { label: '撤销', onPress: () => {} } })
    void act(() => vi.advanceTimersByTime(8_000))
    expect(screen.getByText('已移交')).toBeTruthy()
    void act(() => vi.advanceTimersByTime(4_000))
    expect(screen.queryByText('已移交')).toBeNull()
  })

  test('the keyboard focus inside stops the clock, Esc closes', async () => {
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
    say({ text: '已移交', action: { label: '撤销', onPress: () => {} } })
    await user.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '撤销' }))
    void act(() => vi.advanceTimersByTime(60_000))
    expect(screen.getByText('已移交')).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByText('已移交')).toBeNull()
  })

  test('of three messages the oldest gives way', () => {
    say({ text: '一' })
    say({ text: '二' })
    say({ text: '三' })
    expect(screen.queryByText('一')).toBeNull()
    expect(screen.getByText('二')).toBeTruthy()
    expect(screen.getByText('三')).toBeTruthy()
  })
})
