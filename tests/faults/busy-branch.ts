import { randomUUID } from 'node:crypto'
import { randomItem, type Random } from '#shared/domain/seeded-random.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import type { TestServer } from '#tests/support/test-server.ts'
import { complaintData, taskData } from '#tests/server/record-data.ts'

/**
 * A branch at work, by chance: people write, are refused, mistype passwords, look at devices, and an administrator changes
 * accounts and branches. Every kind of event of the audit that a branch makes by itself.
 */
export async function workBusily(
  server: TestServer,
  { turns, random }: { turns: number; random: Random },
): Promise<void> {
  const admin = await server.signIn('admin')
  const people = await Promise.all(
    (['rm', 'lead', 'lobby', 'teller', 'consumer_protection'] as const).map((role) =>
      server.signIn(role),
    ),
  )
  const colleague = server.colleague('rm', 2)
  const known = new Map<TestClient, string[]>()
  const write = async (by: TestClient) => {
    const tasks = known.get(by) ?? []
    known.set(by, tasks)
    const { staffId, branchId } = by.session
    const id = randomUUID()
    const complaint = complaintData(branchId, staffId, randomUUID())
    const made = [
      by.draft('task', id, { kind: 'create', args: { data: taskData(staffId) } }),
      by.draft('complaint', randomUUID(), { kind: 'create', args: { data: complaint } }),
      // Of somebody else, so it is refused.
      by.draft('task', randomUUID(), { kind: 'create', args: { data: taskData(admin.device) } }),
      by.draft('task', randomItem(random, [...tasks, id]), {
        kind: 'patch',
        args: { changes: { title: { from: '给客户回电话', to: `回电 ${random()}` } } },
      }),
    ]
    tasks.push(id)
    await by.push(made.filter(() => random() < 0.7))
  }
  const ways: (() => Promise<unknown>)[] = [
    () => write(randomItem(random, people)),
    () => write(randomItem(random, people)),
    () => write(randomItem(random, people)),
    () => randomItem(random, people).pull(),
    () => admin.patch(`/admin/staff/${colleague.id}`, { name: `同事${Math.floor(random() * 99)}` }),
    () => admin.post('/admin/branches', { name: '网点', code: `B${Math.floor(random() * 1e6)}` }),
    async () => {
      const client = await server.signIn(colleague)
      await (random() < 0.5
        ? client.post('/api/sign-out', {})
        : admin.post(`/admin/devices/${client.device}/end`, {}))
    },
    () =>
      admin.post('/api/sign-in', {
        staffNo: '9999',
        password: 'not the password',
        device: randomUUID(),
        epoch: randomUUID(),
      }),
  ]
  for (let turn = 0; turn < turns; turn += 1) await randomItem(random, ways)()
}
