import { changeStaff } from '#server/change-staff.ts'
import { eraseCustomer } from '#server/erase-customer.ts'
import { worldNow } from './door.ts'
import { judgeWaiting, keep } from './judge-attempts.ts'
import { judgePull, wishesOf } from './judge-pull.ts'
import { planAttempt } from './planned-operation.ts'
import { emptyDevice } from './pulled-device.ts'
import { hasSession, type Place, type Run, type WorldCounts } from './world-run.ts'
import { makeWorld, pickOf, type WorldPerson } from './world.ts'
import type { PlannedStep, WorldPlan } from './world-plan.ts'

/** Plays a plan on an empty database; answers every disagreement of server and referees. */
export async function runWorld(
  place: Place,
  plan: WorldPlan,
  counts: WorldCounts,
): Promise<string[]> {
  const world = await makeWorld(place.services, plan)
  const run: Run = { ...place, world, devices: new Map(), counts, violations: [], waiting: [] }
  for (const step of plan.steps) await takeStep(run, step)
  await judgeWaiting(run)
  await look(run)
  return run.violations
}

async function takeStep(run: Run, step: PlannedStep): Promise<void> {
  const { world, door } = run
  if (step.step === 'attempt') {
    const able = door.attempt === undefined ? world.people : world.people.filter(hasSession)
    const attempt = planAttempt(world, step, able)
    if (attempt === undefined) return
    if (attempt.isKept || door.attempt === undefined) await keep(run, attempt)
    else run.waiting.push(attempt)
    return
  }
  await judgeWaiting(run)
  if (step.step === 'staff') await changePerson(run, step)
  if (step.step === 'erase') await erase(run, step.customer)
  if (step.step === 'end') await endSession(run, pickOf(world.people, step.who))
  if (step.step === 'look') await look(run)
}

async function changePerson(run: Run, step: PlannedStep & { step: 'staff' }): Promise<void> {
  const { world, services } = run
  const person = pickOf(world.people, step.who)
  const { role, active } = step
  const change = { role, active }
  const keeper = { serverId: world.newId() }
  const changed = await services.store.write(worldNow, (transaction) =>
    changeStaff(transaction, keeper, person.id, { change, now: worldNow }),
  )
  if (!changed.ok) return
  Object.assign(person, change)
  if (!active) person.isSignedIn = false
}

async function erase({ world, services }: Run, pick: number): Promise<void> {
  const { id } = pickOf(world.records.customer, pick)
  await eraseCustomer({ ...services, clock: () => worldNow }, id, 'the customer asked')
  const erased = await services.store.read(async ({ erasures }) => {
    const erasure = await erasures.ofCustomer(id)
    return erasure === undefined ? [] : erasures.recordsOf(erasure.id)
  })
  for (const record of erased) world.erased.add(record.id)
}

async function endSession({ services }: Run, person: WorldPerson): Promise<void> {
  await services.store.write(worldNow, ({ sessions }) => sessions.endDevice(person.device))
  person.isSignedIn = false
}

/** Everybody pulls: the first time all, later what is new since. */
async function look({ world, door, referee, devices, counts, violations }: Run): Promise<void> {
  const readableRows = await referee.readable()
  violations.push(...(await referee.misplaced()).map((text) => `[SC1] ${text}`))
  const scopes = await referee.held()
  const rows = await referee.stored()
  const stored = new Map(rows.map((row) => [`${row.type}|${row.id}`, row]))
  for (const person of world.people) {
    const device = devices.get(person.id) ?? emptyDevice()
    devices.set(person.id, device)
    const lines = await door.pull(person, wishesOf(device, rows))
    counts.cases += 1
    if ((lines !== undefined) !== hasSession(person)) {
      violations.push(
        `[SE2] ${person.id} pulled ${lines === undefined ? 'nothing' : 'without a session'}`,
      )
    }
    if (lines === undefined) {
      counts.refused += 1
      continue
    }
    const may = {
      rows: readableRows.filter(({ staff }) => staff === person.id),
      scopes: scopes.get(person.id) ?? new Set<string>(),
      stored,
    }
    const judged = judgePull(person, device, lines, may)
    counts.pulls += 1
    counts.rows += judged.rows
    violations.push(...judged.violations)
  }
}
