import { noSearchKeys } from '#shared/domain/search-keys.ts'
import { randomItem } from '#shared/domain/seeded-random.ts'
import { create, patch } from '#replica/replica.ts'
import { branchId, people } from '#tests/simulation/server/simulated-branch.ts'
import { chosen, rewritten, type Edit } from './desk.ts'

const managers = people.filter(({ role }) => role === 'rm')

export const customerEdits: Record<string, Edit> = {
  'new customer': (desk) => {
    const { person, random, newId, mark } = desk
    const ownerId = person.role === 'rm' ? person.id : randomItem(random, managers).id
    const data = {
      branchId,
      ownerId,
      coOwnerIds: [],
      name: `客户${mark()}`,
      aliases: [],
      searchKeys: noSearchKeys,
      tier: 'mass' as const,
      tierBasis: [],
      stage: 'new' as const,
      likes: [mark()],
      taboos: [],
      specialCare: [],
      doNotContact: 'none' as const,
    }
    return [create('customer', newId(), data)]
  },
  'customer and task': (desk) => {
    const made = customerEdits['new customer']?.(desk) ?? []
    const { person, newId, mark } = desk
    const customerId = made[0]?.recordId
    if (customerId === undefined || person.role !== 'rm') return made
    const data = {
      title: `回访${mark()}`,
      kind: 'call' as const,
      customerId,
      assigneeId: person.id,
      dueOn: '2026-11-20',
      priority: 'normal' as const,
      status: 'todo' as const,
      completions: {},
      origin: 'manual' as const,
    }
    return [...made, create('task', newId(), data)]
  },
  salutation: (desk) => {
    const customer = chosen(desk, 'customer')
    if (customer === undefined) return null
    const to = { salutation: `称呼${desk.mark()}` }
    return [patch('customer', customer.id, customer.data, to)]
  },
  tier: (desk) => {
    const customer = chosen(desk, 'customer')
    if (customer === undefined) return null
    const tier = randomItem(desk.random, ['vip', 'potential', 'mass'] as const)
    const stage = randomItem(desk.random, ['growing', 'mature', 'dormant'] as const)
    return [patch('customer', customer.id, customer.data, { tier, stage })]
  },
  name: (desk) => {
    const customer = chosen(desk, 'customer')
    if (customer === undefined) return null
    return [patch('customer', customer.id, customer.data, { name: `改名${desk.mark()}` })]
  },
  'pinned note': (desk) => {
    const customer = chosen(desk, 'customer')
    if (customer === undefined) return null
    const from = customer.data.pinnedNote ?? ''
    const args = { field: 'pinnedNote', from, to: rewritten(desk, from) }
    return [{ recordType: 'customer', recordId: customer.id, kind: 'edit-text', args }]
  },
  like: (desk) => {
    const customer = chosen(desk, 'customer')
    if (customer === undefined) return null
    const args = { field: 'likes', items: [desk.mark()] }
    return [{ recordType: 'customer', recordId: customer.id, kind: 'add', args }]
  },
  'like no more': (desk) => {
    const customer = chosen(desk, 'customer')
    const [first] = customer?.data.likes ?? []
    if (customer === undefined || first === undefined) return null
    const args = { field: 'likes', items: [first] }
    return [{ recordType: 'customer', recordId: customer.id, kind: 'remove', args }]
  },
  profile: (desk) => {
    const customer = chosen(desk, 'customer')
    if (customer === undefined) return null
    const known = desk.replica.get('profile', customer.id)
    const contactPoints = { [desk.newId()]: { kind: 'wechat' as const, value: desk.mark() } }
    if (known === undefined) {
      const data = {
        customerId: customer.id,
        contactPoints,
        investmentPreferences: [],
        preferredChannels: [],
        family: `家庭${desk.mark()}。`,
      }
      return [create('profile', customer.id, data)]
    }
    const [key] = Object.keys(known.data.contactPoints)
    const at = key === undefined || desk.random() < 0.4 ? desk.newId() : key
    const from = known.data.contactPoints[at] ?? null
    const to = { kind: 'wechat', value: desk.mark() }
    const changes = { [`contactPoints.${at}`]: { from, to } }
    return [{ recordType: 'profile', recordId: customer.id, kind: 'patch', args: { changes } }]
  },
  family: (desk) => {
    const profile = chosen(desk, 'profile')
    if (profile === undefined) return null
    const from = profile.data.family ?? ''
    const args = { field: 'family', from, to: rewritten(desk, from) }
    return [{ recordType: 'profile', recordId: profile.id, kind: 'edit-text', args }]
  },
  'archive customer': (desk) => {
    const customer = chosen(desk, 'customer')
    if (customer === undefined) return null
    const target = { recordType: 'customer' as const, recordId: customer.id }
    desk.archived.push(target)
    return [{ ...target, kind: 'archive', args: {} }]
  },
}
