import * as z from 'zod/mini'
import type { Words } from './value-words.ts'

/** What a change is about, in words: the record's title, and for whom it is. */
export interface Subject {
  title: string
  /** For the top of a screen, where the text of a note would be too much; absent where the title serves. */
  heading?: string | undefined
  /** Name of the customer, unless the title says it already. */
  forWhom: string | null
  /** The customer whose card leads to the record. */
  customerId: string | null
}

const Titled = z.object({
  name: z.optional(z.string()),
  title: z.optional(z.string()),
  complainantName: z.optional(z.string()),
  text: z.optional(z.string()),
  kind: z.optional(z.string()),
  type: z.optional(z.string()),
  label: z.optional(z.string()),
  customerId: z.optional(z.string()),
  customerIds: z.optional(z.array(z.string())),
  fromId: z.optional(z.string()),
  toId: z.optional(z.string()),
})

/**
 * The subject from whatever is known of the record: its present data, or what a `create` carries.
 * With nothing known the title is the type.
 */
export function recordSubject(
  recordType: string,
  recordId: string,
  data: unknown,
  words: Words,
): Subject {
  const types: Record<string, string> = words.messages.domain.recordType
  const fallback = types[recordType] ?? words.messages.sync.otherRecord
  const parsed = Titled.safeParse(data ?? {})
  const known = parsed.success ? parsed.data : {}
  // A profile has the id of its customer.
  const ownCustomer = recordType === 'customer' || recordType === 'profile' ? recordId : undefined
  const customerId = known.customerId ?? known.customerIds?.[0] ?? ownCustomer ?? null
  const customer = customerId === null ? null : words.customerName(customerId)
  switch (recordType) {
    case 'customer':
      return { title: known.name ?? customer ?? fallback, forWhom: null, customerId }
    case 'profile':
      return { title: customer ?? fallback, forWhom: null, customerId }
    case 'task':
      return { title: known.title ?? fallback, forWhom: customer, customerId }
    case 'interaction':
      return {
        title: known.text || fallback,
        heading: customer === null ? fallback : `${fallback} · ${customer}`,
        forWhom: customer,
        customerId,
      }
    case 'complaint':
      return { title: known.complainantName ?? fallback, forWhom: null, customerId }
    case 'important-date': {
      const kinds: Record<string, string> = words.messages.domain.dateKind
      const kind = known.kind === undefined ? undefined : kinds[known.kind]
      return { title: known.label || (kind ?? fallback), forWhom: customer, customerId }
    }
    case 'handover': {
      const { fromId, toId } = known
      if (fromId === undefined || toId === undefined)
        return { title: fallback, forWhom: null, customerId: null }
      const { fromTo } = words.messages.handover
      const title = fromTo(words.staffName(fromId), words.staffName(toId))
      return { title, forWhom: null, customerId: null }
    }
    case 'need': {
      const types: Record<string, string> = words.messages.customerFile.needType
      const need = known.type === undefined ? undefined : types[known.type]
      return { title: need ?? fallback, forWhom: customer, customerId }
    }
    case 'churn-signal': {
      const kinds: Record<string, string> = words.messages.customerFile.churnKind
      const kind = known.kind === undefined ? undefined : kinds[known.kind]
      return { title: kind ?? fallback, forWhom: customer, customerId }
    }
    case 'consent': {
      const kinds: Record<string, string> = words.messages.domain.consentKind
      const kind = known.kind === undefined ? undefined : kinds[known.kind]
      return { title: kind ?? fallback, forWhom: customer, customerId }
    }
    case 'feedback':
      return { title: known.text || fallback, forWhom: customer, customerId }
    case 'template':
      return { title: known.text || fallback, heading: fallback, forWhom: null, customerId: null }
    case 'life-event': {
      const kinds: Record<string, string> = words.messages.domain.lifeEventKind
      const kind = known.kind === undefined ? undefined : kinds[known.kind]
      return { title: kind ?? fallback, forWhom: customer, customerId }
    }
    case 'preference':
      return { title: known.name ?? fallback, forWhom: null, customerId: null }
    case 'finance-snapshot':
    case 'relation':
    case 'service-plan':
      return { title: fallback, forWhom: customer, customerId }
    default:
      return { title: fallback, forWhom: null, customerId: null }
  }
}
