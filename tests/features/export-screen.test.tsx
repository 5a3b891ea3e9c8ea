// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { ExportScreen } from '#features/transfer/export-screen.tsx'
import { clearToasts, openWith, showScreen } from './customers-screen.tsx'

afterEach(() => {
  cleanup()
  clearToasts()
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
