import { branchScope, portfolioScope } from '#shared/protocol/scope.ts'
import { generateBranch } from '#server/demo/generate-branch.ts'
import type { Generated } from '#server/demo/generation.ts'
import type { TestServer } from './test-server.ts'

/** Gives a colleague so many generated customers more, each with a profile, notes, dates and tasks. */
export async function fillPortfolio(
  { services: { store } }: Pick<TestServer, 'services'>,
  owner: { id: string; branchId: string },
  customers: number,
): Promise<void> {
  const made = generateBranch({ seed: 'large portfolio', today: '2026-03-02', customers })
  const ids = new Map([
    [made.branch.id, owner.branchId],
    ...made.staff.map(({ id }): [string, string] => [id, owner.id]),
  ])
  const scopeOf = ({ type }: Generated['record']): string =>
    type === 'customer' ? branchScope(owner.branchId) : portfolioScope(owner.id)
  const moved = ({ record }: Generated): Generated => ({
    scope: scopeOf(record),
    record: JSON.parse(JSON.stringify(record), (_, value: unknown) =>
      typeof value === 'string' ? (ids.get(value) ?? value) : value,
    ),
  })
  await store.write(1, async ({ records }) => {
    const { customers, profiles, notes, dates, tasks } = made
    for (const rows of [customers, profiles, notes, dates, tasks]) records.putNew(rows.map(moved))
  })
}
