// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { servicePlanId } from '#shared/domain/service-plan.ts'
import { patch } from '#replica/replica.ts'
import { foreignWorkbook } from '#tests/support/workbooks.ts'
import { branchScope, clearToasts, openWith, page, pulledCustomer } from './customers-screen.tsx'
import { cards, choose, csv, gbkFile } from './import-steps.tsx'

afterEach(() => {
  cleanup()
  clearToasts()
})

describe('[R17] the import of customers', () => {
  it('reads a GBK file, keeps card and profile of each row, and imports the same file only once', async () => {
    const opened = await openWith()
    const { user } = await choose(opened, gbkFile())
    await screen.findByRole('radio', { name: 'GBK', checked: true })
    await user.click(await screen.findByRole('button', { name: '导入 1 位客户' }))
    await screen.findByText('已导入 1 位客户，保存在本机，联网后自动上传。')
    const [card] = opened.replica.all('customer')
    expect(card?.data).toMatchObject({
      name: '王芳',
      source: 'import',
      phoneTail: '5678',
      ownerId: opened.replica.session.staffId,
      searchKeys: { full: 'wang fang' },
    })
    const profile = opened.replica.get('profile', card?.id ?? '')
    expect(Object.values(profile?.data.contactPoints ?? {})).toEqual([
      { kind: 'mobile', value: '13812345678', primary: true },
    ])

    await user.click(screen.getByRole('button', { name: '再导入一个文件' }))
    await user.upload(screen.getByLabelText('选择文件'), gbkFile())
    await screen.findByText('1 行以前已导入，自动跳过')
    expect(screen.getByRole('button', { name: '导入 0 位客户' })).toHaveProperty('disabled', true)
    expect(cards(opened)).toHaveLength(1)
  })

  it('leaves out what is wrong and what may be there already, says why, and takes a repeat all the same when asked to', async () => {
    const there = page(branchScope, 2, [pulledCustomer(1, 1, { name: '赵敏' })])
    const opened = await openWith(there)
    const { user } = await choose(
      opened,
      csv(
        '姓名,电话,生日\n钱多多,13811112222,1990-02-30\n赵敏,,\n孙立,13800001111,\n孙立,13800001111,\n',
      ),
    )
    await screen.findByText('1 位可以导入')
    screen.getByText('2 行可能重复，默认不导入')
    screen.getByText('1 行有问题，不导入')
    screen.getByText('生日：没有这一天')
    await user.click(screen.getByRole('checkbox', { name: /^赵敏/u }))
    await user.click(screen.getByRole('button', { name: '导入 2 位客户' }))
    await screen.findByText(/^已导入 2 位客户/u)
    expect(
      cards(opened)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['孙立', '赵敏', '赵敏'])
  })

  it('is taken back: whoever was changed since stays, and the same file brings the others anew', async () => {
    const opened = await openWith()
    const file = csv('姓名,手机\n周文,13812340000\n吴越,13812340001\n郑合,13812340002\n')
    const { user } = await choose(opened, file)
    await user.click(await screen.findByRole('button', { name: '导入 3 位客户' }))
    await screen.findByText(/^已导入 3 位客户/u)
    const changed = opened.replica.all('customer').find(({ data }) => data.name === '吴越')
    await opened.replica.commit([
      patch('customer', changed?.id ?? '', { stage: 'prospect' }, { stage: 'new' }),
    ])

    await user.click(screen.getByRole('button', { name: '撤销这次导入' }))
    await screen.findByText(/^2 位导入后没有人动过/u)
    screen.getByText('1 位后来有改动，保留')
    screen.getByText('客户卡改过')
    await user.click(screen.getByRole('button', { name: '移走 2 位客户' }))
    await screen.findByText(/^已移走 2 位客户/u)
    expect(cards(opened).map(({ name }) => name)).toEqual(['吴越'])
    expect(opened.replica.all('profile')).toHaveLength(1)

    await user.click(screen.getByRole('button', { name: '完成' }))
    screen.getByText(/ · 1 位 · 您导入$/u)
    await user.upload(screen.getByLabelText('选择文件'), file)
    await screen.findByText('1 行以前已导入，自动跳过')
    await user.click(await screen.findByRole('button', { name: '导入 2 位客户' }))
    await screen.findByText(/^已导入 2 位客户/u)
    expect(
      cards(opened)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['吴越', '周文', '郑合'].toSorted())
  })

  it('brings needs, relations and the plan with its review, and taking it back takes them along unless somebody changed one', async () => {
    const opened = await openWith()
    const { replica } = opened
    const head = '姓名,需求,关系,服务目标,下一步,回顾日期'
    const rows = [
      '周文,养老规划（50–600 万，5年以上）；保障,配偶 吴敏；介绍人：孙立,备好养老金,约周末见面,2027年3月1日',
      '吴越,子女教育,,,,',
      '郑合,炼金,朋友 孙立,,先打电话,下周',
    ]
    const { user } = await choose(opened, csv(`${[head, ...rows].join('\n')}\n`))
    await screen.findByText('1 行有问题，不导入')
    screen.getByText(/^需求：看不出是哪种需求/u)
    screen.getByText(/^关系：看不出是什么关系/u)
    // As they will be: the whole plan, because its review makes a task.
    for (const fact of ['服务目标 备好养老金', '下一步 约周末见面', '回顾日期 2027-03-01']) {
      screen.getByText(fact)
    }
    screen.getByText('回顾日期：看不出是哪一天，请写成 2026-10-01')
    screen.getByText('服务目标：有下一步或回顾日期时，请写服务目标')
    await user.click(screen.getByRole('button', { name: '导入 2 位客户' }))
    await screen.findByText(/^已导入 2 位客户/u)

    const idOf = (name: string) =>
      replica.all('customer').find(({ data }) => data.name === name)?.id ?? ''
    const [first, second] = [idOf('周文'), idOf('吴越')]
    const needs = replica.by('need.customer', first).map(({ data }) => data)
    expect(needs).toMatchObject([
      { type: 'retirement', amountBand: '500k_6m', horizon: 'over_5y', status: 'open' },
      { type: 'protection' },
    ])
    expect(replica.by('relation.customer', first).map(({ data }) => data)).toMatchObject([
      { kind: 'spouse', other: { name: '吴敏' } },
      { kind: 'referrer', other: { name: '孙立' } },
    ])
    expect(replica.get('service-plan', servicePlanId(first))?.data).toMatchObject({
      goals: '备好养老金',
      nextSteps: '约周末见面',
      reviewOn: '2027-03-01',
    })
    expect(replica.by('task.customer', first).map(({ data }) => data)).toMatchObject([
      { title: '回顾服务计划', dueOn: '2027-03-01' },
    ])
    const [changed] = replica.by('need.customer', second)
    await replica.commit([
      patch('need', changed?.id ?? '', { status: 'open' }, { status: 'served' }),
    ])

    await user.click(screen.getByRole('button', { name: '撤销这次导入' }))
    await screen.findByText(/^1 位导入后没有人动过/u)
    screen.getByText('1 位后来有改动，保留')
    await user.click(screen.getByRole('button', { name: '移走 1 位客户' }))
    await screen.findByText(/^已移走 1 位客户/u)
    expect(cards(opened).map(({ name }) => name)).toEqual(['吴越'])
    expect(replica.all('need')).toHaveLength(1)
    for (const type of ['relation', 'service-plan', 'task'] as const) {
      expect(replica.all(type)).toEqual([])
    }
  })

  it('[ME8] is taken back without the customers who were merged since; both cards of each are named', async () => {
    const opened = await openWith()
    const file = csv('姓名,手机\n周文,13812340000\n吴越,13812340001\n郑合,13812340002\n')
    const { user } = await choose(opened, file)
    await user.click(await screen.findByRole('button', { name: '导入 3 位客户' }))
    await screen.findByText(/^已导入 3 位客户/u)
    const idOf = (name: string) =>
      opened.replica.all('customer').find(({ data }) => data.name === name)?.id ?? ''
    await opened.replica.commit([patch('customer', idOf('周文'), {}, { mergedInto: idOf('吴越') })])

    await user.click(screen.getByRole('button', { name: '撤销这次导入' }))
    await screen.findByText(/^1 位导入后没有人动过/u)
    screen.getByText('2 位后来有改动，保留')
    expect(screen.getAllByText('已与别的客户合并，要先撤销合并')).toHaveLength(2)
    screen.getByText('周文')
    await user.click(screen.getByRole('button', { name: '移走 1 位客户' }))
    await screen.findByText(/^已移走 1 位客户/u)
    expect(cards(opened).map(({ name }) => name)).toEqual(['吴越'])
  })

  it('of 10,000 identical rows makes one customer, and names the row that each of the others repeats', async () => {
    const opened = await openWith()
    const { user } = await choose(opened, csv(`姓名,手机\n${'孙立,13800001111\n'.repeat(10_000)}`))
    await screen.findByText('1 位可以导入')
    screen.getByText('9,999 行可能重复，默认不导入')
    await user.click(screen.getByText('仍要导入'))
    await screen.findByRole('checkbox', { name: /^孙立/u, description: /第 3 行 · 与第 2 行/u })
    expect(screen.getAllByRole('checkbox').length).toBeLessThan(30)
    await user.click(screen.getByRole('button', { name: '导入 1 位客户' }))
    await screen.findByText(/^已导入 1 位客户/u)
    screen.getByText('9,999 行没有导入。')
    expect(cards(opened)).toHaveLength(1)
  })

  it('[SE8] says how many cells of a workbook were formulas', async () => {
    const rows =
      '<row><c t="str"><v>姓名</v></c><c t="str"><v>手机</v></c></row><row><c t="str"><f>A9</f><v>周文</v></c><c><v>13812340000</v></c></row>'
    const bytes = foreignWorkbook({ sheets: { 名单: rows } })
    const opened = await openWith()
    const { user } = await choose(opened, new File([bytes], '客户.xlsx'))
    await screen.findByText('1 个单元格是公式：只取表里存着的结果，不重新计算，请核对。')
    await user.click(await screen.findByRole('button', { name: '导入 1 位客户' }))
    await screen.findByText(/^已导入 1 位客户/u)
    expect(cards(opened)).toMatchObject([{ name: '周文', phoneTail: '0000' }])
  })

  it('asks what the columns are when there is no header, and for the name', async () => {
    const opened = await openWith()
    const { user } = await choose(opened, csv('周文,13812340000\n吴越,13812340001\n'))
    await screen.findByText('没有认出标题行：请为每一列选择内容。')
    await user.click(screen.getByRole('button', { name: /第 1 列/u }))
    await user.click(await screen.findByRole('option', { name: '姓名' }))
    await user.click(await screen.findByRole('button', { name: '导入 2 位客户' }))
    await screen.findByText(/^已导入 2 位客户/u)
    expect(
      cards(opened)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['吴越', '周文'])
  })
})
