// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { ExportScreen } from '#features/transfer/export-screen.tsx'
import {
  branchScope,
  clearToasts,
  morning,
  openWith,
  page,
  pulledCustomer,
  showScreen,
} from './customers-screen.tsx'

afterEach(() => {
  cleanup()
  clearToasts()
})

const offline = { ask: async () => ({ ok: false, error: { type: 'unreachable' } }) as const }

/** The screen over one customer, with the files that it makes. */
async function exportOfOne() {
  const files = vi.fn<(file: Blob | MediaSource) => string>(() => 'blob:made')
  // A document without a browser makes no addresses for files.
  Object.assign(URL, { createObjectURL: files, revokeObjectURL: () => {} })
  const opened = await openWith(page(branchScope, 1, [pulledCustomer(1, 1)]))
  const shown = <ExportScreen api={offline} listed={null} onDone={() => undefined} />
  const { user } = await showScreen(opened, shown)
  const start = await screen.findByRole('button', { name: '导出 1 位客户' })
  return { ...opened, files, start: () => user.click(start) }
}

it('[SE7] a masked export is noted on the device before there is a file, also without a network', async () => {
  const { vault, files, start } = await exportOfOne()
  let noted: string[] = []
  const { save } = vault.drafts
  vault.drafts.save = async (key, value) => {
    expect(files).not.toHaveBeenCalled()
    await save(key, value)
    noted = await vault.drafts.keys()
  }
  await start()
  await vi.waitFor(() => expect(files).toHaveBeenCalledOnce())
  expect(noted).toHaveLength(1)
  const [name = ''] = noted
  expect(await vault.drafts.load(name)).toEqual({
    id: name.split(':')[1],
    at: morning,
    format: 'xlsx',
    customers: 1,
  })
})

it('[SE7] where it cannot be noted there is no file, and the screen says so', async () => {
  const { vault, files, start } = await exportOfOne()
  vault.lock()
  await start()
  await screen.findByText('没能记入审计，所以没有导出。请再试一次。')
  expect(files).not.toHaveBeenCalled()
})

it('[R17] the export says beforehand what stays behind', async () => {
  const api = { ask: () => Promise.reject(new Error('offline')) }
  const shown = <ExportScreen api={api} listed={null} onDone={() => undefined} />
  await showScreen(await openWith(), shown)
  const text = (await screen.findByText(/^文件里没有：/u)).textContent
  for (const what of ['已并入的客户卡上的服务计划', '财务快照', '联系记录']) {
    expect(text).toContain(what)
  }
  for (const what of ['主办', '联系限制', '需求明细', '关系说明', '不读']) {
    await screen.findByText(new RegExp(`^“备注”后面的列.*${what}`, 'u'))
  }
})
