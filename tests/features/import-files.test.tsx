// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ImportScreen } from '#features/transfer/import-screen.tsx'
import { clearToasts, openAs, openWith, showScreen } from './customers-screen.tsx'
import { choose, csv, gbkFile } from './import-steps.tsx'

afterEach(() => {
  cleanup()
  clearToasts()
})

describe('[R17] a file to import', () => {
  it('warns of a wrong encoding in words, and reads the file as soon as another one is chosen', async () => {
    const { user } = await choose(await openWith(), gbkFile())
    await user.click(await screen.findByRole('radio', { name: 'UTF-8' }))
    await screen.findByText('有些文字读不出来，请换一种编码看看。')
    screen.getByText('没有认出标题行：请为每一列选择内容。')
    await user.click(screen.getByRole('radio', { name: 'GBK' }))
    await screen.findByRole('button', { name: '导入 1 位客户' })
    expect(screen.queryByText('有些文字读不出来，请换一种编码看看。')).toBeNull()
  })

  it.each([
    ['an empty file', csv(''), '文件里没有内容。'],
    ['blank lines', csv('\n\n  \n'), '文件里没有内容。'],
    [
      'a workbook that was cut off',
      csv('PK\u0003\u0004\u0000\u0000', '客户.xlsx'),
      '工作簿不完整或已损坏，没有读取。请用 Excel 或 WPS 打开并重新保存后再选。',
    ],
    [
      'a page under the name of a workbook',
      csv('<html><table><tr><td>姓名</td></tr></table></html>', '客户.xlsx'),
      '文件名是 Excel 的，里面却不是 Excel 工作簿。请用 Excel 或 WPS 打开它，“另存为”.xlsx 后再选。',
    ],
    [
      'an old workbook, or one with a password',
      new File([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])], '客户.xls'),
      '这是旧版 .xls，或加了打开密码的工作簿，读不了。请在 Excel 或 WPS 里去掉密码，“另存为”.xlsx 后再选。',
    ],
    ['a picture', csv('\u0089PNG\u0000'), '这不是 Excel、CSV 或 vCard 文件，读不出表格。'],
    [
      'a file of 21 MB',
      new File([new Uint8Array(21 * 1024 * 1024)], 'large.csv'),
      '文件超过 20 MB，没有读取。请拆成几个文件分别导入。',
    ],
    [
      '50,002 rows',
      csv('姓名\n'.repeat(50_003)),
      '表格超过 50,000 行，没有读取。请拆成几个文件分别导入。',
    ],
  ])('refuses %s with the reason', async (_what, file, reason) => {
    await choose(await openWith(), file)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toBe(reason)
    screen.getByRole('button', { name: '选择文件' })
  })

  it('[SC2] is not for who holds no portfolio', async () => {
    await showScreen(await openAs({ role: 'teller' }), <ImportScreen onDone={() => undefined} />)
    await screen.findByText('由客户经理和网点负责人导入、导出客户。')
    expect(screen.queryByText('选择文件')).toBeNull()
  })
})
