import { randomItem } from '#shared/domain/seeded-random.ts'
import { create, patch } from '#replica/replica.ts'
import { branchId, people } from '#tests/simulation/server/simulated-branch.ts'
import { chosen, rewritten, type Desk, type Edit } from './desk.ts'

/** Complaints, and what waits in the inbox. */
export const complaintEdits: Record<string, Edit> = {
  'new complaint': (desk) => {
    const { person, random, mark, newId } = desk
    const at = Math.max(0, desk.now)
    const eventId = newId()
    const isAboutSomebody = random() < 0.25
    const data = {
      branchId,
      temporaryNumber: `T-${newId().slice(0, 8)}`,
      complainantName: `投诉人${mark()}`,
      contact: mark(),
      matter: `事由${mark()}。`,
      cause: `诉求${mark()}。`,
      receivedAt: at,
      receivedBy: person.id,
      channel: 'phone' as const,
      sensitive: [],
      ...(isAboutSomebody ? { respondentStaffId: randomItem(random, people).id } : {}),
      events: {
        [eventId]: { id: eventId, by: person.id, occurredAt: at, kind: 'registered' as const },
      },
    }
    return [create('complaint', newId(), data)]
  },
  'complaint matter': (desk) => {
    const complaint = chosen(desk, 'complaint')
    if (complaint === undefined) return null
    const from = complaint.data.matter
    const args = { field: 'matter', from, to: rewritten(desk, from) }
    return [{ recordType: 'complaint', recordId: complaint.id, kind: 'edit-text', args }]
  },
  'complaint progress': (desk) => step(desk, randomItem(desk.random, ['progress', 'note'])),
  'complaint accepted': (desk) => step(desk, 'accepted'),
  'complaint closed': (desk) => step(desk, 'closed'),
  'complaint contact': (desk) => {
    const complaint = chosen(desk, 'complaint')
    return complaint === undefined
      ? null
      : [patch('complaint', complaint.id, complaint.data, { contact: desk.mark() })]
  },
  'settle an issue': (desk) => {
    const issue = chosen(desk, 'sync-issue')
    return issue === undefined
      ? null
      : [patch('sync-issue', issue.id, issue.data, { resolution: 'dismissed' })]
  },
}

function step(desk: Desk, kind: string): ReturnType<Edit> {
  const complaint = chosen(desk, 'complaint')
  if (complaint === undefined) return null
  const event = {
    id: desk.newId(),
    by: desk.person.id,
    occurredAt: Math.max(0, desk.now),
    kind,
    ...(kind === 'progress' || kind === 'note' ? { text: `进展${desk.mark()}。` } : {}),
    ...(kind === 'closed'
      ? { reply: `答复${desk.mark()}。`, noticeHow: 'phone', remediesTold: true }
      : {}),
  }
  return [{ recordType: 'complaint', recordId: complaint.id, kind: 'append', args: { event } }]
}
