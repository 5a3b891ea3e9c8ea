import { v7 } from 'uuid'
import { type Random, randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { taskData } from '#tests/server/record-data.ts'

/** One device that never gives up: what has no answer yet is sent again, unchanged (PU2). */
export interface PersistentSender {
  client: TestClient
  /** By record id, the title that its last operation gave it. */
  titles: ReadonlyMap<string, string>
  /** Ids of all operations made so far. */
  operationIds: readonly string[]
  /** Operations that have an answer, by `n`. */
  answers: ReadonlyMap<number, OperationResult>
  /** Answers that differ from one given before for the same `n`, and answers that are no answer (5xx). */
  wrong: string[]
  /** Makes some operations: new tasks, and new titles for tasks made before. */
  type(count: number): void
  /** Sends what has no answer, and now and then also what has one; true when everything has an answer. */
  push(): Promise<boolean>
}

/** `random` decides what is typed and how it is cut into requests. */
export function persistentSender(client: TestClient, random: Random): PersistentSender {
  const operations: ({ n: number; id: string } & Record<string, unknown>)[] = []
  const titles = new Map<string, string>()
  const answers = new Map<number, OperationResult>()
  const wrong: string[] = []
  let lastN = 0

  function note(result: OperationResult): void {
    const before = answers.get(result.n)
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(result)) {
      wrong.push(`n ${result.n}: first ${before.outcome}, then ${result.outcome}`)
    }
    answers.set(result.n, result)
  }

  return {
    client,
    titles,
    get operationIds() {
      return operations.map(({ id }) => id)
    },
    answers,
    wrong,
    type(count) {
      for (let made = 0; made < count; made += 1) {
        const n = operations.length + 1
        const [known] = [[...titles.keys()]]
        const title = `第${n}件`
        if (known.length > 0 && random() < 0.4) {
          const recordId = randomItem(random, known)
          const changes = { title: { from: titles.get(recordId), to: title } }
          operations.push({
            n,
            ...client.draft('task', recordId, { kind: 'patch', args: { changes } }),
          })
          titles.set(recordId, title)
          continue
        }
        const recordId = v7()
        const data = taskData(client.session.staffId, { title })
        operations.push({
          n,
          ...client.draft('task', recordId, { kind: 'create', args: { data } }),
        })
        titles.set(recordId, title)
      }
    },
    async push() {
      // What was answered is sometimes sent again, as after an answer that was lost.
      const again = random() < 0.2 ? randomInteger(random, 0, Math.min(5, lastN)) : 0
      const from = lastN - again
      const batch = operations.slice(from, from + randomInteger(random, 1, 20))
      const response = await client.pushRaw(batch)
      if (response.status >= 500) wrong.push(`${response.status} for a push`)
      if (!response.ok) throw new Error(`push: ${response.status}`)
      const answer = PushResponse.parse(await response.json())
      if (answer.lastN < lastN) wrong.push(`lastN went from ${lastN} back to ${answer.lastN}`)
      for (const result of answer.results) note(result)
      lastN = answer.lastN
      return lastN >= operations.length
    },
  }
}
