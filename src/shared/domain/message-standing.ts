import type { CivilDate } from './civil-date.ts'
import { type ConsentKind, isWithdrawn } from './consent.ts'
import type { ContactStanding } from './contact-standing.ts'
import type { Interaction } from './interaction.ts'
import { isMourning } from './mourning.ts'
import type { RecordOf } from './record-types.ts'
import { festivals, type TemplateOccasion } from './template.ts'

/** By which a message is sent outside of this app. */
export const messageChannels = ['wechat', 'wecom', 'sms'] as const
export type MessageChannel = (typeof messageChannels)[number]

/**
 * `free`: nothing stands against it. `ask`: the lead is to be asked first (invariant 6). `barred`: no message is offered, and why:
 * `channel` where the customer took back the consent to every way there is, `mourning` only where nothing else stands against the rest.
 */
export type MessageStanding =
  | { kind: 'free' | 'ask' }
  | {
      kind: 'barred'
      why:
        | 'deceased'
        | 'all'
        | 'all_but_service'
        | 'channel'
        | 'mourning'
        | 'mourning_and_complaint'
        | 'complaint'
    }

interface MessageSituation {
  customer: Pick<ContactStanding, 'doNotContact' | 'deceasedOn' | 'mourningUntil'>
  today: CivilDate
  openComplaints: number
  consents: readonly RecordOf<'consent'>[]
}

/** What belongs to business that the customer has with the bank; everything else approaches him. */
const service: ReadonlySet<TemplateOccasion> = new Set(['maturity', 'appointment', 'followup'])

/** Invariants 5, 6 and 17: whether a message of this occasion may be offered for the customer. */
export function messageStanding(
  occasion: TemplateOccasion,
  situation: MessageSituation,
): MessageStanding {
  const { doNotContact, deceasedOn } = situation.customer
  if (deceasedOn !== undefined) return { kind: 'barred', why: 'deceased' }
  if (doNotContact === 'all') return { kind: 'barred', why: 'all' }
  if (service.has(occasion)) return { kind: 'free' }
  if (doNotContact === 'all_but_service') return { kind: 'barred', why: 'all_but_service' }
  if (openMessageChannels(occasion, situation).length === 0) {
    return { kind: 'barred', why: 'channel' }
  }
  const isComplaining = situation.openComplaints > 0
  // Domain 4.1: whoever mourns is not greeted; anything else is said with care.
  if (occasion !== 'other' && isMourning(situation.customer, situation.today)) {
    return { kind: 'barred', why: isComplaining ? 'mourning_and_complaint' : 'mourning' }
  }
  if (!isComplaining) return { kind: 'free' }
  return occasion === 'birthday' ? { kind: 'ask' } : { kind: 'barred', why: 'complaint' }
}

/** The consent that a way needs where the bank approaches somebody (domain 3.4); 企业微信 is taken for 微信. */
const needed: Record<MessageChannel, ConsentKind> = {
  wechat: 'marketing_wechat',
  wecom: 'marketing_wechat',
  sms: 'marketing_sms',
}

/** The ways that are open for the occasion. */
export function openMessageChannels(
  occasion: TemplateOccasion,
  { consents }: Pick<MessageSituation, 'consents'>,
): MessageChannel[] {
  if (service.has(occasion)) return [...messageChannels]
  return messageChannels.filter((channel) => !isWithdrawn(consents, needed[channel]))
}

/** What a note about the message says of its purpose. */
export function purposeOf(occasion: TemplateOccasion): Interaction['purpose'][number] {
  if (occasion === 'birthday') return 'birthday'
  if (festivals.some((festival) => festival === occasion)) return 'festival'
  return occasion === 'maturity' || occasion === 'appointment' ? 'service' : 'followup'
}
