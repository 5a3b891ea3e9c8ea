import { expect, test } from 'vitest'
import { editCustomer } from '#features/customers/customer-commands.ts'
import { emptyCustomerForm } from '#features/customers/customer-form-values.ts'
import type { Customer } from '#shared/domain/customer.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'

const [kept, away, owner] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]
const data: Customer = {
  branchId: owner,
  ownerId: owner,
  coOwnerIds: [],
  name: '单玉静',
  aliases: [],
  searchKeys: noSearchKeys,
  tier: 'mass',
  tierBasis: [],
  stage: 'prospect',
  likes: [],
  taboos: [],
  specialCare: [],
  doNotContact: 'none',
}

test('[ME8] a limit that is lifted on the one who was kept is lifted on every card that names it, and changes from what each says', () => {
  const form = { ...emptyCustomerForm({ ownerId: owner, pointId: null }), name: data.name }
  const requests = editCustomer({
    customerId: kept,
    dateId: '',
    // The strictest of both, as the form shows it.
    opened: { ...form, doNotContact: 'all' },
    values: { ...form, doNotContact: 'marketing_only' },
    searchKeys: { from: noSearchKeys, to: noSearchKeys },
    withProfile: false,
    hasProfile: false,
    today: '2026-11-30',
    cards: [
      { id: kept, data },
      { id: away, data: { ...data, doNotContact: 'all' } },
    ],
  })
  expect(requests).toEqual([limit(kept, 'none'), limit(away, 'all')])
})

function limit(recordId: string, from: string) {
  return {
    recordType: 'customer',
    recordId,
    kind: 'patch',
    args: { changes: { doNotContact: { from, to: 'marketing_only' } } },
  }
}
