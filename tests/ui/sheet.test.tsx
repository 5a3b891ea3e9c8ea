// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ActionBar } from '#ui/action-bar.tsx'
import { Button } from '#ui/button.tsx'
import { DayRibbon } from '#ui/day-ribbon.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Select } from '#ui/select.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { fillBrowserGaps } from './browser-gaps.ts'
import { galleryTexts } from '#tests/support/gallery/gallery-texts.ts'

fillBrowserGaps()
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

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

/** A sheet in whose place another one stands once something was read. */
function ReadSheet() {
  const [state, setState] = useState<'closed' | 'opening' | 'read'>('closed')
  const close = () => setState('closed')
  return (
    <UiTextsProvider locale="zh-CN" texts={galleryTexts}>
      <Button onPress={() => setState('opening')}>记一笔</Button>
      {state === 'opening' && (
        <Sheet key="opening" open onClose={close} title="来访记录">
          <Button onPress={() => setState('read')}>读完</Button>
        </Sheet>
      )}
      {state === 'read' && (
        <Sheet key="read" open onClose={close} title="新任务">
          <TextField label="摘要" value="" onChange={() => {}} />
        </Sheet>
      )}
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

  test('gives it back as well when another one stood in its place while something was read', async () => {
    const user = userEvent.setup()
    render(<ReadSheet />)
    const opener = screen.getByRole('button', { name: '记一笔' })
    await user.click(opener)
    const dialog = await screen.findByRole('dialog', { name: '来访记录' })
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true))
    await user.click(screen.getByRole('button', { name: '读完' }))
    const read = await screen.findByRole('dialog', { name: '新任务' })
    await waitFor(() => expect(read.contains(document.activeElement)).toBe(true))
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

/** A window of 390 px. */
function narrowWindow(): void {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query === '(max-width: 767.98px)',
    addEventListener: () => {},
    removeEventListener: () => {},
  }))
}

function ChannelSheet(props: { onClose: () => void }) {
  const [channel, setChannel] = useState<'phone' | 'visit' | ''>('')
  return (
    <UiTextsProvider locale="zh-CN" texts={galleryTexts}>
      <Sheet open onClose={props.onClose} title="来访记录">
        <Select
          label="方式"
          placeholder="请选择"
          value={channel}
          onChange={setChannel}
          options={[
            { value: 'phone', label: '电话' },
            { value: 'visit', label: '上门' },
          ]}
        />
      </Sheet>
    </UiTextsProvider>
  )
}

describe('a select inside a sheet on a phone', () => {
  test('opens a sheet of its own; choosing closes that one alone', async () => {
    narrowWindow()
    const user = userEvent.setup()
    const onClose = vi.fn<() => void>()
    render(<ChannelSheet onClose={onClose} />)
    await user.click(await screen.findByRole('button', { name: /方式/ }))
    await user.click(await screen.findByRole('option', { name: '上门' }))
    await waitFor(() => expect(screen.queryByRole('option')).toBeNull())
    expect(screen.getByRole('button', { name: /方式/ }).textContent).toContain('上门')
    expect(screen.getByRole('dialog', { name: '来访记录' })).toBeTruthy()
    expect(onClose).not.toHaveBeenCalled()
  })

  test('letting go of the press that opened it chooses nothing', async () => {
    narrowWindow()
    const user = userEvent.setup()
    render(<ChannelSheet onClose={() => {}} />)
    const trigger = await screen.findByRole('button', { name: /方式/ })
    await user.pointer({ target: trigger, keys: '[MouseLeft>]' })
    const option = await screen.findByRole('option', { name: '电话' })
    await user.pointer({ target: option, keys: '[/MouseLeft]' })
    expect(screen.getByRole('option', { name: '电话' }).getAttribute('aria-selected')).toBe('false')
    await user.click(option)
    await waitFor(() => expect(screen.queryByRole('option')).toBeNull())
    expect(screen.getByRole('button', { name: /方式/ }).textContent).toContain('电话')
  })
})

describe('the bar that ends a full form', () => {
  test('stands on the on-screen keyboard, which covers the page without resizing it', async () => {
    const seen = Object.assign(new EventTarget(), { height: 768, offsetTop: 0, scale: 1 })
    vi.stubGlobal('visualViewport', seen)
    vi.stubGlobal('innerHeight', 768)
    render(<ActionBar>保存</ActionBar>)
    const bar = screen.getByText('保存').closest<HTMLElement>('[data-action-bar]')
    expect(bar?.style.bottom).toBe('0px')
    seen.height = 430
    act(() => void seen.dispatchEvent(new Event('resize')))
    expect(bar?.style.bottom).toBe('338px')
  })
})

describe('day ribbon', () => {
  test.each([
    { now: 230, clock: '3:50', edge: 'start', outside: true },
    { now: 520, clock: '8:40', edge: 'start', outside: false },
    { now: 780, clock: '13:00', edge: null, outside: false },
    { now: 1290, clock: '21:30', edge: 'end', outside: true },
  ])('at $clock the figures of the now-marker stay inside', ({ now, clock, edge, outside }) => {
    const { container } = render(
      <DayRibbon startMinutes={510} endMinutes={1050} nowMinutes={now} dots={[]} summaryLabel="" />,
    )
    const time = container.querySelector('.ribbon-time')
    expect(time?.textContent).toBe(clock)
    expect(time?.getAttribute('data-edge')).toBe(edge)
    expect(time?.closest('[data-outside]') !== null).toBe(outside)
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
