// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, expect, test } from 'vitest'
import {
  forgetStandingStateOfOthers,
  keepStandingState,
  useStandingState,
} from '#ui/standing-state.ts'

afterEach(cleanup)

function Page() {
  const [sheet, setSheet] = useStandingState<string | null>('complaint:1', null)
  return <button onClick={() => setSheet('close')}>{sheet ?? 'nothing open'}</button>
}

const stands = () => screen.getByRole('button').textContent

function openSheet() {
  const page = render(
    <StrictMode>
      <Page />
    </StrictMode>,
  )
  fireEvent.click(screen.getByRole('button'))
  expect(stands()).toBe('close')
  return page
}

test('[KE6] a sheet that was open at the lock is open after it, once', () => {
  const page = openSheet()
  keepStandingState('mine')
  page.unmount()
  forgetStandingStateOfOthers('mine')
  const again = render(<Page />)
  expect(stands()).toBe('close')
  again.unmount()
  render(<Page />)
  expect(stands()).toBe('nothing open')
})

test('[KE6] another colleague finds nothing of it', () => {
  const page = openSheet()
  keepStandingState('mine')
  page.unmount()
  forgetStandingStateOfOthers('another')
  render(<Page />)
  expect(stands()).toBe('nothing open')
})
