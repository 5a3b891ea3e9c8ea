import { randomItem } from '#shared/domain/seeded-random.ts'
import { create, patch } from '#replica/replica.ts'
import { branchId, people } from '#tests/simulation/server/simulated-branch.ts'
import { chosen, type Edit } from './desk.ts'

/** SR2: customers change hands, and whoever takes them decides about what the former owner still typed. */
export const handoverEdits: Record<string, Edit> = {
  'propose a hand-over': (desk) => {
    const { random, person, newId, mark } = desk
    const customer = chosen(desk, 'customer')
    const fromId = person.role === 'lead' ? (customer?.data.ownerId ?? person.id) : person.id
    const others = people.filter(({ id, role }) => id !== fromId && role !== 'lobby')
    const data = {
      branchId,
      fromId,
      toId: randomItem(random, others).id,
      ...(customer !== undefined && random() < 0.5 ? { customerIds: [customer.id] } : {}),
      reason: 'balance' as const,
      note: `交接${mark()}。`,
    }
    return [create('handover', newId(), data)]
  },
  'accept a hand-over': (desk) => {
    const handover = chosen(desk, 'handover')
    if (handover === undefined) return null
    return [{ recordType: 'handover', recordId: handover.id, kind: 'accept', args: {} }]
  },
  'return a hand-over': (desk) => {
    const handover = chosen(desk, 'handover')
    if (handover === undefined) return null
    const args = { reason: `退回${desk.mark()}。` }
    return [{ recordType: 'handover', recordId: handover.id, kind: 'return', args }]
  },
  'take what a colleague typed': (desk) => {
    const issue = desk.replica.all('sync-issue').find(({ data }) => data.typedBy !== undefined)
    if (issue === undefined) return null
    const resolution = randomItem(desk.random, ['taken', 'dropped'] as const)
    return [patch('sync-issue', issue.id, issue.data, { resolution })]
  },
}
