// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ListRow } from '#ui/list-row.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { fillBrowserGaps } from './browser-gaps.ts'

fillBrowserGaps()
afterEach(cleanup)

function list(...names: string[]) {
  return (
    <VirtualList
      items={names}
      itemKey={(name) => name}
      reuseRows
      label="客户"
      renderItem={(name) => <ListRow title={<a href={`/${name}`}>{name}</a>} />}
    />
  )
}

function link(name: string): HTMLElement {
  return screen.getByRole('link', { name })
}

test('[R68] another window in front does not give the focused row to another item', () => {
  const { rerender } = render(list('欧阳', '单', '张'))
  link('单').focus()
  // As a browser does then: the element loses the focus to nothing, and is still the active one.
  fireEvent.blur(link('单'), { relatedTarget: null })
  expect(document.activeElement).toBe(link('单'))
  rerender(list('张', '欧阳', '单'))
  expect(document.activeElement?.textContent).toBe('单')
  expect(document.activeElement?.closest('[data-index]')?.getAttribute('data-index')).toBe('2')
})

test('[R68] a row that the focus left is reused', () => {
  const { rerender } = render(list('欧阳', '单'))
  const first = link('欧阳')
  link('单').focus()
  link('单').blur()
  rerender(list('张', '王'))
  expect(first.isConnected).toBe(true)
  expect(first.textContent).toBe('张')
})

test('[R68] rows are reused again once the item with the focus is gone, which no blur tells', async () => {
  const { rerender } = render(list('欧阳', '单', '张'))
  link('单').focus()
  rerender(list('欧阳', '张'))
  expect(document.activeElement).toBe(document.body)
  // It moved up with its own key; by its place it is drawn anew, once.
  const movedUp = link('张')
  await waitFor(() => expect(link('张')).not.toBe(movedUp))
  const first = link('欧阳')
  rerender(list('李', '张'))
  expect(first.isConnected).toBe(true)
  expect(first.textContent).toBe('李')
})
