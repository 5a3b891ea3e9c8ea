// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import { useWaitLeft, type Wait } from '#ui/use-wait-left.ts'
import { WaitNotice } from '#ui/wait-notice.tsx'
import { galleryTexts } from '#tests/support/gallery/gallery-texts.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const words = (seconds: number) => `${seconds} 秒后再试`

function Notice({ wait }: { wait: Wait }) {
  const left = useWaitLeft(wait)
  return (
    <UiTextsProvider locale="zh-CN" texts={galleryTexts}>
      <WaitNotice seconds={wait.seconds} left={left} words={words} overWords="可以再试" />
    </UiTextsProvider>
  )
}

/** What is seen, and what a screen reader is told. */
function said() {
  const alert = screen.getByRole('alert')
  const text = (selector: string) => alert.querySelector(selector)?.textContent
  return { eye: text('span.tnum[aria-hidden]'), ear: text('.sr-only') }
}

test('[SE1] a wait counts down to the eye, is heard at its beginning and its end, and a new one begins anew', () => {
  const { rerender } = render(<Notice wait={{ seconds: 3 }} />)
  expect(said()).toEqual({ eye: '3 秒后再试', ear: '3 秒后再试' })
  act(() => void vi.advanceTimersByTime(2000))
  expect(said()).toEqual({ eye: '1 秒后再试', ear: '3 秒后再试' })
  act(() => void vi.advanceTimersByTime(5000))
  expect(said()).toEqual({ eye: '可以再试', ear: '可以再试' })
  rerender(<Notice wait={{ seconds: 4 }} />)
  expect(said()).toEqual({ eye: '4 秒后再试', ear: '4 秒后再试' })
})
