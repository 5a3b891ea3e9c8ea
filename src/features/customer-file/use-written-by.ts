import { civilDateInShanghai, civilDateParts } from '#shared/domain/civil-date.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { useRecord, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'

/** R32: when and by whom an entry of the file was last written: “5月20日 王敏”. */
export function useWrittenBy({
  updatedAt,
  updatedBy,
}: Pick<RecordBody, 'updatedAt' | 'updatedBy'>): string {
  const { language, messages } = useLanguage()
  const name = useRecord('staff', updatedBy)?.data.name
  const presentYear = civilDateParts(useToday()).year
  const date = formatDate(language, civilDateInShanghai(updatedAt), { presentYear })
  return name === undefined ? date : messages.profile.setBy(name, date)
}
