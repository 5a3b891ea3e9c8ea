import type { Customer } from '#shared/domain/customer.ts'
import { maskText } from '#shared/domain/masking.ts'
import type { Need } from '#shared/domain/need.ts'
import type { Profile } from '#shared/domain/profile.ts'
import type { Relation, RelationKind } from '#shared/domain/relation.ts'
import type { ExportDetail } from '#shared/domain/transfer/export-cells.ts'
import type { Messages } from '#i18n/messages.ts'
import type { transfer } from '#i18n/transfer/zh-CN.ts'

/** What is known of a customer and has no column that an import reads. */
export interface FactSource {
  card: Customer
  profile: Profile | undefined
  /** All of them, the oldest first. */
  needs: readonly Need[]
  /** As they are seen from the customer, with the name of the other end. */
  relations: readonly { kind: RelationKind; name: string; note: Relation['note'] }[]
}

/** One fact of one customer. */
export interface ExportedFact {
  /** Of letters and dashes, for the property of a vCard. */
  id: string
  header: string
  text: string
}

export interface FactLook {
  detail: ExportDetail
  messages: Messages
  texts: Pick<typeof transfer, 'needDetails' | 'relationNotes' | 'entry' | 'entryWith'>
  nameOfStaff: (id: string) => string | undefined
}

/** Stands for a note in a masked file: what a customer said in confidence leaves the device only with an audit row (SE7). */
const hiddenNote = '****'

/**
 * What goes out for somebody to read and does not come in again: an owner changes by a hand-over (SR2), an assessment of risk
 * is one of a day (invariant 12), and a limit on contacts is set by whoever heard it. The same facts in the same order for everybody.
 */
export function exportedFacts(source: FactSource, look: FactLook): ExportedFact[] {
  const labels = look.messages.customers
  const words = look.messages.domain
  const { card } = source
  const staff = (ids: readonly string[]) =>
    listed(ids.map((id) => look.nameOfStaff(id) ?? '').filter((name) => name !== ''))
  return [
    fact('owner', labels.ownerLabel, staff([card.ownerId])),
    fact('co-owners', labels.coOwners, staff(card.coOwnerIds)),
    fact('stage', labels.stage, words.stage[card.stage]),
    fact('source', labels.source, card.source && words.source[card.source]),
    fact('tier-basis', labels.tierBasis, listed(card.tierBasis.map((id) => words.tierBasis[id]))),
    fact('care', labels.specialCare, listed(card.specialCare.map((id) => words.specialCare[id]))),
    fact('contact-limit', labels.doNotContact, words.doNotContact[card.doNotContact]),
    fact('contact-limit-reason', labels.doNotContactReason, card.doNotContactReason),
    fact('deceased-on', labels.deceasedOn, card.deceasedOn),
    fact('mourning-until', labels.mourningUntil, card.mourningUntil),
    ...profileFacts(source.profile, look),
    fact(
      'need-details',
      look.texts.needDetails,
      lines(source.needs.map((need) => needLine(need, look))),
    ),
    fact(
      'relation-notes',
      look.texts.relationNotes,
      lines(
        source.relations.flatMap(({ kind, name, note }) =>
          note === undefined
            ? []
            : [withNote(`${look.messages.customerFile.relationKind[kind]} ${name}`, note, look)],
        ),
      ),
    ),
  ]
}

function profileFacts(
  profile: Profile | undefined,
  { detail, messages }: FactLook,
): ExportedFact[] {
  const labels = messages.profile
  const words = messages.domain
  const { incomeBand, assetBand, horizon, riskLevel, investorType } = profile ?? {}
  const shown = (field: 'incomeBand' | 'assetBand', text: string | undefined) =>
    detail === 'full' || text === undefined ? text : maskText('profile', field, text)
  const channels: Record<string, string> = words.channel
  return [
    fact(
      'income',
      labels.incomeBand,
      shown('incomeBand', incomeBand && words.incomeBand[incomeBand]),
    ),
    fact('assets', labels.assetBand, shown('assetBand', assetBand && words.assetBand[assetBand])),
    fact('goals', labels.goals, profile?.goals),
    fact('horizon', labels.horizon, horizon && words.horizon[horizon]),
    fact(
      'investment-preferences',
      labels.investmentPreferences,
      listed((profile?.investmentPreferences ?? []).map((id) => words.investmentPreference[id])),
    ),
    fact('risk-level', labels.riskLevel, riskLevel && words.riskLevel[riskLevel]),
    fact('risk-assessed-on', labels.riskAssessedOn, profile?.riskAssessedOn),
    fact('investor-type', labels.investorType, investorType && words.investorType[investorType]),
    fact(
      'preferred-channels',
      labels.preferredChannels,
      listed((profile?.preferredChannels ?? []).map((id) => channels[id] ?? id)),
    ),
    fact('contact-window', labels.contactWindow, profile?.contactWindow),
  ]
}

/** 2026-11-30 养老规划 已满足：先放半年. */
function needLine({ type, status, saidOn, note }: Need, look: FactLook): string {
  const { needType, needStatus } = look.messages.customerFile
  return withNote(look.texts.entry(saidOn, needType[type], needStatus[status]), note, look)
}

function withNote(entry: string, note: string | undefined, { detail, texts }: FactLook): string {
  if (note === undefined) return entry
  return texts.entryWith(
    entry,
    detail === 'full' ? note.replace(/\s*[\r\n]+\s*/gu, ' ') : hiddenNote,
  )
}

function fact(id: string, header: string, text: string | undefined): ExportedFact {
  return { id, header, text: text ?? '' }
}

function listed(words: readonly string[]): string {
  return words.join('；')
}

function lines(entries: readonly string[]): string {
  return entries.join('\n')
}
