// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { Button } from '#ui/button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { fillBrowserGaps } from './browser-gaps.ts'
import { galleryTexts } from '#tests/support/gallery/gallery-texts.ts'

fillBrowserGaps()
afterEach(cleanup)

function NoteSheet(props: { dismissable?: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <UiTextsProvider locale="zh-CN" texts={galleryTexts}>
      <Button onPress={() => setOpen(true)}>记一笔</Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title="来访记录"
        dismissable={props.dismissable}
        footer={<Button onPress={() => setOpen(false)}>保存</Button>}
      >
        <TextField label="摘要" value="" onChange={() => {}} />
      </Sheet>
    </UiTextsProvider>
  )
}

describe('sheet', () => {
  test('takes the focus in, keeps it in, and gives it back after Esc', async () => {
    const user = userEvent.setup()
    render(<NoteSheet />)
    const opener = screen.getByRole('button', { name: '记一笔' })
    await user.click(opener)
    const dialog = await screen.findByRole('dialog', { name: '来访记录' })
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true))
    for (let press = 0; press < 8; press += 1) {
      await user.tab()
      expect(dialog.contains(document.activeElement)).toBe(true)
    }
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(opener))
  })

  test('what lies behind is hidden from screen readers while it is open', async () => {
    const user = userEvent.setup()
    render(<NoteSheet />)
    await user.click(screen.getByRole('button', { name: '记一笔' }))
    await screen.findByRole('dialog')
    expect(screen.queryByRole('button', { name: '记一笔' })).toBeNull()
  })

  test('one that must be answered does not close by Esc, but by its close button', async () => {
    const user = userEvent.setup()
    render(<NoteSheet dismissable={false} />)
    await user.click(screen.getByRole('button', { name: '记一笔' }))
    await screen.findByRole('dialog')
    await user.keyboard('{Escape}')
    expect(screen.getByRole('dialog')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: '关闭' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('virtual list', () => {
  test('arrow keys, Home and End walk from row to row', async () => {
    const user = userEvent.setup()
    const names = ['胡强杰', '杨若怡', '萧强', '于勇娟']
    render(
      <VirtualList
        label="客户"
        items={names}
        itemKey={(name) => name}
        renderItem={(name) => <ListRow title={name} onPress={() => {}} />}
      />,
    )
    expect(screen.getByRole('list', { name: '客户' })).toBeTruthy()
    expect(screen.getAllByRole('listitem')).toHaveLength(4)
    await user.tab()
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(document.activeElement?.textContent).toBe('萧强')
    await user.keyboard('{End}')
    expect(document.activeElement?.textContent).toBe('于勇娟')
    await user.keyboard('{Home}')
    expect(document.activeElement?.textContent).toBe('胡强杰')
  })
})
