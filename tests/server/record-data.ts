import type { Complaint } from '#shared/domain/complaint.ts'
import type { Task } from '#shared/domain/task.ts'

/** The data of a task of one's own, due on 2026-11-30. */
export function taskData(assigneeId: string, more: Partial<Task> = {}): Task {
  return {
    title: '给客户回电话',
    kind: 'call',
    assigneeId,
    dueOn: '2026-11-30',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
    ...more,
  }
}

/** The data of a complaint as the counter registers it. */
export function complaintData(
  branchId: string,
  receivedBy: string,
  eventId: string,
  more: Partial<Complaint> = {},
): Complaint {
  return {
    branchId,
    temporaryNumber: 'T-1',
    complainantName: '测试客户',
    contact: '13800001234',
    matter: '排队一个小时。',
    cause: '觉得没有人管。',
    receivedAt: 1_795_000_000_000,
    receivedBy,
    channel: 'branch_counter',
    sensitive: [],
    events: {
      [eventId]: { id: eventId, kind: 'registered', by: receivedBy, occurredAt: 1 },
    },
    ...more,
  }
}
