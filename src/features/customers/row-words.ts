import { civilDateParts } from '#shared/domain/civil-date.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { formatDate } from '#i18n/format.ts'
import { badgeClass, type BadgeTone } from '#ui/badge.tsx'
import { discOf } from '#ui/surname-disc.tsx'
import { lastContactWords } from './contact-words.ts'
import type { CustomerListItem } from './customer-list-queries.ts'
import type { CustomerColumn } from './list-view.ts'
import type { PaintedSlots } from './paint-slots.ts'
import type { RowReading } from './row-reading.ts'
import { tierTones } from './tier-badge.tsx'

type Card = RecordOf<'customer'>

/** The name of a row and what stands around it. */
export function nameWords(
  card: Card,
  highlight: CustomerListItem['highlight'],
  size: 'sm' | 'md',
): PaintedSlots {
  const { name, salutation = '', tier } = card.data
  const [from, to] = highlight ?? [name.length, name.length]
  return {
    disc: discOf({ surname: surnameOf(name) ?? name, tier, size }),
    before: { text: name.slice(0, from) },
    mark: { text: name.slice(from, to) },
    after: { text: name.slice(to) },
    salutation: { text: salutation },
  }
}

/** The tier, as a badge. */
export function tierWords({ data }: Card, { messages }: RowReading): PaintedSlots {
  return badge('tier', messages.domain.tier[data.tier], tierTones[data.tier])
}

/** The line below the name; '' for what is not there or not for this colleague to know. */
export function tailWords({ data }: Card, { messages }: RowReading): string {
  return data.phoneTail ? messages.customers.phoneTail(data.phoneTail) : ''
}

/** How long ago the last contact was; '' as above. */
export function contactWords(
  card: Card,
  reading: RowReading,
  words: Parameters<typeof lastContactWords>[0],
): string {
  const at = reading.lastContactAt(card)
  return at === undefined ? '' : lastContactWords(words, reading.facts.today, at)
}

/** What stands in the cells of a row of the table. */
export function cellWords(
  columns: readonly CustomerColumn[],
  card: Card,
  reading: RowReading,
): PaintedSlots {
  const slots: PaintedSlots = {}
  for (const column of columns) {
    const cell = cellOf(column, card, reading)
    // An empty cell is not announced.
    const label = cell[column]?.text === '' ? '' : reading.texts.columnNames[column]
    Object.assign(slots, cell, { [`${column}Label`]: { text: label } })
  }
  return slots
}

function cellOf(column: CustomerColumn, card: Card, reading: RowReading): PaintedSlots {
  const { facts, loaded, messages, texts } = reading
  const isHeld = facts.holdsOwner(card.data.ownerId)
  const cell = (text: string): PaintedSlots => ({ [column]: { text } })
  switch (column) {
    case 'tier':
      return tierWords(card, reading)
    case 'stage':
      return cell(messages.domain.stage[card.data.stage])
    case 'owner':
      return cell(
        card.data.ownerId === reading.staffId
          ? messages.customers.ownedByYou
          : (reading.ownerName(card.data.ownerId) ?? ''),
      )
    case 'risk':
      return cell(isHeld ? (facts.profileOf(card.id)?.riskLevel ?? texts.riskNone) : '')
    case 'tags':
      return cell(facts.profileOf(card.id)?.tags?.join(texts.separator) ?? '')
    case 'contact':
      return cell(contactWords(card, reading, texts.lastContact))
    case 'due': {
      const due = isHeld && loaded ? facts.dueOf(card.id) : null
      if (due === null) return { due: { text: '' }, dueBadge: { className: 'hidden' } }
      return badge('due', texts.due[due], due === 'overdue' ? 'danger' : 'amber')
    }
    case 'birthday': {
      const on = isHeld ? facts.birthdayOf(card.id) : undefined
      const presentYear = civilDateParts(facts.today).year
      return cell(on === undefined ? '' : formatDate(reading.language, on, { presentYear }))
    }
  }
}

function badge(slot: string, text: string, tone: BadgeTone): PaintedSlots {
  return { [slot]: { text }, [`${slot}Badge`]: { className: badgeClass(tone) } }
}
