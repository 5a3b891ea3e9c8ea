import { mainPhoneTail } from '#shared/domain/contact-points.ts'
import { ContactPoint } from '#shared/domain/profile.ts'
import { splitFieldPath, writePath } from '#shared/protocol/field-path.ts'
import { sameValue } from '#shared/protocol/same-value.ts'
import { patch, type ChangeRequest, type Replica } from './replica.ts'
import { searchKeysFor } from './search/build-search-keys.ts'

/**
 * The same changes, with what a card keeps for being found brought along: search keys when the name changes, the phone
 * tail when a contact point does. For values that are put back one by one; forms say all of it themselves.
 */
export async function withDerivedFields(
  replica: Pick<Replica, 'get'>,
  requests: readonly ChangeRequest[],
): Promise<ChangeRequest[]> {
  const all: ChangeRequest[] = []
  for (const request of requests) {
    all.push(request)
    if (request.kind !== 'patch') continue
    if (request.recordType === 'customer') all.push(...(await newSearchKeys(replica, request)))
    if (request.recordType === 'profile') all.push(...newPhoneTail(replica, request))
  }
  return all
}

type Patch = Extract<ChangeRequest, { kind: 'patch' }>

async function newSearchKeys(
  replica: Pick<Replica, 'get'>,
  { recordId, args }: Patch,
): Promise<ChangeRequest[]> {
  const name = args.changes['name']?.to
  const card = replica.get('customer', recordId)?.data
  if (card === undefined || typeof name !== 'string' || 'searchKeys' in args.changes) return []
  const { searchKeys, aliases } = card
  try {
    const to = await searchKeysFor(name, { aliases, override: searchKeys.override })
    return sameValue(to, searchKeys)
      ? []
      : [patch('customer', recordId, { searchKeys }, { searchKeys: to })]
  } catch {
    // Without the dictionary the name is found by its characters; refusing the name would be worse.
    return []
  }
}

function newPhoneTail(replica: Pick<Replica, 'get'>, { recordId, args }: Patch): ChangeRequest[] {
  const profile = replica.get('profile', recordId)?.data
  const card = replica.get('customer', recordId)?.data
  const paths = Object.keys(args.changes).filter(
    (path) => splitFieldPath(path).field === 'contactPoints',
  )
  if (profile === undefined || card === undefined || paths.length === 0) return []
  const changed = paths.reduce<Record<string, unknown>>(
    (data, path) => writePath(data, path, args.changes[path]?.to),
    { ...profile },
  )
  const points = Object.entries(changed['contactPoints'] ?? {}).flatMap(([id, value]) => {
    const point = ContactPoint.safeParse(value)
    return point.success ? [[id, point.data] as const] : []
  })
  const phoneTail = mainPhoneTail(Object.fromEntries(points))
  // A tail that a colleague took down stays until the owner knows the whole number.
  if (phoneTail === undefined || phoneTail === card.phoneTail) return []
  const before = card.phoneTail === undefined ? {} : { phoneTail: card.phoneTail }
  return [patch('customer', recordId, before, { phoneTail })]
}
