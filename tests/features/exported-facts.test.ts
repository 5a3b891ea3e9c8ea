import { describe, expect, test } from 'vitest'
import type { Need } from '#shared/domain/need.ts'
import { looksOfExport } from '#shared/domain/transfer/export-cells.ts'
import { mapColumns } from '#shared/domain/transfer/transfer-field.ts'
import { exportFile } from '#features/transfer/export-customers.ts'
import { exportedFacts, type FactLook, type FactSource } from '#features/transfer/exported-facts.ts'
import { en } from '#i18n/en.ts'
import { transfer as english } from '#i18n/transfer/en.ts'
import { transfer as chinese } from '#i18n/transfer/zh-CN.ts'
import { zhCN } from '#i18n/zh-CN.ts'
import {
  branchScope,
  customer,
  id,
  openWith,
  page,
  pulledCustomer,
} from '#tests/replica/replica-device.ts'

const need = (more: Partial<Need>): Need => ({
  customerId: id(1),
  type: 'housing',
  status: 'open',
  saidOn: '2026-05-20',
  ...more,
})

const source: FactSource = {
  card: customer({
    name: '王安',
    ownerId: id(3),
    stage: 'at_risk',
    doNotContact: 'marketing_only',
    doNotContactReason: '说过不要推销',
    specialCare: ['senior'],
    mourningUntil: '2026-08-01',
  }),
  profile: {
    customerId: id(1),
    contactPoints: {},
    investmentPreferences: ['fund'],
    preferredChannels: ['phone', '下午茶'],
    incomeBand: 'over_1m',
    assetBand: 'over_6m',
    riskLevel: 'C3',
    riskAssessedOn: '2026-03-01',
  },
  needs: [
    need({ status: 'served', saidOn: '2025-01-02', note: '已经\n买好了' }),
    need({ type: 'retirement' }),
  ],
  relations: [
    { kind: 'spouse', name: '李静', note: '一起来的' },
    { kind: 'child', name: '王小安', note: undefined },
  ],
}

const look = (detail: FactLook['detail']): FactLook => ({
  detail,
  messages: zhCN,
  texts: chinese,
  nameOfStaff: (staffId) => (staffId === id(3) ? '赵敏' : undefined),
})

function textsOf(of: FactSource, detail: FactLook['detail']): Record<string, string> {
  return Object.fromEntries(exportedFacts(of, look(detail)).map(({ id, text }) => [id, text]))
}

describe('[R17] what goes out to be read', () => {
  test('[R8][R3] notes of needs, their day and what became of them, and notes of relations', () => {
    const full = textsOf(source, 'full')
    expect(full['need-details']).toBe(
      '2025-01-02 购房与装修 已满足：已经 买好了\n2026-05-20 养老规划 待满足',
    )
    expect(full['relation-notes']).toBe('配偶 李静：一起来的')
  })

  test('[R24][R33][R35] who looks after the customer, at which stage, and what to mind before a contact', () => {
    expect(textsOf(source, 'masked')).toMatchObject({
      owner: '赵敏',
      stage: '预警',
      care: '65 岁以上',
      'contact-limit': '不接受营销',
      'contact-limit-reason': '说过不要推销',
      'mourning-until': '2026-08-01',
      'risk-level': zhCN.domain.riskLevel.C3,
      'risk-assessed-on': '2026-03-01',
      'preferred-channels': '电话；下午茶',
      'investment-preferences': '基金',
    })
  })

  test('[SE7] wealth and notes are in it only when they were asked for, and each is looked at', () => {
    const masked = textsOf(source, 'masked')
    expect([masked['income'], masked['assets']]).toEqual(['****', '****'])
    expect(masked['need-details']).toBe(
      '2025-01-02 购房与装修 已满足：****\n2026-05-20 养老规划 待满足',
    )
    expect(masked['relation-notes']).toBe('配偶 李静：****')
    expect(textsOf(source, 'full')['income']).toBe(zhCN.domain.incomeBand.over_1m)
    expect(looksOfExport(source)).toEqual(['incomeBand', 'assetBand'])
  })

  test('[SC2] without a profile the columns are the same, and say nothing of it', () => {
    const empty = { ...source, profile: undefined, needs: [], relations: [] }
    expect(Object.keys(textsOf(empty, 'full'))).toEqual(Object.keys(textsOf(source, 'full')))
    expect(textsOf(empty, 'full')).toMatchObject({ income: '', 'need-details': '', stage: '预警' })
  })

  test('[ME8] invariant 5: of a customer with two cards the strictest that one of them says about contact', async () => {
    const { replica } = await openWith(
      page(branchScope, 2, [
        pulledCustomer(1, 1, { name: '王安', mourningUntil: '2026-06-01' }),
        pulledCustomer(2, 2, {
          name: '王安',
          mergedInto: id(1),
          doNotContact: 'all',
          doNotContactReason: '家人来电',
          deceasedOn: '2026-05-02',
          mourningUntil: '2026-08-01',
        }),
      ]),
    )
    const { parts } = await exportFile(replica.all('customer'), replica, {
      ...look('masked'),
      format: 'csv',
      language: 'zh-CN',
      watermark: '',
      sheetName: '',
    })
    const rows = parts.map((part) => String(part).trim().split(','))
    const head = rows.findIndex((row) => row.includes(zhCN.customers.doNotContact))
    const [headers = [], ...exported] = rows.slice(head)
    expect(exported).toHaveLength(1)
    const textOf = (header: string) => exported[0]?.[headers.indexOf(header)]
    const { doNotContact, doNotContactReason, deceasedOn, mourningUntil } = zhCN.customers
    expect(textOf(doNotContact)).toBe(zhCN.domain.doNotContact.all)
    expect(textOf(doNotContactReason)).toBe('家人来电')
    expect(textOf(deceasedOn)).toBe('2026-05-02')
    expect(textOf(mourningUntil)).toBe('2026-08-01')
  })

  test('[SR2] an import takes none of the columns for one of its own, in either language', () => {
    for (const words of [
      { messages: zhCN, texts: chinese },
      { messages: en, texts: english },
    ]) {
      const headers = exportedFacts(source, { ...look('full'), ...words }).map(
        ({ header }) => header,
      )
      expect(new Set(headers).size).toBe(headers.length)
      expect(mapColumns(headers)).toEqual(headers.map(() => null))
    }
  })
})
