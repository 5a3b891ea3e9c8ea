import type { Customer } from '#shared/domain/customer.ts'
import type { IdentityNumber } from '#shared/domain/identity-number.ts'
import type { ContactPoint, Profile } from '#shared/domain/profile.ts'
import type { ServicePlan } from '#shared/domain/service-plan.ts'
import type { NeedDraft } from './need-cell.ts'
import type { Birthday } from './read-birthday.ts'
import type { RelationDraft } from './relation-cell.ts'

/** What a row of a table says of a customer, read and checked. */
export interface ImportDraft
  extends
    Pick<Customer, 'name' | 'aliases' | 'tier' | 'likes' | 'taboos'>,
    Partial<Pick<Customer, 'salutation' | 'gender' | 'pinnedNote'>>,
    Partial<Pick<Profile, 'occupation' | 'employer' | 'family' | 'habits' | 'identity'>> {
  contactPoints: Pick<ContactPoint, 'kind' | 'value'>[]
  /** Empty for none: of a profile they are absent then. */
  tags: string[]
  /** As it stands in the cell, until it is turned into `identity`; no record ever holds it. */
  number?: Pick<IdentityNumber, 'number' | 'last4'>
  birthday?: Birthday
  needs: NeedDraft[]
  relations: RelationDraft[]
  plan?: Pick<ServicePlan, 'goals' | 'nextSteps' | 'reviewOn'>
}

/** The telephone numbers of a draft in stored form. */
export function phonesOfDraft({ contactPoints }: Pick<ImportDraft, 'contactPoints'>): string[] {
  return contactPoints
    .filter(({ kind }) => kind === 'mobile' || kind === 'tel')
    .map(({ value }) => value)
}
