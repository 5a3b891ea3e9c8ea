import { contactPointsOf } from '#shared/domain/contact-points.ts'
import type { Customer } from '#shared/domain/customer.ts'
import type { ImportantDate } from '#shared/domain/important-date.ts'
import { maskIdentity } from '#shared/domain/mask-identity.ts'
import { maskContactPoint, maskText } from '#shared/domain/masking.ts'
import type { ContactPoint, Profile } from '#shared/domain/profile.ts'
import type { ServicePlan } from '#shared/domain/service-plan.ts'
import { type NeedDraft, writeNeeds } from './need-cell.ts'
import { writeBirthday } from './read-birthday.ts'
import { type RelationDraft, writeRelations } from './relation-cell.ts'
import { guardCell } from './csv-cell.ts'
import type { TransferCells } from './transfer-field.ts'
import { wordOfGender, wordOfTier } from './value-words.ts'
import { writeWords } from './word-list-cell.ts'

/** `masked`: as on every screen; `full`: looked at, and noted (SE7). */
export type ExportDetail = 'masked' | 'full'

/** What is known of one customer. */
export interface ExportedCustomer {
  card: Customer
  profile: Profile | undefined
  dates: readonly ImportantDate[]
  /** Those that are open. */
  needs: readonly NeedDraft[]
  /** As they are seen from the customer, with the name of the other end. */
  relations: readonly RelationDraft[]
  plan: ServicePlan | undefined
}

/**
 * One customer as the cells of a table, so that `checkRow` reads the same again (in full). Numbers that no longer work, and
 * lunar birthdays, stay behind: a table has no place to say so.
 */
export function exportCells(
  { card, profile, dates, needs, relations, plan }: ExportedCustomer,
  { detail, language }: { detail: ExportDetail; language: 'zh-CN' | 'en' },
): TransferCells {
  const points = contactPointsOf(profile?.contactPoints).filter(({ invalid }) => invalid !== true)
  const shown = (point: ContactPoint) => (detail === 'full' ? point.value : maskContactPoint(point))
  const all = (kind: ContactPoint['kind'], between: string) =>
    points
      .filter((point) => point.kind === kind)
      .map(shown)
      .map(oneLine)
      .join(between)
  const employer = profile?.employer ?? ''
  const birthday = birthdayOf(dates)
  const cells: TransferCells = {
    name: card.name,
    salutation: card.salutation ?? '',
    gender: card.gender === undefined ? '' : wordOfGender(card.gender, language),
    tier: wordOfTier(card.tier, language),
    mobile: all('mobile', '；'),
    tel: all('tel', '；'),
    wechat: all('wechat', '；'),
    email: all('email', '；'),
    address: all('address', '\n'),
    identity: profile?.identity === undefined ? '' : maskIdentity(profile.identity.idLast4),
    birthday: birthday === undefined ? '' : writeBirthday(birthday),
    occupation: profile?.occupation ?? '',
    employer: detail === 'full' ? employer : maskText('profile', 'employer', employer),
    aliases: writeWords(card.aliases),
    likes: writeWords(card.likes),
    taboos: writeWords(card.taboos),
    tags: writeWords(profile?.tags ?? []),
    family: profile?.family ?? '',
    habits: profile?.habits ?? '',
    needs: writeNeeds(needs, language),
    relations: writeRelations(relations, language),
    planGoals: plan?.goals ?? '',
    planNextSteps: plan?.nextSteps ?? '',
    planReviewOn: plan?.reviewOn ?? '',
    pinnedNote: card.pinnedNote ?? '',
  }
  if (employer === '') cells.employer = ''
  return Object.fromEntries(
    Object.entries(cells).map(([field, text]) => [field, guardCell(text)] as const),
  )
}

/** The masked fields of a customer that an export in full shows; each is noted as a look (SE7). */
export function looksOfExport({ profile }: Pick<ExportedCustomer, 'profile'>): string[] {
  if (profile === undefined) return []
  return [
    ...(Object.keys(profile.contactPoints).length > 0 ? ['contactPoints'] : []),
    ...(['employer', 'incomeBand', 'assetBand'] as const).filter(
      (field) => profile[field] !== undefined,
    ),
  ]
}

/** The birthday that is celebrated, if it is one of the solar calendar. */
function birthdayOf(dates: readonly ImportantDate[]): ImportantDate | undefined {
  const birthdays = dates.filter(
    ({ kind, calendar }) => kind === 'birthday' && calendar === 'solar',
  )
  return birthdays.find(({ celebrate }) => celebrate) ?? birthdays[0]
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/gu, ' ')
}
