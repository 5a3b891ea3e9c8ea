import type { CustomerFilter, FilterPart } from '#shared/domain/customer-filter.ts'
import { useReplica, useSession, useToday } from '#replica/use-replica.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { civilDateParts } from '#shared/domain/civil-date.ts'

/** What one part of a filter asks for, in words. */
export function useFilterWords(): (part: FilterPart, filter: CustomerFilter) => string {
  const { language, messages } = useLanguage()
  const texts = useFindMessages()
  const replica = useReplica()
  const { staffId } = useSession()
  const presentYear = civilDateParts(useToday()).year
  const words = messages.domain
  const values = (part: FilterPart, filter: CustomerFilter): string[] => {
    switch (part) {
      case 'tiers':
        return filter.tiers?.map((tier) => words.tier[tier]) ?? []
      case 'ownerIds':
        return (
          filter.ownerIds?.map((id) =>
            id === staffId
              ? messages.customers.ownedByYou
              : (replica.get('staff', id)?.data.name ?? '?'),
          ) ?? []
        )
      case 'stages':
        return filter.stages?.map((stage) => words.stage[stage]) ?? []
      case 'tags':
        return [...(filter.tags ?? [])]
      case 'riskLevels':
        return (
          filter.riskLevels?.map((level) =>
            level === 'none' ? texts.riskNone : words.riskLevel[level],
          ) ?? []
        )
      case 'needTypes':
        return filter.needTypes?.map((type) => messages.customerFile.needType[type]) ?? []
      case 'due':
        return filter.due === undefined ? [] : [texts.due[filter.due]]
      case 'birthdayDays':
        return filter.birthdayDays === undefined ? [] : [texts.birthday(filter.birthdayDays)]
      case 'contactedBefore':
        return filter.contactedBefore === undefined
          ? []
          : [texts.beforeWords(formatDate(language, filter.contactedBefore, { presentYear }))]
    }
  }
  return (part, filter) =>
    texts.words(texts.parts[part], values(part, filter).join(texts.separator))
}
