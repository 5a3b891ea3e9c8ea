import type { Answer } from './door.ts'
import { judgeEffect } from './judge-effect.ts'
import { wishesOf } from './judge-pull.ts'
import { isTaken, judgeResult } from './judge-result.ts'
import type { Attempt } from './planned-operation.ts'
import { emptyDevice } from './pulled-device.ts'
import type { StoredRow } from './sql-referee.ts'
import { hasSession, type Run, type WorldCounts } from './world-run.ts'
import type { WorldPerson } from './world.ts'

/** All of them were meant for one state, so one question to the referee is enough. */
export async function judgeWaiting({
  world,
  door,
  referee,
  counts,
  violations,
  waiting,
}: Run): Promise<void> {
  const attempts = waiting.splice(0)
  if (attempts.length === 0 || door.attempt === undefined) return
  const verdicts = await referee.judge(attempts.map(askedOf))
  for (const [index, attempt] of attempts.entries()) {
    // What was erased is looked at before anything is decided.
    if (verdicts[index] === 'erased') attempt.depth = 'undone'
  }
  const results = await door.attempt(attempts)
  for (const [index, attempt] of attempts.entries()) {
    const [verdict, result] = [verdicts[index], results[index]]
    if (verdict === undefined || result === undefined) throw new Error('An attempt has no answer.')
    count(counts, verdict)
    violations.push(...judgeResult(world, attempt, verdict, result))
  }
}

function askedOf({ by, operation }: Attempt) {
  return { staff: by.id, operation }
}

function count(counts: WorldCounts, verdict: string): void {
  counts.cases += 1
  counts.operations += 1
  if (verdict === 'yes') counts.allowed += 1
  else if (verdict === 'no') counts.forbidden += 1
  else counts.absent += 1
}

/** Does it, and looks at everything that it changed. */
export async function keep(run: Run, attempt: Attempt): Promise<void> {
  await judgeWaiting(run)
  const { world, door, referee, counts, violations } = run
  const { by, target, operation } = attempt
  const [verdict] = await referee.judge([askedOf(attempt)])
  const before = await referee.stored()
  // Asked beforehand, and only where something may come of it.
  const readBack = verdict === 'yes' ? await readable(run, by) : new Set<string>()
  const result = await door.push({ ...attempt, operation: { ...operation, n: by.nextN } })
  if (result === undefined || verdict === undefined) {
    counts.cases += 1
    counts.refused += 1
    if (hasSession(by)) violations.push(`[SE2] ${by.id} has a session and was refused`)
    return
  }
  if (!hasSession(by)) violations.push(`[SE2] ${by.id} has no session and was answered`)
  if (door.attempt !== undefined) by.nextN += 1
  count(counts, verdict)
  counts.kept += 1
  violations.push(...judgeResult(world, attempt, verdict, result))
  violations.push(...judgeReadBack(attempt, before, readBack, result))
  violations.push(...judgeEffect(attempt, { before, after: await referee.stored() }, result))
  const isNew = operation['kind'] === 'create' && isTaken(result)
  const wasThere = world.records[target.type].some(({ id }) => id === target.id)
  if (isNew && !wasThere) world.records[target.type].push({ ...target, maker: by.id })
}

/** What the API gives to a person when it is asked for everything. */
async function readable({ door }: Run, person: WorldPerson): Promise<Set<string>> {
  const lines = await door.pull(person, wishesOf(emptyDevice(), []))
  const names = (lines ?? []).flatMap((line) => {
    const { records } = Object(JSON.parse(line))
    return Array.isArray(records) ? records.map(([, body]) => `${body.type}|${body.id}`) : []
  })
  return new Set(names)
}

/**
 * The second oracle: whoever may write a record can read it back from the API, but for the one exception that the rules
 * name: who received a restricted complaint.
 */
function judgeReadBack(
  { by, target, operation }: Attempt,
  before: readonly StoredRow[],
  readBack: ReadonlySet<string>,
  result: Answer,
): string[] {
  if (!isTaken(result) || operation['kind'] === 'look') return []
  const row = before.find(({ type, id }) => type === target.type && id === target.id)
  if (row === undefined || readBack.has(`${target.type}|${target.id}`)) return []
  const { receivedBy } = Object(JSON.parse(row.body)).data
  const isReceiver = target.type === 'complaint' && receivedBy === by.id
  return isReceiver
    ? []
    : [`[SC5] ${by.id} wrote what he cannot read: ${JSON.stringify(operation)}`]
}
