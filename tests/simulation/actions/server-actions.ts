import type { Role } from '#shared/domain/role.ts'
import { randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import { grantsOfAccount } from '#server/account-grants.ts'
import { changeStaff } from '#server/change-staff.ts'
import { patience } from './device-actions.ts'
import { administrator, people } from '#tests/simulation/server/simulated-branch.ts'
import type { Simulation } from '#tests/simulation/simulation.ts'
import type { ActionKind } from './action.ts'

/** What happens to the server, and what an administrator does on it. */
export const serverActions: Record<string, ActionKind> = {
  'server killed': {
    weight: 1,
    async run({ server, world, count }, _device, random) {
      if (!server.isUp) return
      await server.kill()
      count('server killed')
      await world.clock.pass(randomInteger(random, 0, 8_000))
      await server.start()
    },
  },
  'role changes': {
    weight: 2,
    async run(simulation, _device, random) {
      const person = randomItem(random, people)
      const role = randomItem(random, ['rm', 'lobby', 'lead', 'consumer_protection'] as const)
      // Back to the former role as often as away from it: a grant that returns is a case of its own.
      const next = random() < 0.5 ? person.role : role
      await changePerson(simulation, person.id, { role: next, active: true })
      simulation.count('role changed')
    },
  },
  leaver: {
    weight: 0.5,
    async run(simulation, _device, random) {
      const person = randomItem(random, people)
      await changePerson(simulation, person.id, { active: random() < 0.4 })
      simulation.count('left or came back')
    },
  },
  'back up': {
    weight: 1,
    async run({ server }) {
      if (server.isUp) await server.backUp()
    },
  },
  'put a backup back': {
    weight: 0.7,
    async run({ server, count, world }) {
      // Nobody does this twice in one millisecond; the former database is kept under its time.
      await world.clock.pass(1)
      if (await server.putBack()) count('backup put back')
    },
  },
}

async function changePerson(
  { server, world }: Simulation,
  id: string,
  change: { role?: Role; active?: boolean },
): Promise<void> {
  // Somebody may have killed it at one of its points.
  if (!server.isUp) return
  const written = server.write(async (transaction) => {
    const account = await transaction.staff.byId(administrator.id)
    if (account === undefined) throw new Error('The branch has no administrator.')
    const grants = await grantsOfAccount(account, transaction.staff)
    const session = { account, device: 'none', grants, tokenHash: 'none' }
    const changed = await changeStaff(transaction, session, id, { change, now: world.clock.now() })
    if (!changed.ok) throw new Error(`The change of a colleague was refused.`)
  })
  // A push may be held up before it, for as long as a fault lasts.
  await world.clock.until(written, patience)
}
