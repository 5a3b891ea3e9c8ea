import { civilDateParts, type CivilDate } from '#shared/domain/civil-date.ts'
import type { ContactStanding } from '#shared/domain/contact-standing.ts'
import type { CustomerIdentity } from '#shared/domain/customer-identity.ts'
import type { Customer } from '#shared/domain/customer.ts'
import { withImportantDateDefaults } from '#shared/domain/important-date.ts'
import { correctionLogChange } from '#shared/domain/merge-log.ts'
import { normaliseName } from '#shared/domain/person-name.ts'
import type { Profile } from '#shared/domain/profile.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { SearchKeys } from '#shared/domain/search-keys.ts'
import { create, patch, type ChangeRequest } from '#replica/replica.ts'
import { mainPhoneTail } from '#shared/domain/contact-points.ts'
import { type CustomerFormValues, identityOf } from './customer-form-values.ts'
import { filled, text, words } from './form-values-as-stored.ts'
import { contactPoints, patchProfile, profileOf } from './profile-requests.ts'

/** Card and profile of a new customer, in one commit. The profile has the customer's id. */
export function createCustomer({
  customerId,
  dateId,
  values,
  searchKeys,
  branchId,
  withProfile,
  today,
}: {
  customerId: string
  /** For the birthday that the identity number says. */
  dateId: string
  values: CustomerFormValues
  searchKeys: SearchKeys
  branchId: string
  withProfile: boolean
  today: CivilDate
}): ChangeRequest[] {
  const card: Customer = {
    branchId,
    ownerId: values.ownerId,
    ...cardFields(values, withProfile),
    searchKeys,
    tierSince: text(values.tierSince) ?? today,
  }
  const requests = [create('customer', customerId, filled(card))]
  if (withProfile)
    requests.push(
      create('profile', customerId, profileOf(customerId, values, today)),
      ...idBirthday({ customerId, dateId, values }),
    )
  return requests
}

/**
 * What changed between the form as it was opened and as it is now, in one commit; each field says what it was
 * changed from, so edits made elsewhere meanwhile merge by field (ME1). No change gives no request.
 */
export function editCustomer({
  customerId,
  dateId,
  opened,
  values,
  searchKeys,
  withProfile,
  hasProfile,
  today,
  cards = [],
  identities = [],
  mergeLog,
}: {
  customerId: string
  /** As of `createCustomer`. */
  dateId: string
  opened: CustomerFormValues
  values: CustomerFormValues
  /** Former and new keys; the same when the name did not change. */
  searchKeys: { from: SearchKeys; to: SearchKeys }
  withProfile: boolean
  hasProfile: boolean
  today: CivilDate
  /** Own card and those merged into it, where there are such (ME8). */
  cards?: readonly Pick<RecordOf<'customer'>, 'id' | 'data'>[]
  /** The identity numbers of those merged into the customer. */
  identities?: readonly { id: string; identity: CustomerIdentity }[]
  /** What the customer's own profile remembers so far. */
  mergeLog?: Profile['mergeLog']
}): ChangeRequest[] {
  // The form shows the strictest limit of all cards; one that is set or lifted there is so on each of them.
  const limits = changedLimits(opened, values)
  const own = cards.find(({ id }) => id === customerId)
  const card = patch(
    'customer',
    customerId,
    {
      ...cardFields(opened, withProfile),
      ...(own && picked(own.data, limits)),
      searchKeys: searchKeys.from,
      tierSince: text(opened.tierSince),
    },
    {
      ...cardFields(values, withProfile),
      searchKeys: searchKeys.to,
      tierSince: tierSinceOf(opened, values, today),
    },
  )
  const requests = [card]
  for (const { id, data } of cards) {
    if (id !== customerId) requests.push(patch('customer', id, data, limits))
  }
  if (withProfile) {
    requests.push(
      ...(hasProfile
        ? patchProfile(customerId, { opened, values, today })
        : [create('profile', customerId, profileOf(customerId, values, today))]),
      ...idBirthday({ customerId, dateId, values }),
    )
    // ME8: a number that is corrected here is so on each card that has one, or they would be two people (invariant 14).
    if (opened.idHmac !== values.idHmac) {
      requests.push(...correctedWith(customerId, identityOf(values), { identities, mergeLog }))
    }
  }
  return requests.filter(changesSomething)
}

/** Whoever leaves the customer again gets his own number back: the log says which it was. */
function correctedWith(
  customerId: string,
  identity: CustomerIdentity | undefined,
  {
    identities,
    mergeLog,
  }: Pick<Parameters<typeof editCustomer>[0], 'mergeLog'> & {
    identities: readonly { id: string; identity: CustomerIdentity }[]
  },
): ChangeRequest[] {
  if (identities.length === 0) return []
  const log = identities.map(({ id, identity: before }) =>
    correctionLogChange(
      { fromId: customerId, keptId: id },
      { before, after: identity ?? null },
      mergeLog,
    ),
  )
  return [
    ...identities.map(({ id, identity: before }) =>
      patch('profile', id, { identity: before }, { identity }),
    ),
    {
      recordType: 'profile',
      recordId: customerId,
      kind: 'patch',
      args: { changes: Object.fromEntries(log) },
    },
  ]
}

/** Takes a saved form back: what was made is archived, what was changed gets its former values. */
export function undoRequests(requests: readonly ChangeRequest[]): ChangeRequest[] {
  return requests.flatMap((request): ChangeRequest[] => {
    const { recordType, recordId } = request
    if (request.kind === 'create') return [{ recordType, recordId, kind: 'archive', args: {} }]
    if (request.kind !== 'patch') return []
    const changes = Object.fromEntries(
      Object.entries(request.args.changes).map(([field, { from, to }]) => [
        field,
        { from: to, to: from },
      ]),
    )
    return [{ recordType, recordId, kind: 'patch', args: { changes } }]
  })
}

/** R33: a tier holds from the day that was said, or else from the one on which it was chosen. */
function tierSinceOf(
  opened: CustomerFormValues,
  values: CustomerFormValues,
  today: CivilDate,
): CivilDate | undefined {
  const isSaid = opened.tierSince !== values.tierSince || opened.tier === values.tier
  return isSaid ? text(values.tierSince) : today
}

const limitFields = ['doNotContact', 'doNotContactReason', 'deceasedOn', 'mourningUntil'] as const

function changedLimits(
  opened: CustomerFormValues,
  values: CustomerFormValues,
): Partial<ContactStanding> {
  const [before, after] = [cardFields(opened, false), cardFields(values, false)]
  const changed = limitFields.filter((field) => before[field] !== after[field])
  return Object.fromEntries(changed.map((field) => [field, after[field]]))
}

/** What a card says in the fields that are named. */
function picked(from: ContactStanding, named: object): Partial<ContactStanding> {
  const fields = limitFields.filter((field) => field in named)
  return Object.fromEntries(fields.map((field) => [field, from[field]]))
}

type CardFields = Omit<Customer, 'branchId' | 'ownerId' | 'searchKeys' | 'tierSince'>

/** The fields of the card that the form decides; an empty text is an absent field. */
function cardFields(values: CustomerFormValues, withProfile: boolean): CardFields {
  const points = contactPoints(values.contactPoints)
  // A tail that a colleague took down stays until the owner knows the whole number.
  const tail = (withProfile ? mainPhoneTail(points) : undefined) ?? text(values.phoneTail)
  return {
    name: normaliseName(values.name),
    aliases: words(values.aliases.map(normaliseName)),
    salutation: text(values.salutation),
    gender: values.gender || undefined,
    phoneTail: tail,
    tier: values.tier,
    tierBasis: values.tierBasis,
    stage: values.stage,
    source: values.source || undefined,
    likes: words(values.likes),
    taboos: words(values.taboos),
    specialCare: values.specialCare,
    doNotContact: values.doNotContact,
    doNotContactReason:
      values.doNotContact === 'none' ? undefined : text(values.doNotContactReason),
    deceasedOn: text(values.deceasedOn),
    mourningUntil: text(values.mourningUntil),
    pinnedNote: text(values.pinnedNote),
    coOwnerIds: values.coOwnerIds,
  }
}

/** The birthday of a number, which nobody is congratulated by until somebody says so (domain rule 4.1). */
function idBirthday({
  customerId,
  dateId,
  values,
}: {
  customerId: string
  dateId: string
  values: CustomerFormValues
}): ChangeRequest[] {
  if (values.idBirthday === '') return []
  const date = withImportantDateDefaults({
    customerId,
    kind: 'birthday',
    calendar: 'solar',
    ...civilDateParts(values.idBirthday),
    origin: 'id_card',
  })
  return [create('important-date', dateId, date)]
}

function changesSomething(request: ChangeRequest): boolean {
  return request.kind !== 'patch' || Object.keys(request.args.changes).length > 0
}
