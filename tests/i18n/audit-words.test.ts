import { expect, test } from 'vitest'
import { audit as en } from '#i18n/admin/en/audit.ts'
import { audit as zhCN } from '#i18n/admin/zh-CN/audit.ts'
import { auditGroups } from '#shared/protocol/audit-message.ts'
import { recordTypes } from '#shared/protocol/record.ts'

test.each(Object.entries({ 'zh-CN': zhCN, en }))(
  '[SE6] every event and every record type has a word in the audit in %s',
  (_, { events, refTypes }) => {
    const wordless = Object.values(auditGroups)
      .flat()
      .filter((what) => events[what] === undefined)
    expect(wordless).toEqual([])
    expect(recordTypes.filter((type) => refTypes[type] === undefined)).toEqual([])
  },
)
