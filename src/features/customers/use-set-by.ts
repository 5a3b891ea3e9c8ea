import { civilDateInShanghai, civilDateParts } from '#shared/domain/civil-date.ts'
import { fieldStamp, type StampedRecord } from '#shared/protocol/field-stamp.ts'
import { useAll, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'

/** R32: says when and by whom the value of a path of a record was set: “5月20日 王敏”. */
export function useSetBy(record: StampedRecord | undefined): (path: string) => string | undefined {
  const { language, messages } = useLanguage()
  const staff = useAll('staff')
  const presentYear = civilDateParts(useToday()).year
  return (path) => {
    if (record === undefined) return undefined
    const { at, by } = fieldStamp(record, path)
    const date = formatDate(language, civilDateInShanghai(at), { presentYear })
    const name = staff.find(({ id }) => id === by)?.data.name
    return name === undefined ? date : messages.profile.setBy(name, date)
  }
}
