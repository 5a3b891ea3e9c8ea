import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { nameText, paragraphText } from './text-limits.ts'

/**
 * What the other is to the customer: spouse 配偶, child 子女, parent 父母, sibling 兄弟姐妹, referrer 介绍人, colleague 同事,
 * business 生意伙伴, guardian 监护人; referred 被介绍人 and ward 被监护人 are the last two seen from the other side.
 */
export const relationKinds = [
  'spouse',
  'child',
  'parent',
  'sibling',
  'referrer',
  'referred',
  'colleague',
  'business',
  'guardian',
  'ward',
] as const
export type RelationKind = (typeof relationKinds)[number]

/** 关系 relation (R3) of a customer to another of the branch, or to a name. It lies with the owner of the customer. */
export const Relation = z.strictObject({
  customerId: z.uuid(),
  other: z.union([z.strictObject({ customerId: z.uuid() }), z.strictObject({ name: nameText })]),
  kind: z.enum(relationKinds),
  note: z.optional(paragraphText),
})
export type Relation = z.infer<typeof Relation>

export const relationPolicies: MergePolicies<Relation> = {
  customerId: 'fixed',
  // Somebody else is another relation.
  other: 'fixed',
  kind: 'latest',
  note: 'text',
}

const inverses: Record<RelationKind, RelationKind> = {
  spouse: 'spouse',
  child: 'parent',
  parent: 'child',
  sibling: 'sibling',
  referrer: 'referred',
  referred: 'referrer',
  colleague: 'colleague',
  business: 'business',
  guardian: 'ward',
  ward: 'guardian',
}

/** ME8: whether both ends are one customer, because the two were merged since; that says nothing as long as they are. */
export function isToOneself({
  customerId,
  other,
}: Pick<Relation, 'customerId' | 'other'>): boolean {
  return 'customerId' in other && other.customerId === customerId
}

/** Who stands at the other end of a relation, and what that one is to `customerId`: it is recorded once and read from both ends. */
export function seenFrom(
  { customerId: from, other, kind }: Relation,
  customerId: string,
): { kind: RelationKind; other: Relation['other'] } {
  return from === customerId
    ? { kind, other }
    : { kind: inverses[kind], other: { customerId: from } }
}
